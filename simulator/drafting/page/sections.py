"""Findings as the sections of a scenario file, in the order of scenarios/README.md, with their remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.content.scenario import MoodName
from simulator.drafting.casting import Cast
from simulator.drafting.findings import (
    Findings,
    FoundFact,
    FoundMoment,
    FoundObjection,
    FoundQuestion,
    FoundWay,
)
from simulator.drafting.page.remarks import Remarks
from simulator.drafting.page.writing import Flow, Noted, noted
from simulator.transcript import Mood

Section = Any
BAD_RISE = 3  # a trigger's anger was a third of the rise


@dataclass(frozen=True)
class Frame:
    """What the file needs beside the findings."""

    id: str
    industry: str
    language: str
    channel: str
    borrowed: str  # a company of the same industry, for a call in which none is named
    cast: Cast
    state: Mood
    state_known: bool
    mood: MoodName
    difficulty: int
    heat: float
    skills: tuple[str, ...]


def page(found: Findings, frame: Frame, remarks: Remarks) -> dict[str, Section]:
    """The whole file as nested values."""
    content = _card(found, frame, remarks)
    content["caller"] = _caller(found, frame, remarks)
    content["briefing"] = _briefing(found, frame, remarks)
    content["knowledge"] = _knowledge(found, remarks)
    content["limits"] = noted([], remarks.to_do("limits"))
    why = "state_known" if frame.state_known else "state"
    content["state"] = noted(Flow(frame.state.model_dump()), remarks.guessed(why))
    content["opening"] = noted(
        list(found.opening), remarks.turn(found.opening_turn), remarks.to_do("opening")
    )
    facts = [_fact(fact, remarks) for fact in _ordered(found)]
    content["facts"] = facts or noted([], remarks.to_do("facts_none"))
    objections = [_objection(one, remarks) for one in found.objections]
    unfair = any(one.unfair for one in found.objections)
    content["objections"] = noted(objections, "" if unfair else remarks.to_do("objections_none"))
    questions = [_question(one, remarks) for one in found.questions]
    content["questions"] = noted(questions, "" if questions else remarks.to_do("questions_none"))
    content["resolutions"] = _ways(found, remarks)
    content["triggers"] = [_trigger(one, remarks) for one in found.triggers]
    asides = [
        noted({"id": one.id, "lines": [one.line]}, remarks.guessed("aside", [one.turn]))
        for one in found.asides
    ]
    content["asides"] = asides or noted([], remarks.to_do("asides"))
    content["moments"] = [_moment(one, found, remarks) for one in found.moments]
    content["segments"] = noted([], remarks.to_do("segments"))
    content["twists"] = noted([], remarks.to_do("twists"))
    if found.moves:
        content["lines"] = {move: [noted(line, remarks.turn(turn)) for line, turn in lines]
                            for move, lines in found.moves.items()}  # fmt: skip
    return content


def _card(found: Findings, frame: Frame, remarks: Remarks) -> dict[str, Section]:
    """Everything before the caller."""
    unfair = sum(one.unfair for one in found.objections)
    turns = [found.caller.reason_turn]
    company = noted(found.company, remarks.guessed("company", [found.company_turn]))
    content = {
        "id": frame.id,
        "title": noted(
            _title(found),
            remarks.guessed("title", turns),
        ),
        "summary": noted(
            remarks.word("summary", reason=found.caller.reason), remarks.guessed("summary", turns)
        ),
        "language": frame.language,
        "industry": frame.industry,
        "company": company if found.company else noted(frame.borrowed, remarks.guessed("company_library")),
        "difficulty": noted(
            frame.difficulty, remarks.guessed("difficulty", heat=f"{frame.heat:.2g}", unfair=unfair)
        ),
        "mood": noted(frame.mood.value, remarks.guessed("mood", turns)),
        "skills": noted(Flow(list(frame.skills)), remarks.guessed("skills")),
        "channel": frame.channel,
        "persona": noted(frame.cast.persona.id, _persona_remark(frame.cast, remarks)),
    }
    if frame.channel == "phone":
        del content["channel"]
    return content


def _title(found: Findings) -> str:
    """The bare reason; empty, which the check names, where nobody stated one."""
    return found.title


def _persona_remark(cast: Cast, remarks: Remarks) -> str:
    return remarks.guessed(
        "persona",
        talkative=remarks.word(cast.talkative),
        gender=remarks.word(cast.gender or "unknown"),
        temper=remarks.word(cast.temper),
        name=cast.persona.name,
    )


def _caller(found: Findings, frame: Frame, remarks: Remarks) -> Section:
    caller, gender = found.caller, frame.cast.persona.gender
    name = caller.name or str(remarks.word(f"names_{gender}"))
    content: dict[str, Section] = {
        "name": noted(name, remarks.said("identity", ()) if caller.name else remarks.guessed("name")),
        "address": caller.address or noted(_address(name, gender, remarks), remarks.guessed("address")),
        "reason": noted(caller.reason, remarks.guessed("reason", [caller.reason_turn])),
        "wish": noted(caller.wish, remarks.guessed("wish", [caller.wish_turn]))
        if caller.wish
        else noted(remarks.word("wish"), remarks.guessed("wish_none")),
    }
    if caller.fear:
        content["fear"] = noted(caller.fear, remarks.guessed("fear", [caller.fear_turn]))
    content["knows"] = noted(list(caller.knows), remarks.to_do("knows"))
    content["unaware"] = noted([], remarks.to_do("unaware"))
    return content


def _address(name: str, gender: str, remarks: Remarks) -> str:
    title: str = remarks.words("titles")[gender]
    return f"{name[0]}{title}" if not name[0].isascii() else f"{title} {name.split()[-1]}"


def _briefing(found: Findings, frame: Frame, remarks: Remarks) -> Section:
    content: dict[str, Section] = {}
    if frame.channel == "phone":
        content["ivr"] = noted(Flow(remarks.words("ivr")[frame.industry]), remarks.guessed("ivr"))
    intent = _title(found) or remarks.filling("card_value")
    content["predicted_intent"] = noted(intent, remarks.guessed("intent", [found.caller.reason_turn]))
    rows = [
        {
            "label": remarks.word("card_name"),
            "value": found.caller.name or remarks.word(f"names_{frame.cast.persona.gender}"),
        }
    ]
    rows += [{"label": remarks.word("card_number"), "value": fact.short} for fact in found.facts
             if fact.kind == "identity" and fact.id not in ("name", "birthday", "address")][:2]  # fmt: skip
    card: list[Section] = [{"title": remarks.word("card_customer"), "rows": [Flow(row) for row in rows]}]
    read = [
        noted(Flow({"label": remarks.word(f"row_{row.label}"), "value": row.value}), remarks.turn(row.turn))
        for row in found.rows
    ]
    if read:
        card.append(noted({"title": remarks.word("card_read"), "rows": read}, remarks.guessed("card")))
    content["card"] = noted(card, remarks.to_do("card"))
    return content


def _knowledge(found: Findings, remarks: Remarks) -> Section:
    entries = [
        noted({"id": one.id, "title": one.title, "text": one.text}, remarks.guessed("rule", [one.turn]))
        for one in found.rules
    ]
    if not entries:
        return noted([], remarks.to_do("knowledge_none"))
    return noted(entries, remarks.to_do("knowledge", n=len(entries)) if len(entries) < 5 else "")


def _ordered(found: Findings) -> list[FoundFact]:
    """The story first, then what is asked, then who they are, as in the shipped files."""
    rank = {"story": 0, "detail": 1, "identity": 2}
    return sorted(found.facts, key=lambda fact: rank[fact.kind])


def _fact(fact: FoundFact, remarks: Remarks) -> Noted:
    content: dict[str, Section] = {
        "id": fact.id,
        "kind": fact.kind,
        "disclose": "pressed" if fact.dodge else "volunteered" if fact.kind == "story" else "asked",
    }
    if fact.asks:
        content["asks"] = noted(Flow(list(fact.asks)), remarks.guessed("asks") if fact.question else "")
    if fact.question:
        content["question"] = fact.question
    if fact.dodge:
        content["dodge"] = noted(list(fact.dodge), remarks.guessed("dodge", fact.turns[:1]))
    content["lines"] = noted(list(fact.lines), remarks.to_do("lines") if fact.kind != "identity" else "")
    content["short"] = fact.short
    return noted(content, remarks.said(fact.kind, fact.turns))


def _objection(one: FoundObjection, remarks: Remarks) -> Noted:
    act = remarks.word(one.act)
    few = remarks.to_do("lines") if len(one.lines) < 3 else ""
    return noted(
        {
            "id": one.id,
            "unfair": noted(one.unfair, remarks.guessed("unfair" if one.unfair else "fair", act=act)),
            "act": one.act,
            "raised": noted(one.raised, remarks.guessed(f"raised_{one.raised}")),
            "opinion": noted(remarks.word("opinion", line=one.lines[0]), remarks.to_do("opinion")),
            "lines": noted(list(one.lines), few),
            "again": list(one.again) or noted(list(remarks.words("again")), remarks.guessed("again")),
            "settled": noted(list(one.settled), remarks.guessed("settled_said", [one.settled_turn]))
            if one.settled
            else noted(list(remarks.words("settled")), remarks.guessed("settled")),
        },
        remarks.turn(*one.turns),
    )


def _question(one: FoundQuestion, remarks: Remarks) -> Noted:
    content: dict[str, Section] = {
        "id": one.id,
        "raised": noted(one.raised, remarks.guessed("question", one.turns)),
        "lines": noted(list(one.lines), remarks.to_do("lines")),
    }
    if one.answer_turn:
        content["answered_by"] = noted(list(one.answered_by), remarks.guessed("asks"))
        content["answer"] = noted(one.answer, remarks.said("answer", [one.answer_turn]))
    else:
        content["answered_by"] = noted(
            list(one.answered_by), remarks.guessed("unanswered"), remarks.to_do("answer")
        )
    return noted(content)


def _ways(found: Findings, remarks: Remarks) -> Section:
    entries = [_way(one, remarks) for one in found.ways]
    what = "ways_none" if not entries else "ways_poor" if len(entries) == 1 else ""
    return noted(entries, remarks.to_do(what) if what else "")


def _way(one: FoundWay, remarks: Remarks) -> Noted:
    content: dict[str, Section] = {
        "id": one.id,
        "quality": noted(one.quality, remarks.guessed(f"quality_{one.taken}", [one.accept_turn])),
        "offer": noted(one.say, remarks.to_do("offer")),
        "say": one.say,
        "offered_by": noted(list(one.offered_by), remarks.guessed("offered_by")),
        "timed_by": noted(Flow(list(one.timed_by)), "" if one.timed_by else remarks.to_do("timed_by")),
    }
    if one.bargain:
        content["bargain"] = noted(list(one.bargain), remarks.guessed("bargain"))
    content["accept"] = (
        noted(list(one.accept), remarks.turn(one.accept_turn), remarks.to_do("lines"))
        if one.accept
        else noted(list(remarks.words("accept")), remarks.guessed("accept"))
    )
    return noted(content, remarks.turn(*one.turns))


def _trigger(one: Any, remarks: Remarks) -> Noted:  # noqa: ANN401
    return noted(
        {"cues": list(one.cues), "anger": one.anger, "why": remarks.word(f"trigger_{one.why}")},
        f"“{one.quote}”",
        remarks.guessed("trigger", [one.turn], rise=f"{one.anger * BAD_RISE:.1f}"),
    )


def _moment(one: FoundMoment, found: Findings, remarks: Remarks) -> Mapping[str, Section]:
    kind = one.at if one.at in ("opening", "closing") else "objection"
    offer = found.ways[0].say if found.ways else "……"
    good = remarks.word(f"{kind}_good", reason=_title(found), offer=offer)
    return {
        "id": one.id,
        "at": one.at,
        "about": noted(remarks.word(f"{kind}_about"), remarks.to_do("about")),
        "good": noted(one.good, remarks.guessed("moment_good", [one.good_turn]))
        if one.good
        else noted(good, remarks.guessed("moment_good_none")),
        "poor": noted(one.poor, remarks.guessed("moment_poor", [one.poor_turn]))
        if one.poor
        else noted(remarks.word(f"{kind}_poor"), remarks.guessed("moment_poor_none")),
    }
