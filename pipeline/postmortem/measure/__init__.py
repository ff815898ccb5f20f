"""How far it fell, how long it took to come back, and what can be said about the apology.

Pure: arrays in, `model.Measures` out. No path, clock, locale or environment; randomness only
through `Settings.seed`. README.md beside this file says what each number means in plain words.
"""

from postmortem.measure.inputs import (
    UNKNOWN_AUTHOR,
    Audience,
    OwnPosts,
    Settings,
    total_engagement,
)
from postmortem.measure.measurement import measure

__all__ = [
    "UNKNOWN_AUTHOR",
    "Audience",
    "OwnPosts",
    "Settings",
    "measure",
    "total_engagement",
]
