"""What was worked out once is not worked out again in the same measurement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from worlds import crowd, incident

from postmortem.measure import OwnPosts, measure
from postmortem.measure.course import courses, curve

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


def plain(argument: Any) -> Any:
    """Return what an argument says, as something that can be compared."""
    if isinstance(argument, np.ndarray):
        return argument.tobytes()
    return argument.gap.tobytes() if hasattr(argument, "gap") else repr(argument)


STEPS = ((courses, "_gains", 4), (courses, "fit_shape", 3), (curve, "_posterior", 2))
"""What takes long, and how many of its arguments say what is asked."""


def test_no_course_is_weighed_fitted_or_drawn_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: dict[str, list[tuple[Any, ...]]] = {name: [] for _, name, _ in STEPS}

    def recording(step: Callable[..., Any], name: str, telling: int) -> Callable[..., Any]:
        def record(*arguments: Any) -> Any:
            calls[name].append(tuple(map(plain, arguments[:telling])))
            return step(*arguments)

        return record

    for module, name, telling in STEPS:
        monkeypatch.setattr(module, name, recording(getattr(module, name), name, telling))
    measure(crowd(4, depth=0.15, before=240.0, after=100.0), OwnPosts.empty(), incident())
    for name, questions in calls.items():
        assert len(questions) > 3, name
        assert len(questions) == len(set(questions)), name
