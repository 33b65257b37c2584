"""How right the measures of sound and time are, against recordings with known labels.

    python -m benchmarks.measures FOLDER

FOLDER holds whichever of these there are; what is missing is left out, and said so:

emodb_dev.jsonl, emodb/*.flac   one sentence each, with people's syllable counts and pauses in ``labels``
human_zh/refs.json, *.wav       Mandarin sentences with their text
twoparty_dev.jsonl, *.flac      calls with their exact stretches of talk; stereo recordings of some, by id
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from simulator.transcript import Speaker, Transcript
from simulator.voice.acoustics import analyse
from simulator.voice.figures import figures
from simulator.voice.measures import measure_call, measure_recording, syllables
from simulator.voice.wav import decode

LABELS = ("talk_share_agent", "overlap_s", "silence_between_speech_s", "longest_silence_s")
FIGURES = ("talk_share_agent", "overtalk_s", "silence_s", "longest_silence_s")
WHOLE_SECONDS = 0.05  # a recording cut before the sentence ends is no measure of its pauses


def main(arguments: Sequence[str]) -> None:
    """Print every figure; without a folder, say what is wanted."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("no folder with labelled recordings given: nothing is measured. " + (__doc__ or ""))
        return
    folder = Path(arguments[0])
    for part in (sentences, texts, calls, recordings, speed):
        part(folder)


def sentences(folder: Path) -> None:
    """Rates without a text, and pauses, of the sentences with people's counts."""
    labels = {row["id"].removeprefix("emodb-"): row["labels"] for row in rows(folder / "emodb_dev.jsonl")}
    files = [file for file in sorted(folder.glob("emodb/*.flac")) if file.stem in labels]
    if not files:
        left_out("emodb")
        return
    rates, pauses = [], []
    for file in files:
        sound, truth = decode(file.read_bytes()), labels[file.stem]
        heard = analyse(sound)
        rates.append(heard.syllables_a_second / truth["articulation_rate_syl_s"] - 1)
        if truth["speech_end_s"] <= sound.seconds + WHOLE_SECONDS:
            pauses.append(abs(heard.pause_seconds - truth["pause_total_s"]))
    show_rates(f"rate without a text, {len(files)} sentences of at most 2 s", rates)
    if pauses:
        show(f"pauses, {len(pauses)} whole sentences: mean error", fmean(pauses), "s")


def texts(folder: Path) -> None:
    """Rates without a text of the sentences whose text is known."""
    if not (folder / "human_zh" / "refs.json").is_file():
        left_out("human_zh")
        return
    said: Mapping[str, str] = json.loads((folder / "human_zh" / "refs.json").read_text(encoding="utf-8"))
    counted = [
        analyse(decode((folder / "human_zh" / name).read_bytes())).syllables / syllables(text) - 1
        for name, text in said.items()
    ]
    show_rates(f"syllables without a text, {len(said)} Mandarin recordings", counted)


def calls(folder: Path) -> None:
    """Calls of which only the times are known."""
    show_timing(
        "from times", [(row["labels"], figures(measure_call(on_file(row)))) for row in two_party(folder)]
    )


def recordings(folder: Path) -> None:
    """Calls of which only the sound is known."""
    heard = [
        (row["labels"], figures(measure_recording(file.read_bytes(), Speaker.AGENT, file.name)))
        for row in two_party(folder)
        if (file := folder / f"{row['id']}.flac").is_file()
    ]
    show_timing("from sound", heard)


def speed(folder: Path) -> None:
    """Minutes of one person's sound measured in a second of CPU."""
    files = [file for row in two_party(folder) if (file := folder / f"{row['id']}.flac").is_file()]
    if not files:
        return
    data = [file.read_bytes() for file in files]
    minutes = sum(2 * decode(one).seconds for one in data) / 60
    began = time.process_time()
    for one in data:
        figures(measure_recording(one, Speaker.AGENT))
    show("measured in a second of CPU", minutes / (time.process_time() - began), "minutes of a channel")


def on_file(row: Mapping[str, Any]) -> Transcript:
    """A labelled call as a call on file."""
    turns = [
        {"speaker": one["spk"], "text": one.get("text", ""), "start": one["start"], "end": one["end"]}
        for one in row["segments"]
    ]
    return Transcript.read({"call_id": row["id"], "language": row["lang"], "turns": turns}, row["id"])


def two_party(folder: Path) -> list[Any]:
    """The labelled calls."""
    return list(rows(folder / "twoparty_dev.jsonl"))


def rows(file: Path) -> Iterator[Any]:
    """The lines of a JSONL file; none where there is no file."""
    if file.is_file():
        yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def show_rates(name: str, errors: Sequence[float]) -> None:
    """Mean error, bias, and how many lie within a tenth."""
    show(f"{name}: mean error", 100 * fmean(map(abs, errors)), "%")
    show(f"{name}: bias", 100 * fmean(errors), "%")
    show(f"{name}: within 10 %", 100 * fmean(abs(error) <= 0.1 for error in errors), "%")


def show_timing(name: str, pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> None:
    """The worst error of each figure."""
    if not pairs:
        left_out(f"calls {name}")
        return
    for label, figure in zip(LABELS, FIGURES, strict=True):
        worst = max(abs(found[figure] - truth[label]) for truth, found in pairs)
        points = figure == "talk_share_agent"
        unit = "points" if points else "s"
        show(f"{figure} {name}, {len(pairs)} calls: worst error", 100 * worst if points else worst, unit)


def left_out(name: str) -> None:
    """Say that a part could not be measured."""
    print(f"{name}: no such recordings here, left out")


def show(name: str, value: float, unit: str) -> None:
    """One line."""
    print(f"{name:70s} {value:8.2f} {unit}")


if __name__ == "__main__":
    main(sys.argv[1:])
