"""Incidents with a known answer, for tests, the documentation and the demo.

`SHAPES` and `true_recovery_hours` say what is true; `stream` draws posts from it with realistic
noise; `crisis` and `stamps` turn stories into the export files of `sample_data`. Everything follows
from a seed. `python -m postmortem.synthetic sample_data` writes the files.
"""

from postmortem.synthetic.shapes import (
    SHAPES,
    Shape,
    dip,
    exponential,
    never,
    no_drop,
    plateau,
    power,
    sigmoid,
    then,
    true_area_lost,
    true_recovery_hours,
    true_return_hours,
    with_apology,
)
from postmortem.synthetic.stream import Conditions, Spike, Stream, stream

__all__ = [
    "SHAPES",
    "Conditions",
    "Shape",
    "Spike",
    "Stream",
    "dip",
    "exponential",
    "never",
    "no_drop",
    "plateau",
    "power",
    "sigmoid",
    "stream",
    "then",
    "true_area_lost",
    "true_recovery_hours",
    "true_return_hours",
    "with_apology",
]
