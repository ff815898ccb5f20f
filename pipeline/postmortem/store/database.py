"""The store: open it, add to it, ask it."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import duckdb

from postmortem.errors import UsageError
from postmortem.privacy import pseudonym
from postmortem.sql import query, script
from postmortem.store.answer.frames import Groundwork
from postmortem.store.answer.status import status_of
from postmortem.store.arrow import frame_of, insert
from postmortem.store.guard.companions import companion, key_print, write_receipt
from postmortem.store.guard.connection import equip, read_meta
from postmortem.store.guard.faults import Worker, plain_words
from postmortem.store.guard.session import session
from postmortem.store.load.columns import Columns
from postmortem.store.load.identities import Privacy
from postmortem.store.load.intake import Intake
from postmortem.store.load.ledger import Ledger, Load
from postmortem.store.load.merge import merge, read_ledger, write_ledger
from postmortem.store.load.rows import rows_of
from postmortem.store.load.scripts import Scripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from postmortem.config import Config
    from postmortem.model import Posts, Record
    from postmortem.store.load.textbook import Scorer, TextBook


class Store:
    """An open store. Use `Store.open`; nothing else of ours may open the file meanwhile."""

    def __init__(
        self, path: Path, connection: duckdb.DuckDBPyConnection, key: bytes | None, *, write: bool
    ) -> None:
        self.path = path
        self._writes = write
        self._connection = connection
        self._key = key
        self._worker = Worker(connection)
        self._scripts = Scripts(connection, self._worker)
        self._groundwork = Groundwork(connection, lasting=not write)
        self._meta = read_meta(connection, path)
        equip(connection)
        self._privacy = Privacy()
        self._has_stage = False
        self._rehearsing = False
        if key is not None and key_print(key) != self._meta["key_print"]:
            raise UsageError(
                f"{companion(path, 'key')} is not the key this store was made with. Restore "
                "it: under another key every author would become a new one."
            )

    @classmethod
    @contextmanager
    def open(
        cls,
        path: Path,
        *,
        write: bool,
        lock_timeout: float = 60.0,
        memory_limit: str | None = None,
    ) -> Iterator[Store]:
        """Hold the store at `path`, made when it is missing and `write` is asked for.

        DuckDB keeps within `memory_limit` (400 MB to write, 250 MB to read) and spills what it
        can; TryAgain where one answer needs more.

        TryAgain when another process holds it for longer than `lock_timeout` seconds, or the disk
        is full; UsageError when there is nothing to read; StoreDamaged when it is not a store.
        """
        limit = memory_limit or ("400MB" if write else "250MB")
        opening = session(path, write=write, lock_timeout=lock_timeout, memory_limit=limit)
        with opening as (connection, key):
            store = cls(path, connection, key, write=write)
            try:
                yield store
            finally:
                store._worker.close()

    def adopt(self, privacy: Privacy) -> None:
        """Load from now on as `privacy` says; UsageError when the store keeps words otherwise."""
        self._privacy = privacy
        if privacy.store_text == self.store_text:
            return
        if self._scripts.count("SELECT count(*) FROM post"):
            raise UsageError(
                f"{self.path} was made with store_text = {self.store_text!r}, and the setting is "
                f"now {privacy.store_text!r}. Read the exports into a new store, or set it back."
            )
        with plain_words(self.path), self._transaction():
            self._connection.execute(
                "UPDATE meta SET value = $value WHERE key = 'store_text'",
                {"value": privacy.store_text},
            )
        self._meta = read_meta(self._connection, self.path)

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Answer as ever, and keep nothing: what is loaded meanwhile is rolled back at the end."""
        self._connection.execute("BEGIN")
        self._rehearsing = True
        try:
            yield
        finally:
            self._rehearsing = False
            with suppress(duckdb.Error):
                self._connection.execute("ROLLBACK")
            self._has_stage = False

    def loaded_before(self, load: Load) -> Ledger | None:
        """Return the ledger of a repeat, or None when `load` still has to be read."""
        with plain_words(self.path):
            return read_ledger(self._connection, load)

    def add(
        self, load: Load, records: Iterable[Record | Posts], *, scorer: Scorer | None = None
    ) -> Ledger:
        """Load an export whole or not at all: its posts, rejects and ledger row.

        Whatever `records` raises passes through, and nothing of the export stays. Texts are scored
        by `scorer` while they are read. A store that keeps hashes only needs one, because its texts
        are gone afterwards.
        """
        with plain_words(self.path), self._intake(load, scorer) as intake:
            intake.take(records)
            self._retag(intake.rows.texts)
            ledger = merge(self._scripts, intake, load)
            self._forget_refusal(load)
            write_ledger(self._connection, load, intake.rows.load_id, ledger)
        self._receipt(intake.rows.load_id)
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
            self._forget_refusal(load)
            write_ledger(self._connection, load, load_id, ledger)
        self._receipt(load_id)
        return ledger

    def rows(self, name: str, **parameters: object) -> pl.DataFrame:
        """Return the answer to queries/`name`.sql, typed as DuckDB types it, also when empty."""
        question = query(name)
        with plain_words(self.path):
            return frame_of(self._connection, question.text, question.bind(parameters))

    def columns(
        self, selection: Sequence[str], of: str, parameters: Mapping[str, object]
    ) -> pl.DataFrame:
        """Return the columns in `selection` of what `rows` answers, in no order.

        The others are not worked out, and sorting rows would take as long as finding them.
        """
        question = query(of)
        foreign = sorted(set(selection) - set(question.columns))
        if foreign:
            raise UsageError(f"query {of} has no column {', '.join(foreign)}.")
        with plain_words(self.path):
            return self._groundwork.columns(question, selection, question.bind(dict(parameters)))

    def write(self, table: str, frame: pl.DataFrame) -> None:
        """Append `frame` to `table` in a transaction of its own; columns by name."""
        with plain_words(self.path), self._transaction():
            insert(self._connection, table, frame)

    def run(self, statement: str, **parameters: object) -> int:
        """Run queries/load/`statement`.sql in a transaction; return the rows its end changed."""
        with plain_words(self.path), self._transaction():
            return self._scripts.run(statement, **parameters)

    def status(self, config: Config | None = None) -> dict[str, Any]:
        """Return what the store holds, as `postmortem/status/1`.

        Scored is what the config's kind of engine scored, and own what its accounts wrote; without
        a config, what any engine scored and what exports prove. A store whose key is missing can
        be looked at too, and knows no accounts.
        """
        engine = f"{config.sentiment.engine.partition(':')[0]}@" if config else None
        accounts = config.brand.own_accounts if config and self._key else ()
        keys = self.keys_of(accounts) if accounts else []
        return status_of(self.rows, engine, keys, int(self._meta["schema_version"]))

    def keys_of(self, accounts: Iterable[str]) -> list[str]:
        """Return the pseudonyms of accounts written `platform:handle` or `platform:id`, sorted."""
        if self._key is None:
            raise UsageError(
                f"{companion(self.path, 'key')} is missing. Restore it: without it the "
                "brand's own accounts cannot be found in the store."
            )
        pairs = [account.partition(":") for account in accounts]
        for platform, _, identity in pairs:
            if not (platform and identity):
                raise UsageError(f"account {platform!r} is not written as platform:handle.")
        return sorted({pseudonym(self._key, platform, who) for platform, _, who in pairs})

    def mark(self, engine: str) -> str | None:
        """Return how far an engine has come, as the job of scoring wrote it."""
        return dict(self._connection.execute("SELECT key, value FROM meta").fetchall()).get(
            f"scored:{engine}"
        )

    @property
    def pending(self) -> bool:
        """Whether texts are to be looked at again by every engine."""
        return self._scripts.count("SELECT count(*) FROM pending") > 0

    @property
    def newest_load(self) -> int:
        """The number of the newest load; 0 before the first."""
        return self._next_load() - 1

    @property
    def store_text(self) -> str:
        """Which words this store keeps: masked, full or hash."""
        return self._meta["store_text"]

    def _retag(self, texts: TextBook) -> None:
        """Write which texts rows of this load have given another tag."""
        changes = texts.tag_changes()
        if len(changes):
            insert(self._connection, "stage_tag", changes)
            self._scripts.run("retag")

    @contextmanager
    def _intake(self, load: Load, scorer: Scorer | None) -> Iterator[Intake]:
        self._require_writing()
        assert self._key is not None, "a store opened for writing has its key"
        keep = self.store_text != "hash"
        if scorer is None and not keep:
            raise UsageError(
                f"{self.path} keeps no texts: they must be scored while they are read."
            )
        if not self._has_stage:
            for statement in self._connection.extract_statements(script("load/stage")):
                self._connection.execute(statement.query)
            self._has_stage = True
        columns = Columns(self._key, self._privacy)
        with self._transaction():
            try:
                rows = rows_of(self._connection, load, self._next_load(), keep=keep, scorer=scorer)
                yield Intake(self._connection, columns, rows, load)
            finally:
                with suppress(duckdb.Error):
                    self._scripts.run("clear")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._require_writing()
        if self._rehearsing:
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

    def _require_writing(self) -> None:
        if not self._writes:
            raise UsageError(f"{self.path} was opened for reading.")

    def _forget_refusal(self, load: Load) -> None:
        self._connection.execute(
            "DELETE FROM load WHERE path = $path AND refused IS NOT NULL", {"path": load.path}
        )

    def _next_load(self) -> int:
        return self._scripts.count("SELECT coalesce(max(load_id), 0) + 1 FROM load")

    def _receipt(self, load_id: int) -> None:
        if not self._rehearsing:
            write_receipt(self.path, self._meta["store_id"], load_id)
