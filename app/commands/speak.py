"""Speak a text as a persona in a given mood, into a WAV file.

The mood is that of a calm caller unless --anger, --anxiety, --confusion, --trust or --patience (each 0 … 1)
say otherwise. --band telephone and --background street (and so on) let the persona be heard from there.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pydantic import ValidationError

from app.exits import DONE, say
from app.files import write_whole
from app.wiring import library
from simulator.content.surroundings import Background, Bandwidth, Surroundings
from simulator.errors import BadInput, Unavailable
from simulator.transcript import Mood
from simulator.voice.backends import SPEAKERS, speakers
from simulator.voice.clauses import clauses, opened
from simulator.voice.delivery import delivery
from simulator.voice.failover import Note
from simulator.voice.surroundings.scene import Scene
from simulator.voice.wav import concatenated, encode

MOODS = tuple(Mood.model_fields)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("text", metavar="TEXT", help="what to say")
    parser.add_argument(
        "--persona", required=True, metavar="P", help="who says it, for instance from personas/"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="WAV", help="the file to write")
    for name in MOODS:
        parser.add_argument(f"--{name}", type=_share, metavar="0…1", help=f"the speaker's {name}")
    bands, backgrounds = [one.value for one in Bandwidth], [one.value for one in Background]
    parser.add_argument("--band", choices=bands, default="wide", help="what they are heard through (wide)")
    parser.add_argument("--background", choices=backgrounds, default="none", help="and before what (none)")
    usual = Surroundings.model_fields["below"].default
    parser.add_argument(
        "--below",
        type=float,
        default=usual,
        metavar="DB",
        help=f"how far below the voice, 10 to 40 ({usual:g})",
    )
    choices = [name for name in SPEAKERS if name != "silent"]
    parser.add_argument("--backend", choices=choices, default="embedded", help="whose voice (embedded)")


def run(args: argparse.Namespace) -> int:
    """Speak and write the file; nothing is written when no voice could be had (exit 2)."""
    persona = library().persona(args.persona)
    mood = Mood(**{name: value for name in MOODS if (value := getattr(args, name)) is not None})
    if not args.out.parent.is_dir():
        raise BadInput(f"{args.out}: no such folder: {args.out.parent}", code="no_file", path=str(args.out))
    if not any(character.isalnum() for character in args.text):
        raise BadInput("there is nothing to say in TEXT", code="empty_text")
    how = delivery(persona.voice, mood, persona.language)
    spoken = speakers([args.backend], _tell).speak(args.text, how)
    scene = Scene(_surroundings(args), loudness=persona.voice.rest.volume)
    pieces = len(opened(clauses(args.text, persona.language)))
    sound = concatenated(list(scene.heard(spoken, 0, pieces)))
    if sound is None:
        raise Unavailable(f"the voice {args.backend} cannot speak now", code="no_voice", backend=args.backend)
    write_whole(args.out, encode(sound))
    return DONE


def _surroundings(args: argparse.Namespace) -> Surroundings:
    try:
        return Surroundings(band=args.band, background=args.background, below=args.below)
    except ValidationError as error:
        raise BadInput("--below is a number of decibels from 10 to 40", code="background_level") from error


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def _tell(note: Note) -> None:
    say(f"{note.code}: {', '.join(f'{key} {value}' for key, value in note.facts.items())}")
