"""What the words of a scenario bring to the recogniser, and whether they put words into anybody's mouth.

    python -m benchmarks.recognition

Two lines of an agent for each Chinese scenario (a way out, an answer), which are full of its products and
sums, and 60 lines that have nothing to do with the scenario at hand; three timbres, noise 20 dB below. Each
is heard without the scenario's words, with them told to the model, and with misheard ones mended by their
sound too. *Wrongly* counts words of the scenario that are written where nobody said them. The first run
takes half an hour. Nothing is asserted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np

from benchmarks.voice import TIMBRES, agent_lines, chance, first_choice, show, show_errors
from simulator.content.loading import library
from simulator.content.persona import Voice
from simulator.content.scenario import Scenario
from simulator.transcript import Mood, is_chinese
from simulator.voice import embedded_asr
from simulator.voice.cache import CachedSpeaker, SoundStore, spoken_folder
from simulator.voice.case_hints import case_hints
from simulator.voice.delivery import delivery
from simulator.voice.embedded_asr import EmbeddedListener, as_meant
from simulator.voice.embedded_tts import EmbeddedSpeaker
from simulator.voice.figures_zh import in_figures
from simulator.voice.homophones import case_words
from simulator.voice.models import prepare
from simulator.voice.sound import Sound
from simulator.voice.wav import concatenated

LANGUAGE = "zh-CN"
LINES_EACH = 2
SHORTEST, LONGEST = 12, 60  # characters of a line
NOISE = 0.1  # of the voice: 20 dB below


@dataclass(frozen=True)
class Hearing:
    """A line, and what was made of it: without the case's words, told of them, and mended as well."""

    scenario: Scenario
    said: str
    without: str
    told: str

    @property
    def mended(self) -> str:
        """As the trainee reads it."""
        return as_meant(self.told, LANGUAGE, case_hints(self.scenario))


def main() -> None:
    """Measure and print, one figure a line."""
    prepare()
    scenarios = sorted(library().scenarios.values(), key=lambda scenario: scenario.id)
    called = [s for s in scenarios if is_chinese(s.language) and not s.channel.typed]
    own = [(scenario, line) for scenario in called for line in lines_of_case(scenario)]
    others = [(called[number % len(called)], line) for number, line in enumerate(agent_lines())]
    heard = hear([*own, *others])
    tell("lines of the scenario", heard[: len(own)])
    tell("lines of no scenario", heard[len(own) :])


def lines_of_case(scenario: Scenario) -> list[str]:
    """What an agent may say in this scenario only, drawn by its hash."""
    said = [way.say for way in scenario.resolutions] + [asked.answer for asked in scenario.questions]
    lines = [first_choice(line) for line in said if line]
    return sorted((line for line in lines if SHORTEST <= len(line) <= LONGEST), key=chance)[:LINES_EACH]


def hear(lines: Sequence[tuple[Scenario, str]]) -> list[Hearing]:
    """Speak every line and listen to it twice."""
    speaker, listener = CachedSpeaker(EmbeddedSpeaker(), SoundStore(spoken_folder())), EmbeddedListener()
    random = np.random.default_rng(1)
    heard = []
    for number, (scenario, line) in enumerate(lines):
        how = delivery(Voice(timbre=TIMBRES[number % len(TIMBRES)]), Mood(anger=0.1), LANGUAGE)
        sound = concatenated(list(speaker.speak(line, how)))
        assert sound is not None
        noise = random.normal(size=len(sound.samples)) * np.sqrt((sound.samples**2).mean()) * NOISE
        noisy = Sound((sound.samples + noise).astype(np.float32), sound.rate)
        with patch.object(embedded_asr, "as_meant", lambda text, language, hints: text):
            without = listener.hear(noisy, LANGUAGE).text
            told = listener.hear(noisy, LANGUAGE, case_hints(scenario)).text
        heard.append(Hearing(scenario, line, without, told))
    return heard


def tell(name: str, heard: Sequence[Hearing]) -> None:
    """The errors of each way, and what became of the scenario's words."""
    ways = {
        "plain": [(h, h.without) for h in heard],
        "trade's words mended": [(h, as_meant(h.without, LANGUAGE, ())) for h in heard],
        "scenario's words told": [(h, h.told) for h in heard],
        "told and mended": [(h, h.mended) for h in heard],
    }
    for way, pairs in ways.items():
        written = [(in_figures(h.said), in_figures(text)) for h, text in pairs]  # 一百五 and 150 are one
        show_errors(f"{len(heard)} {name}, {way}", written)
        words = [(h.said, text, case_words(case_hints(h.scenario))) for h, text in pairs]
        said = [(word, text) for line, text, case in words for word in case if word in line]
        show(f"{name}, {way}: words said", len(said), "")
        show(f"{name}, {way}: of them found", sum(word in text for word, text in said), "")
        wrongly = sum(word in text and word not in line for line, text, case in words for word in case)
        show(f"{name}, {way}: wrongly", wrongly, "")


if __name__ == "__main__":
    main()
