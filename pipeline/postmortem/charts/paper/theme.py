"""Colours of the two themes: Okabe–Ito hues, never the only cue, text dark enough to read."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import matplotlib as mpl

from postmortem.files import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One set of colours. `*_text` variants keep 4.5 : 1 against the paper."""

    name: ThemeName
    paper: str
    ink: str
    muted: str
    faint: str
    grid: str
    axis: str
    line: str
    line_text: str
    band: str
    bars: str
    incident: str
    incident_text: str
    apology: str
    event: str
    good: str
    good_text: str
    negative: str
    neutral: str
    positive: str


LIGHT = Theme(
    name="light",
    paper="#ffffff",
    ink="#1c1f26",
    muted="#565e6c",
    faint="#6b7280",
    grid="#e3e6ea",
    axis="#9aa3b2",
    line="#0072b2",
    line_text="#00629a",
    band="#8a93a3",
    bars="#9aa3b2",
    incident="#d55e00",
    incident_text="#b34e00",
    apology="#7a4a00",
    event="#565e6c",
    good="#009e73",
    good_text="#00664a",
    negative="#d55e00",
    neutral="#c9ced6",
    positive="#0072b2",
)
DARK = Theme(
    name="dark",
    paper="#111827",
    ink="#f3f4f6",
    muted="#b6bfcd",
    faint="#9aa5b6",
    grid="#263043",
    axis="#5d6a80",
    line="#56b4e9",
    line_text="#7cc6f0",
    band="#94a0b4",
    bars="#5d6a80",
    incident="#f0803c",
    incident_text="#ff9a5c",
    apology="#e8c547",
    event="#b6bfcd",
    good="#2fc79b",
    good_text="#4fd8b0",
    negative="#f0803c",
    neutral="#4b5669",
    positive="#56b4e9",
)
THEMES: dict[ThemeName, Theme] = {"light": LIGHT, "dark": DARK}


def role_colours() -> dict[str, tuple[str, str]]:
    """Return what each role is on light and on dark paper.

    Roles of one colour in the light have one in the dark too: a picture drawn in the light can
    follow its reader into the dark.
    """
    roles = [field.name for field in fields(Theme) if field.name != "name"]
    return {role: (getattr(LIGHT, role), getattr(DARK, role)) for role in roles}


@cache
def _style() -> dict[str, object]:
    """Return every setting of the house: matplotlib's own defaults, then the project's file."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rc_file(folder("reports") / "postmortem.mplstyle")
        # Asking for the backend, unlike copying it, would load pyplot.
        return {name: value for name, value in mpl.rcParams.copy().items() if name != "backend"}


@contextmanager
def house_style() -> Iterator[None]:
    """Apply the project's style file on top of matplotlib's own defaults, not the user's."""
    style = _style()
    with mpl.rc_context():
        # The values were checked when the file was read: dict.update spares 300 checks a drawing.
        settings: dict[Any, Any] = mpl.rcParams
        dict.update(settings, style)
        yield
