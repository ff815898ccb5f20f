"""What is half done of a usual change: each function lists what is missing in the tree it is given.

CONTRIBUTING.md, "Where do I change X?", names these by their tests in `test_changes.py`, which ask
them about the tree as it is, and about one in which a step was left out.
"""

from __future__ import annotations

import ast
import re
import tomllib
from typing import TYPE_CHECKING, get_args

from tree import PACKAGE
from typer.main import get_command

from postmortem import charts, render
from postmortem.cli import app
from postmortem.config.settings import Config
from postmortem.config.toml import Section
from postmortem.model import METRIC_NAMES, Post
from postmortem.model.rule import NEGATIVE, VOLUME_MARGIN
from postmortem.render.formats.slides import METHOD_OF_CHART
from postmortem.sources.delimited.aliases import ALIASES
from postmortem.sources.delimited.layout import FIELDS
from postmortem.store.load.posts import KINDS
from postmortem.wording.metrics import METRICS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

ROOT = PACKAGE.parents[1]
SECTIONS = PACKAGE / "render" / "sections"
SCORE_PAGE = PACKAGE / "score" / "README.md"
NEGATORS = PACKAGE / "score" / "engines" / "negators.toml"
LANGUAGE_KEYS = {"negators", "contrasts", "boosters", "dampeners"}
NO_CELL = {"line"}
"""Fields of Post that say where it was read."""
STORED_OTHERWISE = {"author", "author_id", "score", "sets"}
"""Fields of Post whose columns are called otherwise, or stand in tables of their own."""


def page(name: str) -> str:
    """Return a page of the project."""
    return (ROOT / name).read_text("utf-8")


def chart_names() -> list[str]:
    """Return every chart of a report."""
    return [chart.name for chart in charts.CHARTS]


def chart_gaps(names: Iterable[str], sections: Path = SECTIONS) -> list[str]:
    """Return what charts called `names` lack: a place in the report, or a line on its page."""
    placed = {
        node.value
        for path in sections.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    listed = set(re.findall(r"^\| `(\d\d-[\w-]+)` \|", page("reports/README.md"), re.MULTILINE))
    gaps = [f"{name}: in no section of render/sections/" for name in names if name not in placed]
    gaps += [f"{name}: not in reports/README.md" for name in names if name not in listed]
    slides = METHOD_OF_CHART
    return gaps + [
        f"{name}: not in render/formats/slides.py" for name in names if name not in slides
    ]


def state_gaps(states: Iterable[str]) -> list[str]:
    """Return the states that the README does not explain."""
    explained = set(re.findall(r"^\| ([a-z ]+) \|", page("README.md"), re.MULTILINE))
    return [
        f"{state}: not in README.md" for state in states if state.replace("_", " ") not in explained
    ]


def metric_gaps(metrics: Iterable[str] = METRIC_NAMES) -> list[str]:
    """Return what metrics lack: a fit, words, a chart of their own, an explanation."""
    fit = (PACKAGE / "measure" / "measurement.py").read_text("utf-8")
    drawing = (PACKAGE / "charts" / "drawings" / "recovery.py").read_text("utf-8")
    explanation = (PACKAGE / "measure" / "README.md").read_text("utf-8")
    return [
        f"{name}: not in {place}"
        for name in metrics
        for place, is_there in (
            ("measure/measurement.py", f'answers["{name}"]' in fit),
            ("wording/metrics.py", name in METRICS),
            ("charts/drawings/recovery.py", f"report.measures.{name}," in drawing),
            ("measure/README.md", f"**{name}**" in explanation),
        )
        if not is_there
    ]


def output_gaps(outputs: Collection[str] = render.FORMATS.keys()) -> list[str]:
    """Return the files of a report that no page names, or that a new report may not replace."""
    listed = page("reports/README.md")
    replaced = (PACKAGE / "jobs" / "folder" / "place.py").read_text("utf-8")
    return [
        f"{name}: not in reports/README.md" for name in outputs if f"`{name}`" not in listed
    ] + [f"{name}: not in jobs/folder/place.py" for name in outputs if f'"{name}"' not in replaced]


def language_gaps(text: str) -> list[str]:
    """Return what the languages of a negators.toml lack."""
    return [
        f"{language}: no {key}"
        for language, lists in tomllib.loads(text).items()
        for key in sorted(LANGUAGE_KEYS - lists.keys())
    ] + [
        f"{language}: {word!r} is more than a word, or not in lower case"
        for language, lists in tomllib.loads(text).items()
        for words in lists.values()
        for word in words
        if word != word.lower() or " " in word
    ]


def command_gaps(commands: Mapping[str, object] | None = None) -> list[str]:
    """Return the commands without help, or without a line in the README."""
    if commands is None:
        commands = getattr(get_command(app), "commands")  # noqa: B009 - typed as a bare command
    table = page("README.md").partition("| command |")[2].partition("\n\n")[0]
    named = set(re.findall(r"^\| `(\w+)", table, re.MULTILINE))
    gaps = [f"{name}: not in README.md" for name in commands if name not in named]
    for name, command in commands.items():
        if not getattr(command, "help", None):
            gaps.append(f"{name}: no docstring, so no help")
        gaps += [
            f"{name}: no help for {option.name}"
            for option in getattr(command, "params", ())
            if getattr(option, "help", None) in (None, "")
        ]
    return gaps + [f"{name}: in README.md and nowhere else" for name in named - commands.keys()]


def default_gaps(text: str | None = None) -> list[str]:
    """Return the defaults that README.md's example tells otherwise than the code."""
    text = page("README.md") if text is None else text
    example = tomllib.loads(re.findall(r"```toml\n(# postmortem.toml.*?)```", text, re.DOTALL)[0])
    config = Config()
    return [
        f"{table}.{key}: {value!r} in README.md, {default!r} in the code"
        for table in ("sentiment", "privacy", "measure")
        for key, value in example[table].items()
        for default in [getattr(getattr(config, table), key)]
        if default != (tuple(value) if isinstance(value, list) else value)
    ]


def config_keys(section: type[Section] = Config, before: str = "") -> dict[str, str]:
    """Return every key of postmortem.toml with its default, as a table of the README tells them."""
    keys: dict[str, str] = {}
    for name, field in section.model_fields.items():
        inner = next(
            (kind for kind in _kinds_in(field.annotation) if issubclass(kind, Section)), None
        )
        if inner is not None:
            keys |= config_keys(inner, f"{before}{name}.")
        elif name not in section.unoffered - {"store"}:
            keys[before + name] = (
                "needed"
                if field.is_required()
                else _cell(field.get_default(call_default_factory=True))
            )
    return keys


def _kinds_in(annotation: object) -> list[type]:
    """Return the classes in an annotation such as `tuple[DataSet, ...]`."""
    inner = [kind for part in get_args(annotation) for kind in _kinds_in(part)]
    return [annotation] if isinstance(annotation, type) and not inner else inner


def _cell(default: object) -> str:
    if isinstance(default, str):
        return f'`"{default}"`'
    if isinstance(default, tuple) and default:
        return "`[" + ", ".join(f'"{word}"' for word in default) + "]`"
    return f"`{default:g}`" if isinstance(default, float) else "none"


def key_gaps(text: str | None = None) -> list[str]:
    """Return the keys of postmortem.toml that the README's table lacks, or tells otherwise."""
    text = page("README.md") if text is None else text
    table = text.partition("| key | default |")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| `([\w.]+)` \| ([^|]+) \|", table, re.MULTILINE))
    keys = config_keys()
    gaps = [
        f"{key}: {rows.get(key)} in README.md, {cell} in the code"
        for key, cell in keys.items()
        if rows.get(key) != cell
    ]
    return gaps + [f"{key}: in README.md and nowhere else" for key in rows.keys() - keys.keys()]


def written_out_gaps(names: Iterable[str] = ("daily_sentiment", "phase_summary")) -> list[str]:
    """Return the questions and pages that write a default out otherwise than the code."""
    gaps = [
        f"queries/{name}.sql: no compound <= {NEGATIVE}"
        for name in names
        if f"compound <= {NEGATIVE})" not in page(f"queries/{name}.sql")
    ]
    share = f"margin {100 * VOLUME_MARGIN:g} %"
    explanation = (PACKAGE / "measure" / "README.md").read_text("utf-8")
    return gaps + ([] if share in explanation else [f"measure/README.md: no {share}"])


def column_gaps(columns: Collection[str] = Post._fields) -> list[str]:
    """Return where the fields of a post are missing on their way from a table to the store."""
    columns = [name for name in columns if name not in NO_CELL]
    schema = page("queries/schema.sql")
    stored = set(re.findall(r"^    (\w+) +[A-Z]", schema, re.MULTILINE))
    aliased = {*ALIASES, "sets", "score", "platform", "own", "kind"}
    return [
        f"{name}: not in {place}"
        for place, names in (
            ("sources/delimited/layout.py", set(FIELDS)),
            ("sources/delimited/aliases.py", aliased),
            ("store/load/posts.py", set(KINDS)),
            ("queries/schema.sql", stored),
        )
        for name in columns
        if name not in names and not (name in STORED_OTHERWISE and place.endswith("sql"))
    ]


def options_of(kind: object) -> tuple[str, ...]:
    """Return the words of a Literal."""
    return get_args(kind)
