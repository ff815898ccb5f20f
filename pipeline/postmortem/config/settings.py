"""postmortem.toml: whose posts, how scored, how kept. Flag > environment > file > default."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, ClassVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, Strict

from postmortem.config.countries import country
from postmortem.config.toml import Section, check, parse_toml, read_toml
from postmortem.config.vocabulary import column_map
from postmortem.config.vocabulary import platform as known_platform
from postmortem.errors import UsageError
from postmortem.model.engines import parse_engine
from postmortem.model.privacy import STORE_TEXT, StoreText
from postmortem.model.rule import (
    ENGAGEMENT_AGE_HOURS,
    GUARD_HOURS,
    HOLD_HOURS,
    MARGIN,
    VOLUME_MARGIN,
)

_FILE = "postmortem.toml"
_STORE = "postmortem.duckdb"
_NO_LANGUAGE = frozenset({"und", "zxx", "mis", "mul"})


def _zone(name: str) -> str:
    """Accept only names the zone database knows."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is not a time zone; write one like Europe/Oslo") from error
    return name


def _account(name: str) -> str:
    """Accept only `platform:handle`, lower-cased, without @."""
    platform, colon, handle = name.partition(":")
    if not (platform and colon and handle):
        raise ValueError(f"{name!r} is not an account; write platform:handle, like x:thunderair")
    return f"{known_platform(platform)}:{handle.strip().lstrip('@').lower()}"


def _engine(name: str) -> str:
    """Accept only the engines there are; a path or folder follows after a colon."""
    parse_engine(name)
    return name


def _language(tag: str) -> str:
    """Accept only tags of a language: neither private ones, nor those for none or several."""
    from langcodes import Language as Tag
    from langcodes import tag_is_valid

    code = Tag.get(tag).language if tag_is_valid(tag) else None
    if code is None or code in _NO_LANGUAGE or _is_private(code):
        raise ValueError(f"{tag!r} is not a language; write its tag, like en, no or zh-Hant")
    return tag


def _is_private(code: str) -> bool:
    """Whether a code is of those that BCP 47 leaves to everybody: `qme` of X, or `x-ours`."""
    return code.startswith("x-") or (len(code) == 3 and "qaa" <= code <= "qtz")


def _retention(text: str) -> str:
    """Accept a number of days such as 365d."""
    if not (text.endswith("d") and text[:-1].isdigit()):
        raise ValueError(f"{text!r} is not a span; write days, like 365d")
    return text


Zone = Annotated[str, AfterValidator(_zone)]
Country = Annotated[str, AfterValidator(country)]
Language = Annotated[str, AfterValidator(_language)]
Account = Annotated[str, AfterValidator(_account)]
ColumnMap = Annotated[dict[str, str], AfterValidator(column_map)]
Number = Annotated[float, Strict()]
"""A number as TOML writes one: `"0.05"` is a text."""


class Brand(Section):
    """Who the review is about."""

    name: str = "brand"
    accounts: tuple[Account, ...] = ()
    ignore_terms: tuple[str, ...] = ()
    timezone: Zone | None = None
    countries: tuple[Country, ...] = ()

    @property
    def own_accounts(self) -> tuple[str, ...]:
        """The accounts, also on a platform that a table does not name."""
        handles = (account.partition(":")[2] for account in self.accounts)
        return (*self.accounts, *(f"unknown:{handle}" for handle in handles))


class DataSet(Section):
    """A named group of posts and where its exports arrive."""

    set: str
    inbox: tuple[str, ...] = ()
    source: str | None = None
    columns: ColumnMap = Field(default_factory=dict)


class Ingest(Section):
    """How inboxes are read."""

    skip: tuple[str, ...] = ()
    """Names of files that are no exports, beside those that never are."""


class Sentiment(Section):
    """How posts are scored."""

    engine: Annotated[str, AfterValidator(_engine)] = "vader"
    languages: tuple[Language, ...] = ("en",)


class Privacy(Section):
    """What is kept of people's words."""

    store_text: StoreText = STORE_TEXT
    retention: Annotated[str, AfterValidator(_retention)] | None = None


class Measuring(Section):
    """The rule of recovery, chosen before looking (measure/README.md)."""

    margin: Annotated[Number, Field(gt=0, lt=1)] = MARGIN
    volume_margin: Annotated[Number, Field(gt=0, lt=1)] = VOLUME_MARGIN
    hold_hours: Annotated[Number, Field(ge=1, le=336)] = HOLD_HOURS
    guard_hours: Annotated[Number, Field(ge=0, le=168)] = GUARD_HOURS
    engagement_age_hours: Annotated[Number, Field(gt=0)] = ENGAGEMENT_AGE_HOURS


class Config(Section):
    """Everything postmortem.toml may say; `root` is the folder that its paths are relative to."""

    unoffered: ClassVar[frozenset[str]] = frozenset({"path", "root", "store"})
    store: str | None = None
    brand: Brand = Brand()
    data: tuple[DataSet, ...] = ()
    ingest: Ingest = Ingest()
    sentiment: Sentiment = Sentiment()
    privacy: Privacy = Privacy()
    measure: Measuring = Measuring()
    columns: ColumnMap = Field(default_factory=dict)
    root: Path = Path()
    path: Path | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone that people read times in; UTC when the brand names none."""
        return ZoneInfo(self.brand.timezone or "UTC")

    def store_path(self, flag: Path | None) -> Path:
        """Return the store: what the line or its variable names, then the file, the default."""
        if flag is not None:
            return flag
        return self.root / (self.store or _STORE)


def read_config(flag: Path | None, start: Path) -> Config:
    """Return the config `flag` names, else the nearest one at or above `start`, else defaults.

    Raises UsageError for a file that is missing, is not TOML, or says something unknown.
    """
    if flag is not None:
        if not flag.is_file():
            raise UsageError(f"{flag}: no such config file. `postmortem init` writes one.")
        return _read(flag)
    for folder in (start, *start.parents):
        if (folder / _FILE).is_file():
            return _read(folder / _FILE)
        project = folder / "pyproject.toml"
        if project.is_file() and (content := _tool_table(project)) is not None:
            return _config(content, path=project, text=project.read_text("utf-8"))
    return Config(root=start)


def check_config(text: str, path: Path) -> None:
    """Raise UsageError unless `text`, which is to be written to `path`, is a config."""
    _config(parse_toml(text, path), path=path, text=text)


def _read(path: Path) -> Config:
    text, content = read_toml(path)
    return _config(content, path=path, text=text)


def _tool_table(project: Path) -> dict[str, Any] | None:
    """Return `[tool.postmortem]` of a pyproject.toml, when it has one."""
    table = read_toml(project)[1].get("tool", {}).get("postmortem")
    return table if isinstance(table, dict) else None


def _config(content: dict[str, Any], *, path: Path, text: str) -> Config:
    for key in ("root", "path"):
        if key in content:
            raise UsageError(f"{path}: {key}: no such key.")
    config = check(Config, content, path=path, text=text)
    return config.model_copy(update={"root": path.parent, "path": path})


def read_columns(path: Path) -> dict[str, str]:
    """Return the `[columns]` map of a file given with --columns: our field → their column."""
    content = read_toml(path)[1]
    columns = content.get("columns", content)
    if not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        raise UsageError(
            f'{path}: a column map is `[columns]` with lines such as text = "Message".'
        )
    try:
        return column_map(columns)
    except ValueError as error:
        raise UsageError(f"{path}: [columns] {error}.") from error
