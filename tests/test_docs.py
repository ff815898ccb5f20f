"""What is documented is there, and what is there is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from postmortem import __version__
from postmortem.cli import app
from postmortem.config.settings import (
    Brand,
    Config,
    DataSet,
    Measuring,
    Privacy,
    Sentiment,
)

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def commands() -> list[str]:
    return sorted(getattr(get_command(app), "commands"))  # noqa: B009 - typed as a bare command


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"| `{command}" in README


def test_the_readme_names_no_command_that_is_not_there() -> None:
    table = README.partition("| command |")[2].partition("\n\n")[0]
    named = set(re.findall(r"^\| `(\w+)", table, re.MULTILINE))
    assert named == set(commands())


def test_every_runtime_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert listed is not None
    names = re.findall(r'^\s*"([A-Za-z0-9_-]+)', listed.group(1), re.MULTILINE)
    reasons = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [name for name in names if not re.search(rf"^\| .*\b{name}\b.*\|", reasons, re.M)] == []


def test_every_key_of_the_config_is_in_the_readme() -> None:
    written = README.partition("## Files you write")[2].partition("## How to read")[0]
    keys = [
        name
        for section in (Config, Brand, DataSet, Sentiment, Privacy, Measuring)
        for name in section.model_fields
        if not (section is Config and name in ("path", "root"))
    ]
    assert [key for key in keys if not re.search(rf"\b{key}\b", written)] == []


PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "pipeline/**/*.md", "queries/*.md", "reports/*.md", "sample_data/*.md")
    for path in ROOT.glob(pattern)
    if path.name != "CHANGELOG.md"  # tells of files that were
)
WRITTEN = ("postmortem-demo/", "incidents/", "inbox/", "charts/NN-name", "data/NN-name")
"""What a person or a command writes: it is in a project, not in this tree."""


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    """Paths with a folder in them; NAME and FAMILY stand for what is new."""
    text = (ROOT / page).read_text("utf-8")
    paths = re.findall(r"`((?:[\w-]+/)+[\w.-]*)(?:::\w+)?`", text)
    homes = (ROOT, (ROOT / page).parent, *(ROOT / home for home in HOMES))
    real = {re.split(r"[^/]*\b(?:NAME|FAMILY|GROUP)\b", path)[0] for path in paths}
    missing = [path for path in real if not any((home / path).exists() for home in homes)]
    assert [path for path in sorted(missing) if not path.startswith(WRITTEN)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_module_that_a_page_names_is_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    names = set(re.findall(r"`(\w+\.(?:py|sql|c|csv|mplstyle))`", text))
    folders = ("pipeline", "queries", "reports", "sample_data", "tests")
    assert [
        name
        for name in sorted(names)
        if not (ROOT / name).exists()
        and not any(next((ROOT / folder).rglob(name), None) for folder in folders)
    ] == []


HOMES = ("pipeline/postmortem", "sample_data/crisis", "sample_data/stamps")


def options(command: str) -> set[str]:
    """Return the options of a command, and those that all commands have."""
    whole = get_command(app)
    params = [*whole.params, *getattr(whole, "commands")[command].params]  # noqa: B009
    names = {name for option in params for name in (*option.opts, *option.secondary_opts)}
    return names | {"--help", "-h"}


@pytest.mark.parametrize("page", PAGES)
def test_a_command_that_a_page_tells_one_to_run_has_its_options(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    calls = re.findall(r"(?:^    |`)postmortem ([a-z]+)\b([^`\n#]*)", text, re.MULTILINE)
    rows = re.findall(r"^\| `([a-z]+)\b([^|]*\|.*)\|$", text, re.MULTILINE)
    calls += [row for row in rows if page == "README.md" and row[0] in commands()]
    wrong = []
    for command, words in calls:
        if command not in commands():
            wrong.append(command)
            continue
        named = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", re.sub(r"`pip [^`]*`", "", words)))
        wrong += sorted(f"{command} {name}" for name in named - options(command))
    assert wrong == []


@pytest.mark.parametrize("page", PAGES)
def test_a_script_that_a_page_tells_one_to_run_is_there(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    scripts = re.findall(r"python3? ((?:[\w-]+/)*[\w-]+\.py)", text)
    modules = re.findall(r"python3? -m (postmortem[\w.]*)", text)
    assert [script for script in scripts if not (ROOT / script).exists()] == []
    places = [ROOT / "pipeline" / module.replace(".", "/") for module in modules]
    assert [
        place
        for place in places
        if not place.with_suffix(".py").exists() and not (place / "__main__.py").exists()
    ] == []


def test_the_citation_names_this_version_and_licence() -> None:
    """Checked by its lines: one parser of YAML for one small file would be a dependency more."""
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    keys = dict(re.findall(r"^([a-z-]+): *(.*)$", text, re.MULTILINE))
    required = {"cff-version", "message", "title", "authors"}
    known = required | {"type", "abstract", "version", "license", "keywords"}
    assert required <= keys.keys() <= known
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert keys["cff-version"] == "1.2.0"
    assert keys["version"] == __version__
    assert f'name = "{keys["title"]}"' in project
    assert f'license = "{keys["license"]}"' in project
    assert re.search(r"^authors:\n  - name: \S", text, re.MULTILINE)
    assert "\t" not in text
