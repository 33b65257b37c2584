"""English text to Kokoro's phonemes: misaki's two lexicons, endings of known words, rules for the rest."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from simulator.voice.models import missing
from simulator.voice.spoken_en import spoken

TOKEN = re.compile(r"[A-Za-z][A-Za-z']*|[^A-Za-z]+")
VOICELESS = "ptkfθ"
SIBILANT = ("s", "z", "ʃ", "ʒ", "ʧ", "ʤ")
SOUNDS = Path(__file__).parent / "data" / "sounds_en.json"


def phonemes(text: str, british: bool = False) -> str:
    """The phonemes of an English sentence, punctuation kept."""
    text = spoken(text.replace("’", "'"))
    said = "".join(word(t, british) if t[0].isalpha() else t for t in TOKEN.findall(text))
    return re.sub(r"\s+", " ", said).strip()


def word(written: str, british: bool = False, letters_first: bool = False) -> str:
    """One word. ``letters_first`` (a Latin word in Chinese) spells anything in capitals: LOS, VIP."""
    small = written.lower()
    if (
        written.isupper()
        and (len(written) == 1 or letters_first or len(written) <= 4)
        and written not in ("I", "A")
    ):
        return "".join(_letters(written, british))
    if letters_first and len(written) == 1:
        return "".join(_letters(written.upper(), british))
    return (
        _sounds()["weak"].get(small)
        or _known(written, british)
        or _derived(small, british)
        or sounded_out(small)
    )


def sounded_out(written: str) -> str:
    """A word that no lexicon has, letter group by letter group; a final silent e falls away."""
    left = re.sub(r"[^a-z]", "", written.lower())
    left = left[:-1] if len(left) > 3 and left.endswith("e") else left
    said = ""
    while left:
        group, sound = next((g, s) for g, s in _sounds()["letters"].items() if left.startswith(g))
        said, left = said + sound, left[len(group) :]
    return "ˈ" + said if said else ""


def _letters(written: str, british: bool) -> Iterator[str]:
    return (_known(letter, british) or "" for letter in written if letter.isalpha())


def _known(written: str, british: bool) -> str | None:
    for form in (written, written.lower(), written.capitalize()):
        entry = lexicon(british).get(form)
        if isinstance(entry, str):
            return entry
        if entry:
            return entry.get("DEFAULT") or next((p for p in entry.values() if p), None)
    return None


def _derived(small: str, british: bool) -> str | None:
    """A known stem with an ending: orders, charged, calling, customer's."""
    for ending, added in _sounds()["endings"].items():
        stem = small.removesuffix(ending)
        found = stem != small and (_known(stem, british) or (ending == "ing" and _known(stem + "e", british)))
        if found:
            return found + _voiced_ending(found, added)
    return None


def _voiced_ending(stem: str, ending: str) -> str:
    """The plural and past endings as the sound before them wants: z, s, ɪz; d, t, ᵻd."""
    if ending == "s":
        return "ᵻz" if stem.endswith(SIBILANT) else "s" if stem[-1] in VOICELESS else "z"
    if ending == "d":
        return (
            "ᵻd"
            if stem[-1] in "td"
            else "t"
            if stem[-1] in VOICELESS or stem.endswith(SIBILANT[::2])
            else "d"
        )
    return ending


@cache
def _sounds() -> dict[str, dict[str, str]]:
    """``weak`` little words, what ``endings`` add to a stem, and the sound of ``letters`` (longest first)."""
    read: dict[str, dict[str, str]] = json.loads(SOUNDS.read_text(encoding="utf-8"))
    return read


@cache
def lexicon(british: bool) -> dict[str, str | dict[str, str | None]]:
    """Word → phonemes (or phonemes by part of speech); the hand-checked entries win."""
    spec = importlib.util.find_spec("misaki")
    if spec is None or spec.origin is None:
        raise missing("misaki")
    folder, accent = Path(spec.origin).parent / "data", "gb" if british else "us"
    entries: dict[str, str | dict[str, str | None]] = {}
    for grade in ("silver", "gold"):
        entries |= json.loads((folder / f"{accent}_{grade}.json").read_text(encoding="utf-8"))
    return entries
