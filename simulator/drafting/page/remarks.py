"""The words of a draft's comments and of what it puts where the call gave none."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from simulator.transcript import is_chinese
from simulator.understanding.lexicon import read


class Remarks:
    """The texts of ``remarks.yaml`` in the language of the call."""

    def __init__(self, language: str) -> None:
        self._texts: dict[str, Any] = read(Path(__file__).with_name("remarks.yaml"))[
            "zh" if is_chinese(language) else "en"
        ]

    def guessed(self, why: str, turns: Iterable[int] = (), **values: object) -> str:
        """``guessed: … (turn 3)``."""
        told = str(self._texts["why"][why]).format(**values)
        return str(self._texts["guessed"]).format(why=told) + self._at("at", turns)

    def said(self, why: str, turns: Iterable[int], **values: object) -> str:
        """Where something was said that is no guess: ``told unasked (turn 3)``."""
        return str(self._texts["why"][why]).format(**values) + self._at("at", turns)

    def turn(self, *turns: int) -> str:
        """``turn 3``."""
        return self._at("turn", turns)

    def to_do(self, what: str, **values: object) -> str:
        """``to do: …``."""
        return str(self._texts["to_do"]).format(what=str(self._texts["do"][what]).format(**values))

    def word(self, name: str, **values: object) -> str:
        """A text of the draft itself."""
        return str(self._texts["words"][name]).format(**values)

    def filling(self, what: str) -> str:
        """What stands in a field that nobody can know: 未填."""
        return str(self._texts["do"][what])

    def words(self, name: str) -> Any:  # noqa: ANN401 - a list or a table
        """Several such texts."""
        return self._texts["words"][name]

    def head(self, **values: object) -> list[str]:
        """The comment at the top of the file."""
        return [str(line).format(**values) for line in self._texts["head"]]

    def text(self, name: str, **values: object) -> str:
        """A sentence of the comment at the top."""
        return str(self._texts[name]).format(**values)

    def _at(self, form: str, turns: Iterable[int]) -> str:
        told = [str(turn) for turn in dict.fromkeys(turns) if turn]
        return str(self._texts[form]).format(turns=str(self._texts["turns_join"]).join(told)) if told else ""
