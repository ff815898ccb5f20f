"""The files that a project begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from postmortem.config import check_config
from postmortem.errors import UsageError
from postmortem.model import STORE_TEXT, StoreText

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_CONFIG = """\
# Who the review is about. Every key: the README, "Files you write".
[brand]
name = "{brand}"
accounts = [{accounts}]   # own posts, kept apart from the audience: "x:handle", "instagram:handle"
ignore_terms = ["{term}"]   # masked before scoring: a brand called United must not score +0.42
timezone = "{zone}"

[[data]]                # a set is a named group of posts; another brand gets a [[data]] of its own
set = "{set}"
inbox = ["inbox/**/*"]

[sentiment]
engine = "vader"
languages = ["en"]      # posts in other languages are counted and left unscored, never scored 0

[privacy]
store_text = "{store_text}"   # {store_texts}
"""
_INCIDENT = """\
title    = "What went wrong, in a few words"
began_at = 2026-01-15T14:20:00+00:00   # when it began, with its offset
posts    = ["{set}"]

[[event]]
kind = "apology"    # offence | complaint | deletion | denial | response | apology | press | …
at   = 2026-01-17T09:00:00+00:00
text = "The apology's own words, quoted."
"""


def write_project(
    folder: Path, *, brand: str, accounts: Sequence[str], timezone: str
) -> tuple[Path, Path]:
    """Write a config and a first incident file, overwriting nothing; return their paths.

    UsageError, with nothing written, where one of them is there, or the config would be wrong.
    """
    config, incident = folder / "postmortem.toml", folder / "incidents" / "first.toml"
    for path in (config, incident):
        if path.exists():
            raise UsageError(f"{path}: is already there, so nothing was written.")
    words = {
        "brand": _escape(brand),
        "term": _escape(brand.lower()),
        "accounts": ", ".join(f'"{_escape(name)}"' for name in accounts),
        "set": _escape(brand),  # where `ingest PATH` puts posts too
        "zone": _escape(timezone),
        "store_text": STORE_TEXT,
        "store_texts": " | ".join(get_args(StoreText)),
    }
    try:
        check_config(_CONFIG.format(**words), config)
    except UsageError as error:
        raise UsageError(f"nothing was written, because it would be wrong: {error}") from error
    incident.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(_CONFIG.format(**words), "utf-8")
    incident.write_text(_INCIDENT.format(**words), "utf-8")
    return config, incident


def _escape(text: str) -> str:
    r"""Escape `text` for a basic TOML string.

    >>> _escape('a"b')
    'a\\"b'
    """
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
