"""The exceptions that people are meant to meet. Anything else that escapes is a bug.

DuilianError                    expected: says what is wrong and what would be right
├── BadInput                    the caller gave something unusable (CLI exit 2)
│   ├── ContentError            YAML content with problems, all of them, each at its file:line
│   ├── TranscriptError         a call on file that cannot be read
│   └── AudioError              a recording that cannot be used (silent, too long, no audio at all)
└── Unavailable                 a backend is missing, down or too slow; another one may do

Each class carries a ``code``; the app's message catalogue has the sentence for it in the user's
language under ``errors.<code>``, filled with ``facts``. ``str(error)`` is the English sentence.
"""

from __future__ import annotations

from typing import ClassVar


class DuilianError(Exception):
    """Base of every expected error. ``facts`` fill the catalogue's sentence for ``code``."""

    code: str = "unexpected"

    def __init__(self, message: str, /, *, code: str | None = None, **facts: object) -> None:
        super().__init__(message)
        self.code = code or type(self).code
        self.facts: dict[str, object] = {"message": message, **facts}


class BadInput(DuilianError):
    """Input or usage that cannot be worked with; nothing was written."""

    code = "bad_input"
    exit_code: ClassVar[int] = 2


class ContentError(BadInput):
    """Content files with problems: ``problems`` holds ``file:line: object: what, valid choices``."""

    code = "content"

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class TranscriptError(BadInput):
    """A call on file that is not one."""

    code = "transcript"


class AudioError(BadInput):
    """A recording that cannot be used; its code says why (silent, too_long, not_audio …)."""

    code = "audio"


class Unavailable(DuilianError):
    """A backend cannot serve now: not installed, not reachable, too slow, out of quota."""

    code = "unavailable"
