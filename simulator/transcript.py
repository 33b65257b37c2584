"""The plain data that everyone shares: who said what, when, in which mood, and how it ended.

The JSON of a call on file (see ``docs/formats.md``) is these models, field for field. Unknown fields
are kept: an archive that passes through the tools loses nothing.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from simulator.errors import TranscriptError


class Speaker(StrEnum):
    """The two sides of a call. In reverse role-play the trainee is the customer."""

    AGENT = "agent"
    CUSTOMER = "customer"


class EndReason(StrEnum):
    """Why a call ended; the first four are the customer's doing."""

    SATISFIED = "satisfied"  # thanked and rang off, content
    ACCEPTED = "accepted"  # took the solution without joy
    WALKED_AWAY = "walked_away"  # patience spent, hung up unresolved
    ESCALATED = "escalated"  # went to a supervisor or a regulator
    AGENT_HUNG_UP = "agent_hung_up"  # the agent ended it before the customer was done
    UNANSWERED = "unanswered"  # nobody picked up


class Mood(BaseModel):
    """The customer's state; each component lies in 0 … 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    anger: float = Field(0.2, ge=0, le=1)
    anxiety: float = Field(0.2, ge=0, le=1)
    confusion: float = Field(0.2, ge=0, le=1)
    trust: float = Field(0.5, ge=0, le=1)
    patience: float = Field(0.7, ge=0, le=1)


class Word(BaseModel):
    """A word of a turn as it stands in the text, without punctuation; seconds from pick-up."""

    model_config = ConfigDict(frozen=True, extra="allow")

    text: str
    start: float
    end: float


class Turn(BaseModel):
    """One stretch of speech. Times in seconds from pick-up; ``audio`` is a WAV beside the file."""

    model_config = ConfigDict(frozen=True, extra="allow")

    speaker: Speaker
    text: str
    start: float | None = None
    end: float | None = None
    audio: str | None = None
    system_delay: float | None = Field(None, ge=0)  # seconds of silence before it that a machine needed
    act: str | None = None  # a simulated customer's main speech act
    state: Mood | None = None  # a simulated customer's mood after this turn
    why: tuple[str, ...] = ()  # what moved the mood, in the call's language
    heard: str | None = None  # what a recogniser had made of it, where the agent put it right
    answered: str | None = None  # what the customer had said to that, before answering what was meant
    signs: tuple[str, ...] = ()  # of listening, which the other side gave meanwhile (嗯, 对)
    said: tuple[str, ...] = ()  # what a simulated customer told, asked, objected: fact:ID, objection:ID …
    words: tuple[Word, ...] = ()  # when each word was heard, where that was found out


class Transcript(BaseModel):
    """A call on file: who, when and every turn."""

    model_config = ConfigDict(frozen=True, extra="allow")

    call_id: str
    language: str
    channel: str = "phone"
    scenario: str | None = None
    industry: str | None = None
    started_at: str | None = None
    rings: int | None = None
    agent_id: str | None = None
    audio: str | None = None
    ended: EndReason | None = None
    turns: tuple[Turn, ...]

    @property
    def chinese(self) -> bool:
        """True for any Chinese tag (zh, zh-CN …); everything else is read as English."""
        return is_chinese(self.language)

    @classmethod
    def read(cls, data: object, where: str) -> Transcript:
        """Validate one decoded JSON object; ``where`` (file:line) leads the error message.

        Raises TranscriptError naming the field that is wrong.
        """
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"]) or "call"
            raise TranscriptError(f"{where}: {field}: {first['msg']}") from error

    def as_json(self) -> dict[str, Any]:
        """The call on file, without the fields nobody set."""
        data = self.model_dump(mode="json", exclude_none=True)
        for turn in data["turns"]:
            for name in ("why", "signs", "said", "words"):
                if not turn[name]:
                    del turn[name]
        return data


@lru_cache(maxsize=64)
def is_chinese(language: str) -> bool:
    """Whether a BCP 47 tag names Chinese (``zh_CN``, as locales are written, too)."""
    return language.lower().replace("_", "-").split("-")[0] in {"zh", "cmn"}
