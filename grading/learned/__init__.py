"""What labelled calls teach beyond the written rules: signs in each turn, and the verdicts they add up to.

Two steps, both linear and both readable: a logistic regression a sign over the words of a turn and what
stands around it (``sign_model.py``), and one a scorer over the signs of the whole call and the rule's own
verdict and reason (``item_model.py``). ``python -m grading.learned.train`` builds both from the corpus.
"""
