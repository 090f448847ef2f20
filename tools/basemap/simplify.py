"""How much each vertex of a line matters."""

import heapq
import math

import numpy as np
from numpy.typing import NDArray

from dateline.geo.basemap.world import UNITS, Floats


def weights(xy: Floats, ring: bool) -> Floats:
    """For each vertex the tolerance (world widths) up to which it is worth drawing.

    Visvalingam and Whyatt: again and again drop the vertex whose triangle with its neighbours is
    smallest; its weight is the root of twice the largest triangle dropped so far. The last three
    vertices of a ring share the weight of their triangle, so a small island goes as a whole; the
    ends of a line are worth the line's extent.
    """
    count = len(xy)
    weight = np.zeros(count)
    before, after = np.arange(-1, count - 1), np.arange(1, count + 1)
    if ring:
        before[0], after[-1] = count - 1, 0
    x, y = xy[:, 0].tolist(), xy[:, 1].tolist()
    prev, following = before.tolist(), after.tolist()

    def area(i: int) -> float:
        a, b = prev[i], following[i]
        return float(abs((x[i] - x[a]) * (y[b] - y[a]) - (x[b] - x[a]) * (y[i] - y[a])))

    inner = range(count) if ring else range(1, count - 1)
    current = {i: area(i) for i in inner}
    heap = [(size, i) for i, size in current.items()]
    heapq.heapify(heap)
    largest, left, keep = 0.0, count, 3 if ring else 2
    while heap and left > keep:
        size, i = heapq.heappop(heap)
        if current.get(i) != size:
            continue
        largest = max(largest, size)
        weight[i] = math.sqrt(largest)
        del current[i]
        a, b = prev[i], following[i]
        following[a], prev[b] = b, a
        left -= 1
        for j in (a, b):
            if j in current:
                current[j] = area(j)
                heapq.heappush(heap, (current[j], j))
    if ring:
        for i, size in current.items():
            weight[i] = math.sqrt(max(largest, size))
    else:
        weight[[0, -1]] = max(math.sqrt(largest), float(np.ptp(xy, axis=0).max()))
    return weight


def coded(weight: Floats) -> NDArray[np.uint8]:
    """Weights in quarter octaves above one unit, in a byte."""
    level = np.floor(4 * np.log2(np.maximum(weight * UNITS, 1.0)))
    return np.asarray(np.clip(level, 0, 255), dtype=np.uint8)
