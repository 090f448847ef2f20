"""What the service counts of itself, in Prometheus' terms.

One registry for each application. Where several worker processes answer (``serve --workers``),
``PROMETHEUS_MULTIPROC_DIR`` is set before they start, the counts are in files there, and
whichever worker is asked adds them up; what is a worker's own, such as its memory, is then left
out.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus-client knows that it counts for several processes."""

_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_REQUEST_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_MAKING_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)

Values = Callable[[], dict[str, float]]
Reading = tuple[str, str, str, Values]
"""Name, description, label name, and the function that returns values by label at each scrape."""

# A second series for each counter, which says when it was first counted.
disable_created_metrics()  # type: ignore[no-untyped-call]


class Metrics:
    """Counts of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "dateline_http_requests",
            "Requests answered, by method, route and status (499: the client went away first).",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "dateline_http_request_duration_seconds",
            "From the request's head until the end of the answer.",
            ("method", "route"),
            buckets=_REQUEST_SECONDS,
            registry=self.registry,
        )
        self._under_way = Gauge(
            "dateline_http_requests_in_flight",
            "Requests being answered now.",
            multiprocess_mode="livesum",
            registry=self.registry,
        )
        self._made = Counter("dateline_maps_made", "Maps made.", registry=self.registry)
        self._making = Histogram(
            "dateline_map_making_seconds",
            "Time taken to make a map of a report or draft, without waiting for a turn.",
            buckets=_MAKING_SECONDS,
            registry=self.registry,
        )
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._readings: list[Reading] = []
        self.read(
            "dateline_build_info",
            "The version that runs; always 1.",
            lambda: {version("dateline"): 1.0},
            label="version",
        )

    def begin(self) -> None:
        """A request has come."""
        self._under_way.inc()

    def end(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """A request has been answered, or was given up.

        Args:
            method: As the client gave it; those that HTTP does not know are counted as one.
            route: The template of the address; None when there is none by it.
            status: Of the answer; 0 when there was none.
            seconds: How long it took.
        """
        key = (method if method in _METHODS else "other", route or "none", status)
        try:
            count, duration = self._children[key]
        except KeyError:
            count, duration = self._children[key] = self._labelled(*key)
        count.inc()
        duration.observe(seconds)
        self._under_way.dec()

    def _labelled(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        return (
            self._requests.labels(method, route, str(status or 499)),
            self._seconds.labels(method, route),
        )

    def made(self, seconds: float) -> None:
        """Count a map that was made and kept, and how long the making took."""
        self._making.observe(seconds)
        self._made.inc()

    def read(self, name: str, meaning: str, values: Values, *, label: str = "") -> None:
        """Have something asked at each scrape.

        Args:
            name: Of the gauge.
            meaning: In a sentence.
            values: Tells each value by its label; a value without label goes by the empty one.
            label: What the label is called.
        """
        self._readings.append((name, meaning, label, values))

    def exposition(self) -> bytes:
        """Everything, in Prometheus' text format."""
        registry = CollectorRegistry()
        registry.register(_Readings(self._readings))
        shared = os.environ.get(SHARED_FOLDER)
        if shared:
            _forget_the_dead(Path(shared))
            MultiProcessCollector(registry, path=shared)  # type: ignore[no-untyped-call]
            return generate_latest(registry)
        ProcessCollector(registry=registry)
        GCCollector(registry=registry)
        return generate_latest(self.registry) + generate_latest(registry)


class _Readings(Collector):
    """Gauges that are read when they are asked for."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = readings

    def collect(self) -> Iterator[Metric]:
        """Each gauge, with a value for each label."""
        for name, meaning, label, values in self._readings:
            read = values()
            if not read:
                continue
            if "" in read:
                yield GaugeMetricFamily(name, meaning, value=read[""])
                continue
            family = GaugeMetricFamily(name, meaning, labels=(label,))
            for one, value in read.items():
                family.add_metric((one,), value)
            yield family


def _forget_the_dead(folder: Path) -> None:
    """Requests that a worker had under way when it died are under way no more."""
    numbers = {
        found[1] for path in folder.iterdir() if (found := re.search(r"_(\d+)\.db$", path.name))
    }
    for number in numbers:
        with suppress(PermissionError):
            try:
                os.kill(int(number), 0)
            except ProcessLookupError:
                mark_process_dead(number, path=str(folder))  # type: ignore[no-untyped-call]
