"""A change that is half done fails, and the page that says how to do it whole is true."""

from __future__ import annotations

import importlib
import re
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import changes
import pytest
from changes import ROOT, page
from journey import fields_lost

from postmortem.config.settings import Config, read_config
from postmortem.jobs.init import write_project
from postmortem.model import Post, Status
from postmortem.model.warnings import WARNINGS

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

USUAL = (
    "A format", "A chart", "A state", "A metric", "An output", "A language's word list",
    "A command", "A warning's words", "A default", "A column of a table",
)  # fmt: skip
GUIDE = page("CONTRIBUTING.md")


def neighbour(path: str) -> ModuleType:
    """Return a test module of another room, to ask it about a world of ours."""
    name = path.rpartition("/")[2].removesuffix(".py")
    sys.path.insert(0, str((ROOT / path).parent))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.pop(0)


def answer(change: str) -> str:
    """Return what CONTRIBUTING says of a usual change."""
    text = GUIDE.partition("## Where do I change X?")[2].partition("\n## ")[0]
    return text.partition(f"### {change}\n")[2].partition("\n### ")[0]


@pytest.mark.parametrize("change", USUAL)
def test_the_guide_says_in_order_which_files_a_change_touches_and_what_fails(change: str) -> None:
    steps = re.findall(r"^\d+\. (.*)", answer(change), re.MULTILINE)
    assert steps
    assert [step for step in steps if "`" not in step] == []
    assert "Until then" in answer(change)
    assert re.search(r"`tests/[\w/]+\.py::test_\w+`", answer(change))


def test_every_test_that_the_guide_names_is_there() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", GUIDE))
    assert len(named) >= len(USUAL)
    assert [f"{path}::{name}" for path, name in named if f"def {name}(" not in page(path)] == []


# --- The tree as it is ------------------------------------------------------------------------


def test_every_chart_has_a_place_and_a_line() -> None:
    assert changes.chart_gaps(changes.chart_names()) == []


def test_every_state_is_explained() -> None:
    assert changes.state_gaps(changes.options_of(Status)) == []


def test_every_metric_has_words_a_chart_and_an_explanation() -> None:
    assert changes.metric_gaps() == []


def test_every_output_is_named_and_may_be_replaced() -> None:
    assert changes.output_gaps() == []


def test_every_language_has_all_its_lists() -> None:
    assert changes.language_gaps(changes.NEGATORS.read_text("utf-8")) == []


def test_every_command_and_option_is_documented() -> None:
    assert changes.command_gaps() == []


def test_the_readme_tells_the_defaults_of_the_code() -> None:
    assert changes.default_gaps() == []


def test_the_readme_has_every_key_with_its_default() -> None:
    assert changes.key_gaps() == []


def test_what_is_written_out_elsewhere_is_the_default() -> None:
    assert changes.written_out_gaps() == []


def test_a_new_project_begins_with_the_defaults(tmp_path: Path) -> None:
    path, _ = write_project(tmp_path, brand="Nord", accounts=["x:nord"], timezone="Europe/Oslo")
    config, default = read_config(path, tmp_path), Config()
    assert config.sentiment == default.sentiment
    assert config.privacy == default.privacy
    assert config.measure == default.measure


def test_a_cell_of_every_field_reaches_the_store_by_both_readers(tmp_path: Path) -> None:
    assert fields_lost(tmp_path) == []


def test_every_field_of_a_post_comes_from_a_table_into_the_store() -> None:
    assert changes.column_gaps() == []


# --- A step left out --------------------------------------------------------------------------


def test_a_format_without_a_sample_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = neighbour("tests/sources/test_samples.py")
    more = (*samples.sources(), SimpleNamespace(name="new-format"))
    monkeypatch.setattr(samples, "sources", lambda: more)
    with pytest.raises(AssertionError, match="new-format"):
        samples.test_every_source_has_a_sample_and_every_sample_a_source()


def test_a_chart_without_a_place_is_missed() -> None:
    assert changes.chart_gaps(["14-moods"]) == [
        "14-moods: in no section of render/sections/",
        "14-moods: not in reports/README.md",
        "14-moods: not in render/formats/slides.py",
    ]


def test_a_state_without_a_line_is_missed() -> None:
    assert changes.state_gaps(["relapsed"]) == ["relapsed: not in README.md"]


def test_a_metric_without_words_a_chart_and_an_explanation_is_missed() -> None:
    assert changes.metric_gaps(["anger"]) == [
        f"anger: not in {place}"
        for place in (
            "measure/measurement.py",
            "wording/metrics.py",
            "charts/drawings/recovery.py",
            "measure/README.md",
        )
    ]


def test_an_output_that_no_page_names_is_missed() -> None:
    assert changes.output_gaps(["report.odt"]) == [
        "report.odt: not in reports/README.md",
        "report.odt: not in jobs/folder/place.py",
    ]


def test_a_language_without_boosters_is_missed() -> None:
    lists = '[xx]\nnegators = ["Nu"]\ncontrasts = []\ndampeners = []\n'
    assert changes.language_gaps(lists) == [
        "xx: no boosters",
        "xx: 'Nu' is more than a word, or not in lower case",
    ]


def test_a_command_without_help_and_a_line_is_missed() -> None:
    option = SimpleNamespace(name="depth", help=None)
    gaps = changes.command_gaps({"dig": SimpleNamespace(help="", params=[option])})
    assert gaps[:3] == [
        "dig: not in README.md",
        "dig: no docstring, so no help",
        "dig: no help for depth",
    ]
    assert "report: in README.md and nowhere else" in gaps


def test_a_warning_without_a_cure_or_a_page_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    warnings = neighbour("tests/model/test_warnings.py")
    code = next(iter(WARNINGS))
    monkeypatch.setattr(warnings, "WARNINGS", {**WARNINGS, code: replace(WARNINGS[code], cure="")})
    with pytest.raises(AssertionError):
        warnings.test_an_entry_says_what_happened_and_what_to_do(code)
    monkeypatch.setattr(warnings, "WARNINGS", {**WARNINGS, "made-up": WARNINGS[code]})
    with pytest.raises(AssertionError, match="made-up"):
        warnings.test_a_code_stands_in_one_list_and_has_one_entry()
    monkeypatch.setattr(warnings, "CODES", [*warnings.CODES, "made-up"])
    with pytest.raises(AssertionError, match="made-up"):
        warnings.test_every_entry_is_raised_somewhere()


def test_a_default_that_the_readme_tells_otherwise_is_missed() -> None:
    text = page("README.md").replace("margin = 0.05 ", "margin = 0.06 ")
    assert changes.default_gaps(text) == ["measure.margin: 0.06 in README.md, 0.05 in the code"]


def test_a_key_that_the_readme_lacks_or_tells_otherwise_is_missed() -> None:
    text = page("README.md").replace(
        "| `measure.guard_hours` | `0` |", "| `measure.guards` | `1` |"
    )
    assert changes.key_gaps(text) == [
        "measure.guard_hours: None in README.md, `0` in the code",
        "measure.guards: in README.md and nowhere else",
    ]


def test_a_field_that_is_lost_on_the_way_is_missed() -> None:
    assert changes.column_gaps([*Post._fields, "shares_to_story"]) == [
        f"shares_to_story: not in {place}"
        for place in (
            "sources/delimited/layout.py",
            "sources/delimited/aliases.py",
            "store/load/posts.py",
            "queries/schema.sql",
        )
    ]


def test_a_field_that_no_reader_takes_along_is_missed(tmp_path: Path) -> None:
    assert fields_lost(tmp_path, ("shares_to_story",)) == [
        f"shares_to_story: lost by {reader} or after it" for reader in ("tabular.py", "columnar.py")
    ]
