"""Hold a call in the terminal: what the agent says on stdin, what the customer answers on stdout.

One utterance a line; an empty line is silence; the end of the input hangs up. With --json each answer
is one event a line: speaker, text, act, state, why, ended. The same SCENARIO, --seed and lines give the
same call.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.exits import DONE, say
from app.files import write_whole
from app.wiring import new_call
from simulator.call import Call, Reply
from simulator.errors import BadInput
from simulator.transcript import EndReason

SILENCE = 5.0  # seconds that an empty line stands for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("scenario", metavar="SCENARIO", help="telecom/data-overage, or a YAML file")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another N, another course (0)")
    parser.add_argument("--level", type=int, choices=[1, 2, 3], help="1 warm-up, 2 everyday, 3 tough")
    parser.add_argument("--json", action="store_true", help="one JSON event a line")
    parser.add_argument(
        "--wording",
        choices=["scripted", "model"],
        default="scripted",
        help="who finds the customer's words",
    )
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the call on file when it is over")


def run(args: argparse.Namespace) -> int:
    """Play the call to its end."""
    call = new_call(args.scenario, seed=args.seed, level=args.level, wording=args.wording)
    if args.save:
        _expect_writable(args.save)
    show = _show_json if args.json else _show_text
    call.pick_up()
    for line in _lines():
        show(_event(call.hear(line) if line else call.silence(SILENCE)))
        if call.ended:
            break
    else:
        show(_hung_up(call, call.hang_up()))
    if args.save:
        transcript = call.transcript(f"c-{args.scenario.replace('/', '-')}-{args.seed}")
        write_whole(args.save, json.dumps(transcript.as_json(), ensure_ascii=False) + "\n")
    return DONE


def _expect_writable(path: Path) -> None:
    """Say so before the call rather than after it."""
    if path.is_dir():
        raise BadInput(f"{path}: is a folder", code="no_file", path=path)
    if not path.parent.is_dir():
        raise BadInput(f"{path}: no such folder: {path.parent}", code="no_file", path=path)


def _lines() -> Iterator[str]:
    """What the agent says, line by line as it comes. Raises BadInput where it is not UTF-8."""
    if sys.stdin.isatty():
        say("The customer is on the line. Empty line: silence. Ctrl-D: hang up.")
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        try:
            yield raw.decode("utf-8-sig").strip()
        except UnicodeDecodeError as error:
            raise BadInput(f"stdin:{number}: not UTF-8", code="not_utf8", line=number) from error


def _event(reply: Reply) -> dict[str, Any]:
    return {
        "speaker": "customer",
        "text": reply.text,
        "act": reply.act.value,
        "state": reply.state.model_dump(),
        "why": list(reply.why),
        "ended": reply.ended.value if reply.ended else None,
    }


def _hung_up(call: Call, reason: EndReason) -> dict[str, Any]:
    """The agent's last event: nothing said, the call over."""
    return {
        "speaker": "agent",
        "text": "",
        "act": "other",
        "state": call.mood.model_dump(),
        "why": [],
        "ended": reason.value,
    }


def _show_json(event: dict[str, Any]) -> None:
    print(json.dumps(event, ensure_ascii=False), flush=True)


def _show_text(event: dict[str, Any]) -> None:
    if event["text"]:
        print(event["text"], flush=True)
    if event["ended"]:
        say(f"[{event['ended']}]")
