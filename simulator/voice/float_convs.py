"""Turns the integer convolutions of a quantised graph back into float ones: three times as fast on a CPU.

onnxruntime has a fast kernel for float convolutions and only a plain loop for ``ConvInteger``; nine tenths
of the time of a synthesis went there (``benchmarks/README.md``). The weights keep the 256 steps they were
packaged with and the inputs are no longer rounded, so nothing gets worse. The price: 88 MB become 244 MB.

The pattern is that of onnxruntime's dynamic quantisation: ``DynamicQuantizeLinear`` → ``ConvInteger`` →
(``Add`` of the bias as integers) → ``Cast`` → ``Mul`` by both scales.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Proto: TypeAlias = Any  # a message of the onnx package, which has no types


def with_float_convolutions(graph: Proto) -> None:
    """Replace every quantised convolution in place, and drop what nothing reads any more."""
    wiring = Wiring(graph)
    for node in [node for node in graph.node if node.op_type == "ConvInteger"]:
        _unquantise(wiring, node)
    _drop_unread(graph)


class Wiring:
    """Who makes and who reads each value of a graph."""

    def __init__(self, graph: Proto) -> None:
        from onnx import numpy_helper

        self.graph = graph
        self.constants = {constant.name: constant for constant in graph.initializer}
        self.maker = {name: node for node in graph.node for name in node.output}
        self.reader = {name: node for node in graph.node for name in node.input}
        self._to_array = numpy_helper.to_array

    def constant(self, name: str) -> NDArray[Any]:
        """The value of a constant."""
        value: NDArray[Any] = self._to_array(self.constants[name])
        return value

    def constant_behind(self, name: str) -> str:
        """The one float vector from which ``name`` is calculated: a bias before it was quantised."""
        waiting = [name]
        while waiting:
            maker = self.maker[waiting.pop()]
            for source in maker.input:
                if source in self.constants and len(self.constants[source].dims) == 1:
                    if self.constant(source).dtype == np.float32:
                        return str(source)
                elif source in self.maker and self.maker[source].op_type != "DynamicQuantizeLinear":
                    waiting.append(source)
        raise ValueError(f"no bias behind {name}")


def _unquantise(wiring: Wiring, node: Proto) -> None:
    """One convolution: float input, float weights, the bias inside; its own node is turned over."""
    from onnx import numpy_helper

    quantised, weights, _, zero = node.input
    after = wiring.reader[node.output[0]]
    bias = []
    if after.op_type == "Add":
        bias = [wiring.constant_behind(next(name for name in after.input if name != node.output[0]))]
        after = wiring.reader[after.output[0]]
    scaled = wiring.reader[after.output[0]]
    scales = wiring.maker[next(name for name in scaled.input if name != after.output[0])]
    scale = wiring.constant(next(name for name in scales.input if name in wiring.constants))
    steps = wiring.constant(weights).astype(np.float32) - np.float32(wiring.constant(zero))
    wiring.graph.initializer.append(numpy_helper.from_array(steps * scale, f"{node.name}_weights"))
    source = wiring.maker[quantised].input[0]
    node.op_type = "Conv"
    node.input[:] = [source, f"{node.name}_weights", *bias]
    node.output[0], scaled.output[0] = scaled.output[0], f"{node.name}_unread"


def _drop_unread(graph: Proto) -> None:
    """Nodes whose outputs lead nowhere, and constants that nobody reads."""
    wanted = {output.name for output in graph.output}
    kept = []
    for node in reversed(graph.node):
        if wanted & set(node.output):
            kept.append(node)
            wanted.update(node.input)
    constants = [constant for constant in graph.initializer if constant.name in wanted]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(constants)
