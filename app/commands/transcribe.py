"""Print what the speech recogniser hears in a recording.

Any of wav, mp3, flac, ogg, opus, webm and m4a. --hint gives words that are likely to occur (repeat it).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from app.exits import DONE, say
from simulator.errors import BadInput
from simulator.voice.backends import LISTENERS, listeners
from simulator.voice.failover import Note
from simulator.voice.wav import decode


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="WAV", help="the recording")
    parser.add_argument("--language", default="zh-CN", metavar="TAG", help="what is spoken (zh-CN)")
    parser.add_argument(
        "--backend", choices=list(LISTENERS), default="embedded", help="who listens (embedded)"
    )
    parser.add_argument("--hint", action="append", default=[], metavar="WORD", help="a word that may occur")
    parser.add_argument("--json", action="store_true", help="text, confidence and backend as JSON")


def run(args: argparse.Namespace) -> int:
    """Listen and print; an unusable recording is an error (exit 2)."""
    try:
        data = args.file.read_bytes()
    except OSError as error:
        raise BadInput(f"{args.file}: {error.strerror}", code="no_file", path=str(args.file)) from error
    heard = listeners([args.backend], _tell).hear(decode(data), args.language, args.hint)
    if args.json:
        print(
            json.dumps(
                {"text": heard.text, "confidence": heard.confidence, "backend": heard.backend},
                ensure_ascii=False,
            )
        )
    else:
        print(heard.text)
    return DONE


def _tell(note: Note) -> None:
    say(f"{note.code}: {', '.join(f'{key} {value}' for key, value in note.facts.items())}")
