"""How exactly words are placed in time: by the recogniser, by the pauses, spread evenly; against the truth.

The truth is the embedded voice's own: before it speaks it decides how long each phoneme takes.

    python -m benchmarks.alignment
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from simulator.content.persona import Prosody, Timbre
from simulator.transcript import is_chinese
from simulator.voice import g2p_en, g2p_zh
from simulator.voice.alignment import Heard, aligned, spread, word_spans
from simulator.voice.embedded_tts import BRITISH, RATE, EmbeddedSpeaker
from simulator.voice.letter_times import letter_times
from simulator.voice.models import kokoro_model
from simulator.voice.sound import Delivery, Samples, Sound
from simulator.voice.styles import Table

DURATIONS = "/encoder/Clip_output_0"  # frames a phoneme, inside the model
HOP = 600  # samples a frame
AROUND = int(0.3 * RATE)  # samples of silence before and after, as on an open line
TIMBRES = {"zh-CN": (Timbre.YUNXI, Timbre.XIAOXIAO), "en-GB": (Timbre.EMMA, Timbre.MICHAEL)}
LINES = {
    "zh-CN": (
        "您好，星联移动，我是客服小林，请问有什么可以帮您？",
        "刚充的钱一下子就少了，换谁都着急。麻烦您报一下机主姓名和手机尾号。",
        "查到了，多出来的一百块是流量超了。我给您退八十，二十四小时内到账，您看行吗？",
        "我先帮您把这个业务停掉，下个月就不会再扣了。",
        "实在不好意思，让您跑了三趟，我现在就联系师傅，今天下午给您上门。",
        "您别着急，慢慢说，我在听。",
        "那我跟您确认一下，您是想换成便宜一点的套餐，号码不变，对吗？",
        "感谢您的来电，还有别的可以帮您吗？",
    ),
    "en-GB": (
        "Good morning, you are through to the bank, this is Priya. How can I help you today?",
        "Having a card refused in front of people is horrible. What is your full name, please?",
        "I can see the block, and I am taking it off now. It will work within ten minutes.",
        "So you have waited three days, and nobody called you back. That should not have happened.",
        "Let me make sure that I understand: you want to keep the number but change the plan.",
        "Thank you for your patience. Is there anything else that I can do for you?",
    ),
}


class TellingSpeaker(EmbeddedSpeaker):
    """The embedded voice, which also tells how long each of its phonemes takes."""

    def __init__(self) -> None:
        import onnx
        import onnxruntime

        super().__init__()
        model = onnx.load(str(kokoro_model()))
        model.graph.output.append(onnx.helper.make_empty_tensor_value_info(DURATIONS))
        self._telling = onnxruntime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"]
        )
        self.durations: Samples = np.zeros(0, np.float32)

    def _infer(self, tokens: list[int], table: Table, prosody: Prosody) -> Samples:
        style = table[min(len(tokens), len(table)) - 1][None]
        said = np.array([[0, *tokens, 0]], np.int64)
        feed = {"tokens": said, "style": style, "speed": np.ones(1, np.float32)}
        audio, durations = self._telling.run(["audio", DURATIONS], feed)
        self.durations = np.asarray(durations, np.float32).ravel()
        return np.asarray(audio, np.float32).ravel()

    def say(self, text: str, how: Delivery) -> tuple[Sound, list[float]]:
        """A line in one breath, and when each of its words begins."""
        if is_chinese(how.language):
            said = g2p_zh.phonemes(text)
        else:
            said = g2p_en.phonemes(text, british=how.timbre in BRITISH)
        samples = self._infer(self._tokens(text, how), self._table(how.timbre), how.prosody)
        edges = np.concatenate([[0], np.cumsum(self.durations)]) * HOP
        spoken = [phoneme for phoneme in said if phoneme in self._vocabulary]
        begins = [
            AROUND + edges[place + 1]  # the first duration is that of the border
            for word, group in groupby(enumerate(spoken), lambda pair: pair[1] not in " ,.;:!?—…")
            for place in [next(group)[0]]
            if word
        ]
        return Sound(np.pad(samples, AROUND), RATE), [float(at) / RATE for at in begins]


def lines(language: str) -> Iterator[tuple[str, Sound, list[float]]]:
    """Every line by every voice; one whose words are not those of its phonemes is left out, and told."""
    speaker = TellingSpeaker()
    for timbre in TIMBRES[language]:
        for text in LINES[language]:
            sound, begins = speaker.say(text, Delivery(timbre, Prosody(), language))
            if len(begins) == len(word_spans(text, language)):
                yield text, sound, begins
            else:
                print(f"left out: {text}")


def errors(heard: Sequence[Heard], begins: Sequence[float]) -> list[float]:
    """By how many seconds the beginning of each word is missed; less than nothing is too early."""
    return [word.start - at for word, at in zip(heard, begins, strict=True)]


def main() -> None:
    """Print the figures of README.md."""
    for language in LINES:
        ways: dict[str, list[float]] = {"recogniser": [], "pauses": [], "evenly": []}
        took, seconds = 0.0, 0.0
        for text, sound, begins in lines(language):
            began = time.perf_counter()
            ways["recogniser"] += errors(aligned(sound, text, language, letter_times), begins)
            took += time.perf_counter() - began
            seconds += sound.seconds
            ways["pauses"] += errors(aligned(sound, text, language), begins)
            ways["evenly"] += errors(spread(text, language, 0.3, sound.seconds - 0.3), begins)
        for way, missed in ways.items():
            middle, high = np.percentile(np.abs(missed), [50, 95])
            lean = np.median(missed)
            print(
                f"{language} {way}: {len(missed)} words missed by {middle:.3f} s (median), "
                f"{high:.2f} s (95 % below), leaning {lean:+.3f} s"
            )
        print(f"{language}: {took / seconds:.2f} s for a second of sound")


if __name__ == "__main__":
    main()
