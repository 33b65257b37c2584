"""Measure a recording or a call on file: who talked how much, over whom, how fast, how loud (JSON).

A stereo recording is a call (left agent, right customer), a mono one is one person. A call on file takes
its times from the turns and its voice measures from the recordings beside it; a .jsonl gives one line a call.
Recordings may be WAV, FLAC, OGG or MP3.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from app.exits import DONE
from simulator.errors import BadInput, TranscriptError
from simulator.transcript import Speaker, Transcript
from simulator.voice.figures import figures
from simulator.voice.measures import measure_call, measure_recording

CALLS = {".json", ".jsonl"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="WAV|CALL.json", help="a recording or a call on file")
    parser.add_argument(
        "--speaker", type=Speaker, choices=list(Speaker), default=Speaker.AGENT,
        help="who speaks in a recording of one channel (agent)",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Print the measures as JSON, nothing before all are had."""
    try:
        data = args.file.read_bytes()
    except OSError as error:
        raise BadInput(f"{args.file}: {error.strerror}", code="no_file", path=str(args.file)) from error
    if args.file.suffix.lower() in CALLS:
        measures = [measure_call(call, args.file.parent) for call in _calls(args.file, data)]
    else:
        measures = [measure_recording(data, args.speaker, str(args.file))]
    print("\n".join(json.dumps(figures(one), ensure_ascii=False) for one in measures))
    return DONE


def _calls(path: Path, data: bytes) -> list[Transcript]:
    """The calls of a file: one JSON object, or one a line."""
    text = data.decode("utf-8-sig", errors="replace")
    if path.suffix.lower() == ".json":
        return [_call(text, str(path))]
    return [_call(line, f"{path}:{n}") for n, line in enumerate(text.splitlines(), start=1) if line.strip()]


def _call(text: str, where: str) -> Transcript:
    try:
        return Transcript.read(json.loads(text), where)
    except json.JSONDecodeError as error:
        raise TranscriptError(f"{where}: not JSON: {error.msg} (line {error.lineno})") from error
