"""The store: open it, add to it, ask it."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import duckdb

from postmortem.errors import StoreDamaged, UsageError
from postmortem.model import Note
from postmortem.privacy import keyed
from postmortem.sql import query, script
from postmortem.store import _beside, _connect
from postmortem.store._columns import Columns, StoreText
from postmortem.store._faults import Worker, plain_words
from postmortem.store._frames import frame_of
from postmortem.store._ledger import Ledger, Load
from postmortem.store._lock import locked
from postmortem.store._merge import Scripts, merge, read_ledger, write_ledger
from postmortem.store._stage import Stage, insert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import polars as pl

    from postmortem.model import Record

    Scorer = Callable[[pl.DataFrame], pl.DataFrame]
    """Texts (text_hash, text, lang) in; scores (text_hash, engine, compound, hits, reason) out."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """How much of the words is kept. A store is made with one `store_text`, and stays with it."""

    store_text: StoreText | None = None
    """`masked`, `full` or `hash`; None: as the store is, `masked` when it is made."""
    keep_handles: frozenset[str] = frozenset()
    """Handles that are no person's and stay readable: lower-case, without @."""


class Store:
    """An open store. Use `Store.open`; nothing else of ours may open the file meanwhile."""

    def __init__(
        self,
        path: Path,
        connection: duckdb.DuckDBPyConnection,
        key: bytes | None,
        *,
        privacy: Privacy,
        scorer: Scorer | None = None,
        dry_run: bool = False,
    ) -> None:
        self.path = path
        self._connection = connection
        self._key = key
        self._scorer = scorer
        self._dry_run = dry_run
        self._worker = Worker(connection)
        self._scripts = Scripts(connection, self._worker)
        self._meta = _connect.read_meta(connection, path)
        self._keep_handles = privacy.keep_handles
        self._staged = False
        self._require_same(privacy)

    @classmethod
    @contextmanager
    def open(
        cls,
        path: Path,
        *,
        write: bool,
        lock_timeout: float = 60.0,
        privacy: Privacy | None = None,
        scorer: Scorer | None = None,
        dry_run: bool = False,
        memory_limit: str = "2GB",
    ) -> Iterator[Store]:
        """Hold the store at `path`, made when it is missing and `write` is asked for.

        A dry run answers as if it wrote, and changes nothing. TryAgain when another process holds
        the store for longer than `lock_timeout` seconds, or the disk is full; UsageError when
        there is nothing to read; StoreDamaged when the file is not a store.
        """
        privacy = privacy or Privacy()
        if not path.exists() and not (write and path.parent.is_dir()):
            raise UsageError(_missing(path, write=write))
        options = (privacy, scorer, dry_run)
        if dry_run and not path.exists():
            connection = _connect.connect(_connect.MEMORY, write=True, memory_limit=memory_limit)
            no_key = bytes(32)
            _connect.furnish(connection, no_key, privacy.store_text or "masked")
            with cls._session(path, connection, no_key, options) as store:
                yield store
            return
        lock = _beside.beside(path, "lock")
        with _umask(), locked(lock, write=write, timeout=lock_timeout), plain_words(path):
            key = _prepare(path, privacy, memory_limit) if write else _beside.read_key(path)
            _beside.require_duckdb(path)
            connection = _newest(path, write=write, memory_limit=memory_limit)
            with cls._session(path, connection, key, options) as store:
                yield store
                if write and not dry_run:
                    connection.execute("CHECKPOINT")

    @classmethod
    @contextmanager
    def _session(
        cls,
        path: Path,
        connection: duckdb.DuckDBPyConnection,
        key: bytes | None,
        options: tuple[Privacy, Scorer | None, bool],
    ) -> Iterator[Store]:
        privacy, scorer, dry_run = options
        try:
            store = cls(path, connection, key, privacy=privacy, scorer=scorer, dry_run=dry_run)
            if dry_run:
                connection.execute("BEGIN")
            try:
                yield store
            finally:
                store._worker.close()
        finally:
            with suppress(duckdb.Error):
                connection.close()

    def loaded_before(self, load: Load) -> Ledger | None:
        """Return the ledger of a repeat, or None when `load` still has to be read."""
        return read_ledger(self._connection, load)

    def add(self, load: Load, records: Iterable[Record]) -> Ledger:
        """Load an export whole or not at all: its posts, rejects and ledger row.

        Whatever `records` raises passes through, and nothing of the export stays.
        """
        with plain_words(self.path), self._stage(load) as stage:
            stage.take(records)
            with self._transaction():
                load_id = self._next_load()
                ledger = self._merge(stage, load, load_id)
                write_ledger(self._connection, load, load_id, ledger)
        self._receipt(load_id)
        return ledger

    def refuse(self, load: Load, why: str) -> Ledger:
        """Note that an export was not loaded, in the place of an earlier such note."""
        ledger = Ledger(
            path=load.path,
            sha256=load.sha256,
            source=load.source,
            set_name=load.set_name or load.default_set,
            refused=why,
        )
        with plain_words(self.path), self._transaction():
            load_id = self._next_load()
            self._connection.execute(
                "DELETE FROM load WHERE path = $path AND refused IS NOT NULL", {"path": load.path}
            )
            write_ledger(self._connection, load, load_id, ledger)
        self._receipt(load_id)
        return ledger

    def rows(self, name: str, **parameters: object) -> pl.DataFrame:
        """Return the answer to queries/`name`.sql, typed as DuckDB types it, also when empty."""
        question = query(name)
        with plain_words(self.path):
            return frame_of(self._connection, question.text, question.bind(parameters))

    def write(self, table: str, frame: pl.DataFrame) -> None:
        """Append `frame` to `table` in a transaction of its own; columns by name."""
        with plain_words(self.path), self._transaction():
            insert(self._connection, table, frame)

    def run(self, statement: str, **parameters: object) -> int:
        """Run queries/load/`statement`.sql in a transaction; return the rows its end changed."""
        with plain_words(self.path), self._transaction():
            return self._scripts.run(statement, **parameters)

    def keys_of(self, accounts: Iterable[str]) -> list[str]:
        """Return the pseudonyms of accounts written `platform:handle` or `platform:id`, sorted."""
        if self._key is None:
            raise UsageError(
                f"{_beside.beside(self.path, 'key')} is missing. Restore it: without it the "
                "brand's own accounts cannot be found in the store."
            )
        pairs = [account.partition(":") for account in accounts]
        for platform, _, identity in pairs:
            if not (platform and identity):
                raise UsageError(f"account {platform!r} is not written as platform:handle.")
        return sorted({keyed(self._key, platform, who) for platform, _, who in pairs})

    @property
    def store_text(self) -> str:
        """Which words this store keeps: masked, full or hash."""
        return self._meta["store_text"]

    def _merge(self, stage: Stage, load: Load, load_id: int) -> Ledger:
        otherwise = self._connection.execute(
            "SELECT count(*) FROM load WHERE sha256 = $sha256 AND refused IS NULL "
            "AND options <> $options",
            {"sha256": load.sha256, "options": load.options},
        ).fetchone()
        keep_text = self.store_text != "hash"
        ledger = merge(self._scripts, stage, load, load_id, keep_text=keep_text)
        if otherwise and otherwise[0]:
            ledger = replace(ledger, warnings=(*ledger.warnings, _OTHERWISE))
        return ledger

    @contextmanager
    def _stage(self, load: Load) -> Iterator[Stage]:
        if self._key is None or self.store_text not in ("masked", "full", "hash"):
            raise UsageError(f"{self.path} was opened for reading.")
        if not self._staged:
            for statement in self._connection.extract_statements(script("load/stage")):
                self._connection.execute(statement.query)
            self._staged = True
        columns = Columns(self._key, self.store_text, self._keep_handles)  # type: ignore[arg-type]
        try:
            yield Stage(self._connection, columns, load)
        finally:
            with suppress(duckdb.Error):
                self._scripts.run("clear")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._dry_run:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
            self._worker.run(lambda: self._connection.execute("COMMIT"))
        except BaseException:
            # A fatal error has ended the transaction and the connection with it.
            with suppress(duckdb.Error):
                self._connection.execute("ROLLBACK")
            raise

    def _next_load(self) -> int:
        return self._scripts.count("SELECT coalesce(max(load_id), 0) + 1 FROM load")

    def _receipt(self, load_id: int) -> None:
        if not self._dry_run:
            _beside.write_receipt(self.path, self._meta["store_id"], load_id)

    def _require_same(self, privacy: Privacy) -> None:
        if privacy.store_text not in (None, self.store_text):
            raise UsageError(
                f"{self.path} was made with store_text = {self.store_text!r}, and the setting is "
                f"now {privacy.store_text!r}. Read the exports into a new store, or set it back."
            )
        if self._key is not None and _beside.key_print(self._key) != self._meta["key_print"]:
            raise UsageError(
                f"{_beside.beside(self.path, 'key')} is not the key this store was made with. "
                "Restore it: under another key every author would become a new one."
            )


_OTHERWISE = Note(
    "read-otherwise-before",
    "this content was loaded before with other options (zone, columns, …); what those posts said "
    "then is still in the store, and `postmortem purge --file` takes it out",
)


@contextmanager
def _umask() -> Iterator[None]:
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _prepare(path: Path, privacy: Privacy, memory_limit: str) -> bytes:
    """Return the key of the store at `path`, making both where there are none."""
    if path.exists():
        key = _beside.read_key(path)
        if key is None:
            raise UsageError(
                f"{_beside.beside(path, 'key')} is missing. Restore it: under a new key every "
                "author would become a new one. Or read the exports into a new store."
            )
        return key
    if _beside.beside(path, "wal").exists():
        raise StoreDamaged(
            f"{path} is gone, but its {path.name}.wal is still there: restore the store, or move "
            "the .wal away to begin a new one."
        )
    key = _beside.make_key(path)
    _connect.create(path, key, privacy.store_text or "masked", memory_limit)
    return key


def _newest(path: Path, *, write: bool, memory_limit: str) -> duckdb.DuckDBPyConnection:
    """Connect, and make sure that the newest load known to be committed is there.

    The lock should make its absence impossible; a second look tells a stale read from a loss.
    """
    for _ in range(2):
        connection = _connect.connect(path, write=write, memory_limit=memory_limit)
        try:
            meta = _connect.read_meta(connection, path)
            found = connection.execute("SELECT coalesce(max(load_id), 0) FROM load").fetchone()
        except BaseException:
            connection.close()
            raise
        newest = _beside.read_receipt(path, meta["store_id"])
        if found and found[0] >= newest:
            return connection
        connection.close()
    raise StoreDamaged(
        f"{path} lacks load {newest}, which was reported as done. If an older copy was put back on "
        f"purpose, delete {path.name}.last and read the exports again; else keep the file and its "
        ".wal for a look, and read the exports into a new store."
    )


def _missing(path: Path, *, write: bool) -> str:
    if write:
        return f"{path}: the folder {path.parent} does not exist. Make it, or name another --store."
    return f"{path} does not exist. `postmortem ingest` makes it from your exports first."
