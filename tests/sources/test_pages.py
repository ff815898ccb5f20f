"""Each source says where its export comes from, what it holds and what it lacks."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

from postmortem.sources import Source, formats, sources

MODULES = [
    module.name
    for module in pkgutil.walk_packages(formats.__path__, f"{formats.__name__}.")
    if hasattr(importlib.import_module(module.name), "SOURCE")
]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_with_a_source_is_called_as_its_source(name: str) -> None:
    source = importlib.import_module(name).SOURCE
    assert isinstance(source, Source)
    stem = name.rpartition(".")[2]
    assert source.name == stem.replace("_", "-").replace("fourcat", "4cat")


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_the_page_answers_four_questions(source: Source) -> None:
    assert source.summary.endswith(".")
    for answer in (source.get_it, source.holds, source.lacks, source.versions):
        assert len(answer) > 20


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_the_page_keeps_its_words_in_line(source: Source) -> None:
    first = re.findall(r"^(Get it|Holds|Lacks|Seen)( +)\S", source.page, re.MULTILINE)
    assert [word for word, _ in first] == ["Get it", "Holds", "Lacks", "Seen"]
    assert {len(word) + len(gap) for word, gap in first} == {9}


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_a_claim_of_a_real_file_is_made_in_words_too(source: Source) -> None:
    assert ("real" in source.versions) == (source.evidence == "real file")


def test_only_the_table_is_asked_last() -> None:
    assert [source.name for source in sources() if source.fallback] == ["table"]
