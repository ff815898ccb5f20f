"""A store made where no compiler was holds the same, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from made_posts import add, logical_hash, post, with_known_key

from postmortem.store import Privacy, Store
from postmortem.texts import extension

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = (
    "RT @ann: We are SORRY… https://t.co/abc?s=20",
    "@nordlys call +47 22 33 44 55 or ann@example.org",
    "ΟΔΟΣ \u0130stanbul \U00020000 東京 x.com/ann",
    "\u2003",
    "",
    "RT @ann: We are SORRY… https://t.co/abc?s=20",
    "so long a text that its first forty letters are a key of their own, you see",
)
POSTS = [
    post(number, text, author=author, platform=platform)
    for number, (text, author, platform) in enumerate(
        zip(TEXTS, ("ann", "@Ann ", "Øde", "", "東京", "ann", "bo"), "xxxyyyz", strict=True)
    )
]


@pytest.mark.skipif(not extension.AVAILABLE, reason="built without a compiler")
@pytest.mark.parametrize("store_text", ["masked", "full"])
def test_both_ways_fill_the_same_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store_text: str
) -> None:
    hashes = set()
    for available in (True, False):
        monkeypatch.setattr(extension, "AVAILABLE", available)
        path = with_known_key(tmp_path / f"{available}.duckdb")
        with Store.open(path, write=True) as store:
            store.adopt(Privacy(store_text, frozenset({"nordlys"})))  # type: ignore[arg-type]
        add(path, "a", POSTS)
        hashes.add(logical_hash(path))
    assert len(hashes) == 1


def test_the_switch_turns_the_kernel_off() -> None:
    code = (
        "from postmortem.texts.preparation import masker, namer, preparer; "
        "print(type(masker(())).__name__, type(namer(b'')).__name__, type(preparer()).__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"POSTMORTEM_PURE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["PureMasker", "PureNamer", "PurePreparer"]
