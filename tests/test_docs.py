"""What is documented is there, and what is there is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from postmortem.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def commands() -> list[str]:
    return sorted(getattr(get_command(app), "commands"))  # noqa: B009 - typed as a bare command


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"| `{command}" in README


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"^\| `(\w+)", README, re.MULTILINE))
    assert named == set(commands())


def test_every_runtime_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert listed is not None
    names = re.findall(r'^\s*"([A-Za-z0-9_-]+)', listed.group(1), re.MULTILINE)
    reasons = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [name for name in names if not re.search(rf"^\| .*\b{name}\b.*\|", reasons, re.M)] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "pipeline/README.md"])
def test_links_between_pages_lead_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert [link for link in links if not (folder / link).exists()] == []
