"""Numbers about the installation in Prometheus' text format: counts and sizes, never a name, address or reference.

What one process counts is marked with its number; everything else is asked of the database, so that several
processes behind one address give the same answer.
"""

import os
import resource
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from pearls.site import queries, readiness

STARTED_AT = time.time()
Samples = Mapping[tuple[tuple[str, str], ...], float]


@dataclass(frozen=True)
class Metric:
    """One family of numbers; `samples` maps label values (as `{"state": "sent"}` items) to the number."""

    name: str
    meaning: str
    kind: str = "gauge"
    samples: Samples = field(default_factory=dict)


def collect() -> list[Metric]:
    """Everything that is measured, asked anew each time with a constant number of queries."""
    ready = not readiness.missing_parts()
    families = [Metric("pearls_ready", "1 once migrations and data are in.", samples={(): float(ready)}), *_process()]
    if ready:
        for name, meaning, label, counts in queries.counts_for_metrics():
            samples: Samples = {((label, value),) if label else (): float(count) for value, count in counts.items()}
            families.append(Metric(name, meaning, samples=samples))
    return families


def _process() -> list[Metric]:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    labels = (("process", str(os.getpid())),)
    return [
        Metric("pearls_process_start_time_seconds", "Start of this process.", samples={labels: round(STARTED_AT, 3)}),
        Metric(
            "pearls_process_cpu_seconds_total",
            "Processor time this process has used.",
            kind="counter",
            samples={labels: round(usage.ru_utime + usage.ru_stime, 3)},
        ),
        Metric(
            "pearls_process_peak_memory_bytes",
            "Most memory this process has held.",
            samples={labels: float(usage.ru_maxrss * 1024)},
        ),
    ]


def as_prometheus_text(families: list[Metric]) -> str:
    """The families in the text exposition format, version 0.0.4."""
    lines = []
    for family in families:
        lines += [f"# HELP {family.name} {family.meaning}", f"# TYPE {family.name} {family.kind}"]
        lines += [f"{family.name}{_labels(labels)} {_number(value)}" for labels, value in family.samples.items()]
    return "\n".join(lines) + "\n"


def _labels(labels: tuple[tuple[str, str], ...]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
