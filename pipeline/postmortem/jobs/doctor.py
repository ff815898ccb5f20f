"""Shell: look whether everything is here that the tool needs, and which parts are in use."""

from __future__ import annotations

import os
import platform
import shutil
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from postmortem import __version__
from postmortem.config import Config, find_incident, incident_names, read_config, read_incident
from postmortem.errors import PostmortemError, TryAgain

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIBRARIES = ("duckdb", "polars", "vaderSentiment", "matplotlib", "typer", "numpy", "scipy")
_ROOM_NEEDED = 1 << 30
"""Free disk that a first ingest of some hundred thousand posts may want."""


class Check(TypedDict):
    """One line of the doctor's page."""

    check: str
    ok: bool
    found: str
    cure: str


def examine(
    config_flag: Path | None, store_flag: Path | None, *, lock_timeout: float
) -> list[Check]:
    """Look at everything; a check that fails says what to do and stops none of the others."""
    checks = [_check("postmortem", f"{__version__}, Python {platform.python_version()}")]
    checks += [_check(name, _version(name)) for name in _LIBRARIES]
    try:
        config = read_config(config_flag, Path.cwd())
    except PostmortemError as error:
        return [*checks, _check("config", str(error), cure="Mend the file, then ask again.")]
    place = str(config.path) if config.path else "none found: defaults"
    return [
        *checks,
        _check("config", place),
        *_incidents(config),
        *_promises(config),
        *_engine(config),
        *_store(config, store_flag, lock_timeout),
        _zone(config),
        _disk(config.store_path(store_flag)),
        *_fonts(),
    ]


def _check(check: str, finding: str, *, cure: str = "") -> Check:
    return Check(check=check, ok=not cure, found=finding, cure=cure)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "present, without metadata"


def _incidents(config: Config) -> Iterator[Check]:
    names = incident_names(config)
    if not names:
        yield _check("incidents", "none", cure="`postmortem init` writes a first one.")
    for name in names:
        try:
            incident = read_incident(find_incident(name, config), config)
            yield _check(f"incident {name}", incident.title)
        except PostmortemError as error:
            yield _check(f"incident {name}", str(error), cure="Mend the file.")


def _promises(config: Config) -> Iterator[Check]:
    """Name settings that are read and not yet kept."""
    if config.privacy.retention:
        yield _check(
            "retention",
            f"{config.privacy.retention}, not applied: no command deletes posts yet",
            cure="Delete the store and ingest newer exports to drop old posts.",
        )
    if config.brand.countries:
        countries = ", ".join(config.brand.countries)
        yield _check(
            "countries", f"{countries}: kept for a calendar of holidays; nothing reads it yet"
        )


def _engine(config: Config) -> Iterator[Check]:
    from postmortem.jobs.score import engine_for

    try:
        engine = engine_for(config)
    except PostmortemError as error:
        yield _check("engine", str(error), cure="Set [sentiment] engine in postmortem.toml.")
        return
    yield _check("engine", f"{engine.id} ({engine.implementation})")


def _store(config: Config, flag: Path | None, lock_timeout: float) -> Iterator[Check]:
    from postmortem.store import Store

    path = config.store_path(flag)
    if not path.exists():
        yield from _writable(path)
        yield _check("store", f"{path}: not there yet", cure="`postmortem ingest PATH` makes it.")
        return
    try:
        with Store.open(path, write=False, lock_timeout=lock_timeout) as store:
            contents = store.status(config)
    except TryAgain as error:
        cure = "Nothing is wrong with it: ask again when the other process is done."
        yield _check("store", str(error), cure=cure)
        return
    except PostmortemError as error:
        yield _check("store", str(error), cure="See `postmortem status`; a backup may be needed.")
        return
    yield _check("store", f"{path}: {contents['posts']} posts")
    yield from _writable(path)
    if contents["to"]:
        age = datetime.now(UTC) - datetime.fromisoformat(contents["to"])
        yield _check("freshness", f"newest post {contents['to']}, {age.days} days ago")


def _writable(store: Path) -> Iterator[Check]:
    """Name what would keep the next ingest from writing: permissions, or the key that is gone."""
    for place in (store, store.absolute().parent):
        if place.exists() and not os.access(place, os.W_OK):
            yield _check(
                "permissions",
                f"no permission to write {place}",
                cure="Change its permissions, or name another place with --store.",
            )
    key = store.with_name(f"{store.name}.key")
    if store.exists() and not key.exists():
        yield _check(
            "key",
            f"{key} is missing: nothing more can be ingested",
            cure="Restore it from a backup, or read the exports into a new store.",
        )


def _zone(config: Config) -> Check:
    here = datetime.now(UTC).astimezone().tzname()
    if config.brand.timezone is None:
        return _check(
            "zone", f"clock {here}, brand UTC", cure='Set brand.timezone, as "Europe/Oslo".'
        )
    return _check("zone", f"clock {here}, brand {config.brand.timezone}")


def _disk(store: Path) -> Check:
    folder = next(place for place in (store.absolute().parent, Path.cwd()) if place.is_dir())
    free = shutil.disk_usage(folder).free
    cure = "" if free > _ROOM_NEEDED else "Free some space before a large ingest."
    return _check("disk", f"{free >> 20} MB free", cure=cure)


def _fonts() -> Iterator[Check]:
    from postmortem.charts import font_name

    yield _check("font", font_name())
