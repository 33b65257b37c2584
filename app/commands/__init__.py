"""The commands of ``python -m app``, one file each.

A command's module has ``add_arguments(parser)``, ``run(args) -> exit code``, and a docstring whose first
line is its help. They are listed by name and imported only when asked for: ``check`` must not wait for
speech models.
"""

from __future__ import annotations

COMMANDS: dict[str, str] = {
    "check": "app.commands.check",
    "content": "app.commands.content",
    "call": "app.commands.call",
    "rehearse": "app.commands.rehearse",
    "prepare": "app.commands.prepare",
    "grade": "app.commands.grade",
    "archive": "app.commands.archive",
    "agreement": "app.commands.agreement",
    "draft": "app.commands.draft",
    "understand": "app.commands.understand",
    "transcribe": "app.commands.transcribe",
    "speak": "app.commands.speak",
    "measure": "app.commands.measure",
}
