"""Gives the Kokoro graph three more inputs: pitch, pitch_range and energy (each one float, default 1).

Between its prosody predictor and its decoder the model passes two curves a frame: the fundamental
frequency in Hz (0 where unvoiced) and an energy. Scaling them there changes how a line is said and
leaves the words alone. The node names belong to the one export that ``data/models.json`` pins.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

Proto: TypeAlias = Any  # a message of the onnx package, which has no types

F0 = "/encoder/Squeeze_output_0"
ENERGY = "/encoder/Squeeze_1_output_0"
VOICED_HZ = 30.0  # anything lower in the curve means "no voice here"


def add_prosody(graph: Proto) -> None:
    """Give the graph the three inputs, in place."""
    _declare(graph)
    nodes = _scaling_nodes()
    _rewire(graph, {F0: "scaled_f0", ENERGY: "scaled_energy"})
    place = 1 + max(i for i, node in enumerate(graph.node) if {F0, ENERGY} & set(node.output))
    before, after = list(graph.node[:place]), list(graph.node[place:])
    del graph.node[:]
    graph.node.extend([*before, *nodes, *after])


def _declare(graph: Proto) -> None:
    """The new inputs, each with its neutral value as default, and two constants."""
    from onnx import TensorProto, helper, numpy_helper

    for name in ("pitch", "pitch_range", "energy"):
        graph.initializer.append(numpy_helper.from_array(np.ones(1, np.float32), name))
        graph.input.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]))
    for name, value in (("voiced_hz", VOICED_HZ), ("at_least_one", 1.0)):
        graph.initializer.append(numpy_helper.from_array(np.array(value, np.float32), name))


def _scaling_nodes() -> list[Proto]:
    """f0' = (mean + (f0 - mean) x pitch_range) x pitch where voiced; energy' = energy x energy input."""
    from onnx import TensorProto, helper

    def node(kind: str, inputs: list[str], output: str, **attributes: Any) -> Proto:  # noqa: ANN401
        return helper.make_node(kind, inputs, [output], name=f"prosody_{output}", **attributes)

    return [
        node("Greater", [F0, "voiced_hz"], "voiced"),
        node("Cast", ["voiced"], "voiced_1", to=TensorProto.FLOAT),
        node("Mul", [F0, "voiced_1"], "voiced_f0"),
        node("ReduceSum", ["voiced_f0"], "f0_sum", keepdims=0),
        node("ReduceSum", ["voiced_1"], "voiced_sum", keepdims=0),
        node("Max", ["voiced_sum", "at_least_one"], "voiced_count"),
        node("Div", ["f0_sum", "voiced_count"], "f0_mean"),
        node("Sub", [F0, "f0_mean"], "f0_deviation"),
        node("Mul", ["f0_deviation", "pitch_range"], "f0_spread"),
        node("Add", ["f0_spread", "f0_mean"], "f0_ranged"),
        node("Mul", ["f0_ranged", "pitch"], "f0_pitched"),
        node("Where", ["voiced", "f0_pitched", F0], "scaled_f0"),
        node("Mul", [ENERGY, "energy"], "scaled_energy"),
    ]


def _rewire(graph: Proto, renamed: dict[str, str]) -> None:
    """Every present reader of the old curves reads the scaled ones."""
    for node in graph.node:
        for index, name in enumerate(node.input):
            if name in renamed:
                node.input[index] = renamed[name]
