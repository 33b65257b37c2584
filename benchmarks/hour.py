"""Does an hour of calls leave anything behind? Memory, threads and lines while many calls are led in a row.

    python -m benchmarks.hour [MINUTES] [--real]

Calls over the open line, one after another, until so many minutes (60) of microphone have been heard. The
clock is the sound's own, so an hour takes some 3 minutes. Every third call is left without a word, as a
page that is closed does. The desk, the line, the detector of voices and the storage are the real ones; the
recogniser is told what was said and the customer hums, unless ``--real`` puts the embedded ones there
(several times as long). Ends with exit code 1 where memory grew by more than 5 % after the first third.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from weakref import WeakSet

import psutil

from app.house import House
from app.settings import read_settings
from app.telephone.open_line import OpenLine
from app.telephone.switchboard import SWITCHBOARD
from benchmarks.simultaneous import SAID, SCENARIOS, spoken
from simulator.line.ear import Ear
from simulator.voice.sound import Samples
from tests.app.telephone.phone import Humming, Phone, Prompter, house_with

MINUTES = 60
STEPS = 12  # lines of figures
WARM = 1 / 3
FLAT = 1.05


def main(arguments: Sequence[str]) -> int:
    """Lead the calls and print the figures; 1 where memory grew."""
    numbers = [int(one) for one in arguments if one.isdigit()]
    most = 60.0 * (numbers[0] if numbers else MINUTES)
    said = list(zip(SAID, spoken(SAID), strict=True))
    prompter = Prompter()
    with tempfile.TemporaryDirectory() as folder:
        if "--real" in arguments:
            house = House(read_settings({"DUILIAN_DATA": folder, "DUILIAN_SPEAK": "embedded,silent"}))
            house.speaker.load()
            house.listener.load()
        else:
            house = house_with(Path(folder), Humming(), prompter)
        return _report(_lead(house, prompter, said, most))


def _lead(house: House, prompter: Prompter, said: Sequence[tuple[str, Samples]], most: float) -> list[float]:
    """Megabytes after each step, printed with what else is left."""
    print("minutes  calls  turns   MB  Python's blocks  threads  lines")
    memory: list[float] = []
    lines: WeakSet[OpenLine] = WeakSet()
    heard, calls, turns = 0.0, 0, 0
    while heard < most:
        phone = Phone(house=house, prompter=prompter, scenario=SCENARIOS[calls % len(SCENARIOS)], ear=Ear())
        lines.add(phone.line)
        SWITCHBOARD.enter(phone.line)
        _call(phone, said)
        heard, calls, turns = heard + phone.now, calls + 1, turns + len(phone.turns)
        if calls % 3:
            phone.desk.hang_up()
        phone.cut()
        del phone
        if heard >= most * (len(memory) + 1) / STEPS:
            gc.collect()
            memory.append(psutil.Process().memory_info().rss / 1e6)
            print(
                f"{heard / 60:7.1f} {calls:6} {turns:6} {memory[-1]:4.0f} {sys.getallocatedblocks():16,}"
                f" {threading.active_count():8} {len(lines):6}",
                flush=True,
            )
    return memory


def _call(phone: Phone, said: Sequence[tuple[str, Samples]]) -> None:
    phone.waits(1)
    for text, sound in said:
        if phone.line.over:
            return
        turns = len(phone.turns)
        phone.prompter.text = text
        phone.hears(sound)
        phone.answered(turns + 2)


def _report(memory: list[float]) -> int:
    warm = memory[int(len(memory) * WARM)]
    growth = memory[-1] / warm - 1
    print(f"memory after a third, at the end  {warm:.0f}, {memory[-1]:.0f} MB: {100 * growth:+.1f} %")
    return int(memory[-1] > FLAT * warm)


if __name__ == "__main__":
    if not Path("simulator_app.py").is_file():
        sys.exit("run it from the project's folder: python -m benchmarks.hour")
    sys.exit(main(sys.argv[1:]))
