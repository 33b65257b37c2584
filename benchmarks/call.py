"""How fast the customer answers in text.

    python benchmarks/call.py

Plays every shipped scenario over ten seeds with a fixed list of agent turns and prints the time from the
agent's text to the customer's text.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simulator.call import Call
from simulator.content.loading import library
from simulator.transcript import is_chinese

SAID = {
    True: [
        "您好，这里是客服中心，我是小林，请问有什么可以帮您？",
        "碰上这样的事换谁都着急，您先跟我说说是怎么回事。",
        "嗯，您接着说。",
        "麻烦您报一下姓名和登记的手机号，我帮您查一下。",
        "您是担心这笔钱白花了，想今天就有个说法，对吧？",
        "查到了，我现在就给您登记，二十四小时之内给您回电话。",
        "可以给您退一半，三天之内到账，您看这样可以吗？",
        "那我再跟您核对一遍，三天之内到账，有变化我给您打电话。",
        "您看还有别的需要吗？",
        "感谢您的来电，再见。",
    ],
    False: [
        "Good morning, this is Sam, how can I help you?",
        "That must be worrying, tell me what happened.",
        "Right, go on.",
        "Could I have your name and the number on the account, please?",
        "So the card was declined and you need it working today, is that right?",
        "I have found it, and I am raising it now; we will ring you within two hours.",
        "I can refund half of it within three days, would that be all right?",
        "So to go over it again: three days, and I will call if anything changes.",
        "Is there anything else I can do?",
        "Thank you for calling, goodbye.",
    ],
}


def main() -> None:
    """Print median, 95th percentile and maximum in milliseconds."""
    content = library()
    times: list[float] = []
    for scenario in content.scenarios.values():
        for seed in range(10):
            call = Call(scenario, content.personas[scenario.persona], seed)
            call.pick_up(1)
            for text in SAID[is_chinese(scenario.language)]:
                if call.ended:
                    break
                began = time.perf_counter()
                call.hear(text)
                times.append((time.perf_counter() - began) * 1000)
    times = sorted(times[5:])  # the first ones load the model
    print(f"replies            {len(times)}")
    print(f"median             {statistics.median(times):.1f} ms")
    print(f"95th percentile    {times[int(len(times) * 0.95)]:.1f} ms")
    print(f"maximum            {times[-1]:.1f} ms")


if __name__ == "__main__":
    main()
