"""A name says what a thing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from names import ALLOWED, PACKAGE, census, is_bare

if TYPE_CHECKING:
    from pathlib import Path

ALLOWED_PER_THOUSAND = 5

TOTALS, BARE = census()


@pytest.mark.parametrize("room", sorted(TOTALS))
def test_hardly_a_name_in_a_room_is_a_participle_that_stands_alone(room: str) -> None:
    ceiling = max(1, ALLOWED_PER_THOUSAND * TOTALS[room] / 1000)
    places = [f"{each.path}:{each.line}: {each.name}" for each in BARE if each.room == room]
    assert len(places) <= ceiling, "\n".join(["name what it is: see CONTRIBUTING.md", *places])


def test_hardly_a_name_of_the_package_is_a_participle_that_stands_alone() -> None:
    assert 1000 * len(BARE) / TOTALS.total() <= ALLOWED_PER_THOUSAND


@pytest.mark.parametrize("name", ["found", "_told", "Kept", "_WORDED", "looked_over", "unsaid"])
def test_what_happened_to_a_thing_is_no_name(name: str) -> None:
    assert is_bare(name)


@pytest.mark.parametrize(
    "name", ["recognition", "scored_posts", "published_at", "StoreBusy", "seed", "set", "_"]
)
def test_a_noun_a_verb_or_a_participle_with_a_noun_is_a_name(name: str) -> None:
    assert not is_bare(name)


def test_every_kind_of_binding_is_counted(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "kept.py").write_text(
        "import os as told\n"
        "class Drawn:\n    shown: int\n    def held(self, given, *asked, **named):\n"
        "        self.made = 1\n"
        "for counted in (): pass\n"
        "with open('x') as opened: pass\n"
        "try: pass\nexcept OSError as failed: pass\n"
        "[1 for listed in () if (chosen := listed)]\n"
        "match 1:\n    case seen: pass\n"
    )
    totals, bare = census(tmp_path)
    names = {each.name for each in bare}
    imports_and_classes = {"kept", "told", "Drawn", "shown", "held", "given", "asked", "named"}
    statements = {"made", "counted", "opened", "failed", "listed", "chosen", "seen"}
    assert names == imports_and_classes | statements
    assert totals["room"] == len(names) + 1  # and self


def test_the_fields_of_the_contract_are_not_ours_to_rename(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "report.py").write_text(
        "class Report:\n    kept: int\n    kept = told = 1\n"
    )
    assert [each.name for each in census(tmp_path)[1]] == ["kept", "told"]


@pytest.mark.parametrize("word", sorted(ALLOWED))
def test_every_exception_is_used(word: str) -> None:
    for place in ALLOWED[word]:
        modules = list(PACKAGE.rglob("*.py"))
        inside = [p for p in modules if p.relative_to(PACKAGE).as_posix().startswith(place)]
        assert any(word in path.read_text("utf-8").lower() for path in inside), place
