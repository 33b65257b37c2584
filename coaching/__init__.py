"""What makes the trainee better: what to practise next, and why."""
