"""How far it fell, how long it took to come back, and what can be said about the apology.

Pure: arrays in, `model.Measures` out. No path, clock, locale or environment; randomness only
through `Settings.seed`. README.md beside this file says what each number means in plain words.

The estimator is loaded when it is first asked for: scipy takes the memory in which a store of
millions of posts is read before.
"""

from typing import TYPE_CHECKING, Any

from postmortem.measure.posts.inputs import (
    UNKNOWN_AUTHOR,
    Audience,
    OwnPosts,
    Settings,
    total_engagement,
)

if TYPE_CHECKING:
    from postmortem.measure.measurement import measure

__all__ = [
    "UNKNOWN_AUTHOR",
    "Audience",
    "OwnPosts",
    "Settings",
    "measure",
    "total_engagement",
]


def __getattr__(name: str) -> Any:
    """Return `measure`, with everything that estimates."""
    if name != "measure":
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from postmortem.measure.measurement import measure

    return measure
