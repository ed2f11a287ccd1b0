"""Rounding the amounts of a flow to whole numbers, each up or down, so that what enters a node still leaves it.

Where the amounts are a flow, such a rounding always exists (the constraints of a flow are totally unimodular).
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Mapping
from fractions import Fraction
from itertools import pairwise
from math import floor

Edge = tuple[Hashable, Hashable]


def rounded(flow: Mapping[Edge, Fraction]) -> dict[Edge, int]:
    """Return the amount of each edge, rounded up or down.

    ``flow`` names each edge once, from node to node; at every node but those without an edge in, or without one out,
    as much enters as leaves. What leaves a node without an edge in must be whole; it is kept. Raises ValueError where
    the amounts are not such a flow.
    """
    whole = {edge: floor(amount) for edge, amount in flow.items()}
    open_edges = {edge for edge, amount in flow.items() if amount != whole[edge]}
    neighbours: dict[Hashable, list[Hashable]] = defaultdict(list)
    excess: dict[Hashable, Fraction] = defaultdict(Fraction)
    for (left, right), amount in flow.items():
        excess[left] += amount - whole[left, right]
        excess[right] -= amount - whole[left, right]
        if (left, right) in open_edges:
            neighbours[left].append(right)
            neighbours[right].append(left)
    if any(amount.denominator != 1 for amount in excess.values()):
        message = "the amounts are not a flow"
        raise ValueError(message)
    raised: set[Edge] = set()
    for node in [node for node, amount in excess.items() if amount > 0]:
        while excess[node] > 0:
            path = _path(node, neighbours, open_edges, raised, excess)
            for step in pairwise(path):
                raised.symmetric_difference_update({step if step in open_edges else step[::-1]})
            excess[node] -= 1
            excess[path[-1]] += 1
    return {edge: amount + (edge in raised) for edge, amount in whole.items()}


def _path(
    start: Hashable,
    neighbours: Mapping[Hashable, list[Hashable]],
    open_edges: set[Edge],
    raised: set[Edge],
    excess: Mapping[Hashable, Fraction],
) -> list[Hashable]:
    """Return the shortest way from ``start`` to a node that lacks something, over edges that may still change."""
    came_from: dict[Hashable, Hashable] = {start: start}
    waiting = deque([start])
    while True:
        node = waiting.popleft()
        if excess[node] < 0:
            way = [node]
            while way[-1] != start:
                way.append(came_from[way[-1]])
            return way[::-1]
        for other in neighbours[node]:
            forward = (node, other) in open_edges
            free = (node, other) not in raised if forward else (other, node) in raised
            if free and other not in came_from:
                came_from[other] = node
                waiting.append(other)
