"""From rows to plain values and back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from sqlmodel import Session, col, select

from app.storage.records import CallSummary, StoredCall
from app.storage.tables import CallRow, NoteRow, RecordingRow, ResultRow, TurnRow
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.errors import TranscriptError
from simulator.transcript import EndReason, Transcript, Turn

OWN_COLUMNS = {"speaker", "text", "heard", "audio"}
Model = TypeVar("Model", bound=BaseModel)


def storable(text: str) -> str:
    """The text without what no database takes: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def turn_row(call_id: str, position: int, turn: Turn) -> TurnRow:
    """The row of a turn."""
    rest = turn.model_dump(mode="json", exclude_none=True, exclude=OWN_COLUMNS)
    return TurnRow(
        call_id=call_id,
        position=position,
        speaker=turn.speaker.value,
        text=storable(turn.text),
        heard=None if turn.heard is None else storable(turn.heard),
        rest=rest,
    )


def without_words(row: TurnRow) -> dict[str, Any]:
    """The rest of a turn's row but for when each word was heard."""
    return {name: value for name, value in row.rest.items() if name != "words"}


SUMMARY: tuple[Any, ...] = (
    CallRow.id,
    CallRow.scenario_id,
    col(CallRow.scenario)["title"].as_string(),  # not the whole snapshot, which has many pages
    CallRow.started_at,
    CallRow.ended,
    CallRow.assisted,
    ResultRow.total,
    ResultRow.passed,
)
"""The columns of a CallSummary, in its order."""


def summary(
    call_id: str,
    scenario: str,
    title: str,
    started_at: datetime,
    ended: str | None,
    assisted: bool,
    total: float | None,
    passed: bool | None,
) -> CallSummary:
    """One line for a list, from the columns of ``SUMMARY``."""
    reason = EndReason(ended) if ended else None
    return CallSummary(call_id, scenario, title, started_at, reason, assisted, total, passed)


def stored_call(session: Session, row: CallRow) -> StoredCall:
    """The whole call. Raises TranscriptError when its scenario is from an older, incompatible version."""
    scenario = _snapshot(Scenario, row.scenario, row.id)
    note = session.get(NoteRow, row.id)
    result = session.get(ResultRow, row.id)
    return StoredCall(
        id=row.id,
        learner=row.learner_id,
        scenario=scenario,
        persona=_snapshot(Persona, row.persona, row.id),
        seed=row.seed,
        language=row.language,
        assisted=row.assisted,
        rings=row.rings,
        notes=note.text if note else "",
        transcript=_transcript(session, row, scenario),
        started_at=row.started_at,
        ended=EndReason(row.ended) if row.ended else None,
        result=result.result if result else None,
    )


def _snapshot(model: type[Model], data: object, call_id: str) -> Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        name = model.__name__.lower()
        raise TranscriptError(
            f"call {call_id}: its {name} is from another version: {error.errors()[0]['msg']}",
            code="old_call",
            call=call_id,
        ) from error


def _transcript(session: Session, row: CallRow, scenario: Scenario) -> Transcript:
    turns = session.exec(select(TurnRow).where(TurnRow.call_id == row.id).order_by("position"))
    audio = dict(
        session.exec(
            select(RecordingRow.position, RecordingRow.file).where(RecordingRow.call_id == row.id)
        ).all()
    )
    fields = {
        "call_id": row.id,
        "language": scenario.language,  # the row's is that of the screens
        "channel": scenario.channel,
        "scenario": scenario.id,
        "industry": scenario.industry.value,
        "started_at": row.started_at.isoformat(),
        "rings": None if scenario.channel.typed else row.rings,
        "agent_id": f"a{row.learner_id}",
        "ended": row.ended,
        "seed": row.seed,
        "variant": scenario.variant.model_dump(mode="json") if scenario.variant else None,
        "turns": tuple(_turn(turn, audio.get(turn.position)) for turn in turns),
    }
    return Transcript.model_validate(fields)


def _turn(row: TurnRow, audio: str | None) -> Turn:
    heard = {} if row.heard is None else {"heard": row.heard}
    known = {"speaker": row.speaker, "text": row.text, "audio": audio}
    return Turn.model_validate({**row.rest, **known, **heard})
