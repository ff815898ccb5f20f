"""One incident as a question to the store, and the posts that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import polars as pl

from postmortem.config import find_incident, incident_names, read_incident
from postmortem.errors import UsageError
from postmortem.model import REFERENCED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from postmortem.config import Config
    from postmortem.model import Incident
    from postmortem.store import Store

EARLIER_INCIDENT = timedelta(days=7)
"""How long another incident is kept out of this one's baseline."""
NUMBERS = ("platform", "posted_at", "author_no", "load_id", "compound", "hits", "reason")
"""What is measured of a post: the words and names of millions of posts would fill the memory."""
MOST_AT_ONCE = 1_000_000
_ORDER = ("posted_at", "platform", "post_id")
_NO_ENGINE = "none"
"""Where no score is asked for: joining those of millions of texts would be in vain."""
_SET_ASIDE = ("is_repost_of_own", "is_copy_of_own")


def without_copies(rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out reposts and copies of own posts: they are the brand's words, not the audience's."""
    aside = rows["is_repost_of_own"] | rows["is_copy_of_own"]
    return rows.filter(~aside) if aside.any() else rows


def compact(rows: pl.DataFrame) -> pl.DataFrame:
    """Return `rows` at a third of the size: authors by number, names coded."""
    return rows.rename({"author_no": "author"}).with_columns(
        pl.col("load_id").cast(pl.UInt32),
        pl.col("platform", "reason").cast(pl.Categorical),
    )


def _numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the numbers of `rows`, oldest first; whole rows are too large to be put in order."""
    order = rows.select(pl.arg_sort_by(_ORDER)).to_series()
    return compact(rows.select(*NUMBERS, *_SET_ASIDE))[order]


def _refuse_own_control(incident: Incident, set_names: Sequence[str]) -> None:
    """Raise UsageError where what is measured would be compared with itself."""
    both = sorted(set(incident.sets) & set(incident.control))
    if both:
        raise UsageError(
            f"{incident.id}: {', '.join(both)} is in `posts` and in `control`, and nothing can be "
            "its own control. Take it out of one of them."
        )
    if set_names and not incident.sets and set(set_names) <= set(incident.control):
        raise UsageError(
            f"{incident.id}: `control` names every set of the store, so that nothing is left to "
            "measure. Name the sets of the brand in `posts`."
        )


def spans(
    per_hour: pl.DataFrame, since: datetime | None, until: datetime | None
) -> list[tuple[datetime | None, datetime | None]]:
    """Cut the time from `since` to `until` in spans of some `MOST_AT_ONCE` posts, by whole hours.

    `per_hour` has hour and posts. Joined all at once, ten million posts would not fit in memory.
    """
    edges: list[datetime] = []
    in_span = 0
    for hour, posts in per_hour.iter_rows():
        if (since is not None and hour <= since) or (until is not None and hour >= until):
            continue
        if in_span and in_span + posts > MOST_AT_ONCE:
            edges.append(hour)
            in_span = 0
        in_span += posts
    return list(zip([since, *edges], [*edges, until], strict=True))


@dataclass(frozen=True, slots=True, order=True)
class Earlier:
    """The span, in hours since our incident, in which another one had begun."""

    start: float
    stop: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whose posts count, and whose do not."""

    store: Store
    config: Config
    incident: Incident
    engine: str
    own_keys: tuple[str, ...]
    sets: tuple[str, ...]
    """Sets whose audience is measured; empty when the store knows no sets."""
    is_whole: bool
    """Whether these sets hold every post of the store, so that none has to be looked up."""
    are_pooled: bool = False
    """Whether several sets are measured as one only because the incident names none."""

    @classmethod
    def of(cls, store: Store, config: Config, incident: Incident, engine: str) -> Question:
        """Ask about `incident`. UsageError when it names a set that the store does not hold."""
        rows = store.rows("store_sets")
        names = rows["name"].to_list()
        for name in (*incident.sets, *incident.control):
            if name not in names:
                have = ", ".join(names) or "none yet"
                raise UsageError(
                    f"{incident.id}: the store holds no set {name!r}. There are: {have}. "
                    "Name it with `ingest --as SET`, [[data]] or [columns] set."
                )
        others = [name for name in names if name != REFERENCED]
        _refuse_own_control(incident, others)
        if incident.terms and store.store_text == "hash":
            raise UsageError(
                f"{incident.id}: terms cannot be looked for in a store that keeps hashes of texts. "
                'Read the exports into a store with store_text = "masked".'
            )
        # What only came along answers no query, unless the incident's own words are in it.
        candidates = names if incident.terms and others else others
        sets = incident.sets or tuple(name for name in candidates if name not in incident.control)
        whole = rows.filter("is_all")["name"]
        return cls(
            store=store,
            config=config,
            incident=incident,
            engine=engine,
            own_keys=tuple(store.keys_of(config.brand.own_accounts)),
            sets=sets,
            is_whole=not set(sets).isdisjoint(whole),
            are_pooled=not incident.sets
            and len({*sets} - {REFERENCED}) > 1
            and set(sets).isdisjoint(whole),
        )

    def audience(self) -> pl.DataFrame:
        """Return the numbers of the posts of everybody but the brand, oldest first."""
        return self._numbers(self._lookup_sets, self.incident.terms)

    def control(self) -> pl.DataFrame | None:
        """Return the same of the control sets, or None when there are none."""
        return self._numbers(self.incident.control, ()) if self.incident.control else None

    def posts(
        self,
        *columns: str,
        since: datetime | None = None,
        until: datetime | None = None,
        where: pl.Expr | None = None,
    ) -> pl.DataFrame:
        """Return other `columns` of the audience's posts, without what only repeats the brand.

        None of a score: those are not looked up.
        """
        parts = self._parts(
            columns, self._lookup_sets, self.incident.terms, _NO_ENGINE, since, until
        )
        condition = pl.lit(value=True) if where is None else where
        frames = (
            without_copies(part.filter(condition)).sort(_ORDER).select(columns) for part in parts
        )
        return pl.concat(frames)

    def _numbers(self, sets: tuple[str, ...], terms: tuple[str, ...]) -> pl.DataFrame:
        # map, because a loop would hold on to a part while the next one is asked for
        return pl.concat(map(_numbers, self._parts(NUMBERS, sets, terms, self.engine)))

    @property
    def _lookup_sets(self) -> tuple[str, ...]:
        """The sets that posts are looked up in: none where every post belongs to them."""
        return () if self.is_whole else self.sets

    def _parts(
        self,
        columns: tuple[str, ...],
        sets: tuple[str, ...],
        terms: tuple[str, ...],
        engine: str,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[pl.DataFrame]:
        parameters: dict[str, object] = {
            "engine": engine,
            "own_keys": list(self.own_keys),
            "sets": list(sets) or None,
            "platforms": list(self.incident.platforms) or None,
            "terms": list(terms) or None,
            "decided": False,
        }
        names = tuple(dict.fromkeys((*_ORDER, *columns, *_SET_ASIDE)))
        for first, last in spans(self.store.rows("posts_per_hour"), since, until):
            parameters |= {"since": first, "until": last}
            yield self.store.columns(names, "audience", parameters)

    def shared_with_control(self) -> int:
        """Return how many posts are both measured and in the control."""
        if not self.incident.control:
            return 0
        parameters = {"sets": list(self.sets), "control": list(self.incident.control)}
        overlap: int = self.store.rows("shared_posts", **parameters)["posts"][0]
        return overlap

    def own(self) -> pl.DataFrame:
        """Return the brand's own posts, oldest first: also those that came along with answers."""
        return self.store.rows(
            "own_posts",
            own_keys=list(self.own_keys),
            sets=[*self._lookup_sets, REFERENCED] if self._lookup_sets else None,
            platforms=list(self.incident.platforms) or None,
            since=None,
            until=None,
        )

    def loads(self) -> list[int]:
        """Return the numbers of the loads that brought posts to the sets asked for."""
        sets = [*self.sets, *self.incident.control]
        loads = self.store.rows("set_loads").filter(pl.col("set_name").is_in(sets))
        numbers: list[int] = loads["load_id"].unique().sort().to_list()
        return numbers

    def texts(self, hashes: pl.Series) -> dict[str, str]:
        """Return the words of the texts that `hashes` name, where the store keeps them."""
        distinct = hashes.drop_nulls().unique().sort().to_list()
        texts = self.store.rows("text_of", hashes=distinct)
        return dict(texts.iter_rows())

    def texts_between(self, since: datetime, until: datetime) -> pl.DataFrame:
        """Return text_hash and text of everything posted from `since` until before `until`."""
        return self.store.rows("texts_between", since=since, until=until)

    def earlier_incidents(self) -> tuple[Earlier, ...]:
        """Return the incidents of the same posts that had begun before this one, earliest first."""
        spans = []
        for other in self._others():
            if not other.sets or set(other.sets) & set(self.sets):
                began = (other.began_at - self.incident.began_at) / timedelta(hours=1)
                if began < 0:
                    stop = began + EARLIER_INCIDENT / timedelta(hours=1)
                    spans.append(Earlier(began, stop, other.id))
        return tuple(sorted(spans))

    def _others(self) -> Iterator[Incident]:
        """Yield the other incidents of the project; one that is not finished yet is no baseline."""
        for name in incident_names(self.config):
            if name == self.incident.id:
                continue
            try:
                yield read_incident(find_incident(name, self.config), self.config)
            except UsageError:
                continue

    @property
    def since(self) -> datetime:
        """The incident's beginning, as the store writes instants."""
        return self.incident.began_at.astimezone(UTC).replace(tzinfo=None)
