"""Counts as people and tools write them: read to the last digit, or unknown; never a guess."""

from __future__ import annotations

import pytest

from postmortem.sources.objects.items import number_at
from postmortem.sources.values.cells import CellError, count


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("18400", 18_400),
        ("18,400", 18_400),
        ("1.250", 1_250),
        ("1 234", 1_234),
        ("1\u00a0234", 1_234),
        ("1\u202f234", 1_234),
        ("1’234", 1_234),
        ("1,234,567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("1.2K", 1_200),
        ("1,2K", 1_200),
        ("1.5 M", 1_500_000),
        ("848.0", 848),
        ("-3", -3),
        ("27 comments", 27),
        ("5 bookmarks", 5),
        ("1.2K bookmarks", 1_200),
        ("7 mentions", 7),
        ("1 reply", 1),
        ("2 Replies", 2),
        ("463 views", 463),
        ("2,316 Views", 2_316),
    ],
)
def test_a_count_is_read_as_its_writer_meant_it(text: str, number: int) -> None:
    assert count(text) == number
    assert number_at({"n": text}, "n") == (number if number >= 0 else None)


@pytest.mark.parametrize("text", ["", " ", "-", "—", "N/A", "nan", "null", "None"])
def test_nothing_is_no_zero(text: str) -> None:
    assert count(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "38 %", "38%", "0.250", "12,34", "1,234.5", "1 2", "1e3", "lots", "1.",
        "2 mill", "3 Tsd", "4 lakh", "5 mil", "3 bn", "9" * 30,
    ],
)  # fmt: skip
def test_what_is_no_whole_count_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="no count"):
        count(text)
