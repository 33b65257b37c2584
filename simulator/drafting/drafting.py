"""From a call on file to the YAML text of a scenario: masked, read, its parts found, written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from simulator.content.loading import Library
from simulator.content.scenario import Channel, Industry
from simulator.drafting.casting import at_pick_up, cast, difficulty, mood_name, skills
from simulator.drafting.cues import close_cues
from simulator.drafting.finding.asked import questions
from simulator.drafting.finding.caller import caller, company, gender, openings, title
from simulator.drafting.finding.explained import rows, rules, triggers
from simulator.drafting.finding.held import objections
from simulator.drafting.finding.identified import identities
from simulator.drafting.finding.moments import moments
from simulator.drafting.finding.offered import ways
from simulator.drafting.finding.told import asides, told_facts, wishes
from simulator.drafting.findings import Findings, FoundQuestion
from simulator.drafting.page.remarks import Remarks
from simulator.drafting.page.sections import Frame, page
from simulator.drafting.page.writing import yaml_text
from simulator.drafting.privacy import Kind, Masked, mask
from simulator.drafting.roles import Part, Role, roles
from simulator.drafting.sentences import closed, tidy
from simulator.drafting.talk import Talk, read_talk
from simulator.drafting.words import Vocabulary
from simulator.errors import BadInput
from simulator.transcript import Speaker, Transcript, is_chinese

SCHEMA = "yaml-language-server: $schema=../scenario.schema.json"
ID = re.compile(r"^[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*$")
MOVES = {
    Role.THREAT: "threaten",
    Role.SUPERVISOR: "demand_supervisor",
    Role.NEXT: "ask_next",
    Role.WHEN: "ask_when",
    Role.CONFIRM: "confirm",
}
LONGEST_MOVE = 60
UNPLACED = 12  # words


def draft(transcript: Transcript, library: Library, scenario_id: str) -> str:
    """The YAML text of a scenario made of this call; guesses and gaps are marked in comments at their line.

    Pure and deterministic. Nothing personal of the call is in it. It may have problems that the check names:
    what the call did not hold, a draft cannot either. Raises BadInput for an id that is none, for a language
    other than Chinese and English, and for a call in which one side or both say nothing.
    """
    industry = _industry(scenario_id)
    _expect_both_sides(transcript)
    masked = mask(transcript)
    talk = read_talk(masked.call)
    found = find(masked, talk, library)
    remarks = Remarks(transcript.language)
    frame = _frame(scenario_id, industry, transcript, talk, found, library, remarks)
    head = [SCHEMA, *_head(found, masked, remarks)]
    return yaml_text(page(found, frame, remarks), head)


def find(masked: Masked, talk: Talk, library: Library) -> Findings:
    """The parts of a scenario that turned up in the call, each with its turns."""
    vocabulary = Vocabulary(library, talk.language, [one.text for one in masked.identities])
    parts = roles(talk, masked, vocabulary)
    taken: set[str] = set()
    known = identities(parts, talk, masked, taken)
    told, beside = asides(told_facts(parts, talk, vocabulary, taken), talk, vocabulary, taken)
    held = objections(parts, talk, vocabulary, taken)
    asked = [_answerable(one, vocabulary) for one in questions(parts, talk, vocabulary, taken)]
    facts = (*told, *wishes(parts, talk, taken), *known)
    named, named_turn = company(talk)
    opening, opening_turn = openings(parts, talk)
    called = caller(parts, facts, talk)
    return Findings(
        caller=called,
        title=title(parts, talk),
        company=named,
        company_turn=named_turn,
        opening=opening,
        opening_turn=opening_turn,
        facts=facts,
        objections=tuple(held),
        questions=tuple(one for one in asked if one.answered_by),
        ways=tuple(ways(parts, talk, vocabulary, taken)),
        triggers=tuple(triggers(talk, vocabulary)),
        rules=tuple(rules(talk, vocabulary)),
        asides=tuple(beside),
        moments=tuple(moments(held, talk)),
        rows=tuple(rows(talk, vocabulary)),
        moves=_moves(parts, talk),
    )


def _answerable(question: FoundQuestion, vocabulary: Vocabulary) -> FoundQuestion:
    """A question nobody answered waits for the words it asks about."""
    if question.answered_by:
        return question
    cues = close_cues(question.lines[0], vocabulary) or tuple(
        word for word in vocabulary.cue_words(question.lines[0]) if not word[0].isdigit()
    )
    return FoundQuestion(question.id, question.raised, question.lines, cues[:1], question.turns)


def _moves(parts: Sequence[Part], talk: Talk) -> dict[str, tuple[tuple[str, int], ...]]:
    """Lines for moves that this caller put in their own words."""
    found: dict[str, list[tuple[str, int]]] = {}
    for part in parts:
        line = closed(tidy(part.sentence.text, talk.language), talk.language)
        if part.role in MOVES and len(line) <= LONGEST_MOVE * (1 if talk.chinese else 2):
            found.setdefault(MOVES[part.role], []).append((line, part.sentence.turn))
    return {move: tuple(dict(lines).items()) for move, lines in sorted(found.items())}


def _industry(scenario_id: str) -> str:
    valid = ", ".join(Industry)
    industry = scenario_id.split("/")[0]
    if industry not in set(Industry):
        raise BadInput(
            f"id '{scenario_id}': no industry '{industry}'; valid: {valid}",
            code="draft_industry",
            name=industry,
            valid=valid,
        )
    if not ID.match(scenario_id):
        raise BadInput(
            f"id '{scenario_id}': write industry/name, the name in small letters, digits and single hyphens, "
            "such as telecom/late-bill",
            code="draft_id",
            name=scenario_id,
        )
    return industry


def _expect_both_sides(transcript: Transcript) -> None:
    tongue = transcript.language.lower().replace("_", "-").split("-")[0]
    if not is_chinese(transcript.language) and tongue != "en":
        raise BadInput(
            f"the call is in '{transcript.language}'; a draft can be made of zh and en",
            code="draft_language",
            name=transcript.language,
        )
    said = {turn.speaker for turn in transcript.turns if any(map(str.isalnum, turn.text))}
    missing = [side.value for side in Speaker if side not in said]
    if missing:
        raise BadInput(
            f"no words of the {' and the '.join(missing)} in this call; a draft needs both sides",
            code="draft_one_sided" if len(missing) == 1 else "draft_empty",
            side=missing[0],
        )


def _frame(
    scenario_id: str,
    industry: str,
    call: Transcript,
    talk: Talk,
    found: Findings,
    library: Library,
    remarks: Remarks,
) -> Frame:
    chinese = is_chinese(call.language)
    personas = [one for one in library.personas.values() if is_chinese(one.language) == chinese]
    if not personas:
        raise BadInput(
            f"no persona in the library speaks '{call.language}'", code="draft_language", name=call.language
        )
    state, known = at_pick_up(talk, call)
    heat = max(one.heat for one in talk.side(Speaker.CUSTOMER))
    asked = sum(bool(fact.question) for fact in found.facts)
    return Frame(
        id=scenario_id,
        industry=industry,
        language=call.language.replace("_", "-"),
        channel=Channel.CHAT.value if call.channel in (Channel.CHAT, Channel.SOCIAL) else Channel.PHONE.value,
        borrowed=_borrowed(library, industry, chinese) or remarks.word("company"),
        cast=cast(talk, gender(talk), personas),
        state=state,
        state_known=known,
        mood=mood_name(state, talk),
        difficulty=difficulty(talk, found.objections),
        heat=heat,
        skills=tuple(skills(talk, found.objections, asked, len(found.ways))),
    )


def _borrowed(library: Library, industry: str, chinese: bool) -> str:
    """The company most scenarios of this industry and tongue are about."""
    names = Counter(
        one.company
        for one in library.scenarios.values()
        if one.industry == industry and is_chinese(one.language) == chinese
    )
    return min(names, key=lambda name: (-names[name], name)) if names else ""


def _head(found: Findings, masked: Masked, remarks: Remarks) -> list[str]:
    counts = {kind: masked.count(kind) for kind in Kind}
    replaced = remarks.text(
        "replaced" if any(counts.values()) else "nothing_replaced",
        names=counts[Kind.NAME],
        numbers=counts[Kind.NUMBER],
        addresses=counts[Kind.ADDRESS],
        births=counts[Kind.BIRTH],
    )
    lines = remarks.head(
        replaced=replaced,
        facts=len(found.facts),
        objections=len(found.objections),
        questions=len(found.questions),
        ways=len(found.ways),
        rules=len(found.rules),
    )
    left = ", ".join(masked.unplaced[:UNPLACED])
    return [*lines, *([remarks.text("unplaced", words=left)] if left else [])]
