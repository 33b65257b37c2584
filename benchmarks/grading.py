"""How long grading takes: ``python benchmarks/grading.py``. Text calls of 20 and 2,000 turns, cold and warm.

Cold: no utterance has been understood before; warm: the same call again (a report that is opened anew).
Aim: a 20-turn call in 50 ms.
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grading.grader import grade
from grading.scorecard import load_scorecard
from simulator.transcript import Speaker, Transcript, Turn

CUSTOMER = (
    "我家宽带第{n}天上不了网了，慢得跟蜗牛爬似的，孩子的网课都耽误了，急死我了",
    "我都打了{n}回电话了，你们是不是故意糊弄我们老百姓啊",
    "那师傅{n}号到底能不能来，总得给我个准话吧",
    "光猫上那个灯是红的，一闪一闪的，重启了{n}遍也没用",
    "行吧，那我等你{n}点的电话",
)
AGENT = (
    "您好，这里是联讯宽带，我是小孟，工号{n}，请问有什么可以帮您？",
    "网慢成这样，孩子的课又耽误着，换谁都得急。家里是所有设备都慢，还是就一台慢？",
    "我对一下：断了{n}天，您最想要的是今晚上课之前能修好，对吗？",
    "我现在就给您派单，师傅今天下午{n}点之前到，来之前给您打电话。",
    "单子提好了，那就是下午{n}点前上门，您家里留个人。这样可以吗？",
)
RUNS = 40


def call(turns: int, seed: int) -> Transcript:
    """A call whose utterances no other seed shares."""
    said = []
    for index in range(turns):
        lines, speaker = ((AGENT, Speaker.AGENT), (CUSTOMER, Speaker.CUSTOMER))[index % 2]
        text = lines[index // 2 % len(lines)].format(n=seed * 7919 + index)
        said.append(Turn(speaker=speaker, text=text, start=6.0 * index, end=6.0 * index + 5))
    return Transcript(call_id=f"c-{seed}", language="zh-CN", turns=tuple(said))


def milliseconds(transcript: Transcript) -> float:
    """One grading, in CPU time of this process: other programs do not count."""
    card = load_scorecard("inbound@1")
    start = time.process_time()
    grade(transcript, card)
    return 1000 * (time.process_time() - start)


def main() -> None:
    """Print the figures."""
    milliseconds(call(4, seed=999))  # load lexicons and models
    cold = [milliseconds(call(20, seed)) for seed in range(RUNS)]
    same = call(20, seed=0)
    warm = [milliseconds(same) for _ in range(RUNS)]
    print(f"Python {platform.python_version()}, {platform.machine()}, CPU ms a call, {RUNS} calls")
    for name, figures in (("20 turns, cold", cold), ("20 turns, warm", warm)):
        print(f"{name:<18} median {statistics.median(figures):6.1f}  worst {max(figures):6.1f}")
    print(f"{'2,000 turns, cold':<18}        {milliseconds(call(2000, seed=77)):8.0f}")


if __name__ == "__main__":
    main()
