"""The page that lists every warning: written from the entries, so that it cannot fall behind."""

from __future__ import annotations

import re

from postmortem.model.warnings import WARNINGS, WarningKind

_HEAD = """# Warnings

What a report, `ingest` and `--json` may warn of, by code. Codes are stable. An `error` means that
a number has nothing to stand on, a `warning` that a number may be off, a `note` that the numbers
stand. “…” is filled in on the spot.

Written by `python -m postmortem.wording.warning_page > reports/warnings.md` from the entries in
`pipeline/postmortem/model/warnings/`, which are the place to change.

| code | severity | what it says | what to do | numbers it touches |
|---|---|---|---|---|
"""


def warning_page() -> str:
    """Return the page as Markdown, codes in the order of the alphabet."""
    return _HEAD + "".join(_row(code, WARNINGS[code]) for code in sorted(WARNINGS))


def _row(code: str, kind: WarningKind) -> str:
    sentence = re.sub(r"\{[^}]*\}", "…", kind.sentence.replace(" {cure}", ""))
    numbers = ", ".join(kind.metrics) or "none"
    return f"| `{code}` | {kind.severity} | {sentence} | {kind.cure} | {numbers} |\n"


if __name__ == "__main__":
    print(warning_page(), end="")
