"""Texts masked by the thousand are masked as one by one."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import polars as pl
import pytest

from postmortem.privacy import mask
from postmortem.texts.masking import PureMasker

SHARED = Path(__file__).parents[3] / "shared" / "data"
PIECES = [
    *(
        " ",
        "  ",
        "\n",
        "\t",
        "\u00a0",
        "\x1c",
        ".",
        ",",
        "-",
        "@",
        "@@",
        "＠",
        "…",
        "❤️",
        "👩\u200d💻",
        "é",
    ),
    *("@ann", "@Ann.b-c", "@ann@mastodon.example", "RT @bo:", "@nordlys", "@NordlysKaffe", "@Øde"),
    *("@ann❤️", "@नमस्ते", "@\u212aafe", "@kafe", "u/someone", "/u/someone", "edu/x", "#tag"),
    *("http://t.co/AbC123x", "https://example.org/a?id=7", "https://example.org/a#b", "www.x.org"),
    *("https://twitter.com/ann/status/12?s=20", "instagram.com/ann", "https://x.com/ann", "t.me/a"),
    *(
        "ann@example.org",
        "a.b+c@mail.example.com",
        "x@y",
        "+47 22 33 44 55",
        "22334455",
        "2024-05-01",
    ),
    *(
        "NO93 8601 1117 947",
        "٢٢٣٣٤٤٥٥",
        "１２３４５６７",
        "gate 12",
        "10:20",
        "7",
        "123456",
        "words",
        "a",
    ),
    *("https://example.org/1234567", "https://example.org/?q=@ann 5551234", "http://", "://"),
]


@pytest.mark.parametrize("keep", [frozenset(), frozenset({"nordlys", "kafe"})])
def test_a_thousand_texts_are_masked_as_each_alone(keep: frozenset[str]) -> None:
    chance = random.Random(11)
    texts = ["".join(chance.choices(PIECES, k=chance.randint(0, 7))) for _ in range(20_000)]
    masked = PureMasker(keep).of(pl.Series(texts)).to_list()
    assert masked == [mask(text, keep) for text in texts]


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs real posts, which are not in the project")
def test_real_texts_are_masked_as_each_alone() -> None:
    keep = frozenset({"americanair", "united", "vueling"})
    texts: list[str] = []
    for path in sorted(SHARED.rglob("*.csv")):
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            texts += [cell for row in csv.reader(file) for cell in row if len(cell) > 20][:30_000]
    assert len(texts) > 10_000
    masked = PureMasker(keep).of(pl.Series(texts)).to_list()
    assert masked == [mask(text, keep) for text in texts]
