"""One incident as a question to the store, and the posts that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from postmortem.config import find_incident, incident_names, read_incident
from postmortem.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import polars as pl

    from postmortem.config import Config
    from postmortem.model import Incident
    from postmortem.store import Store

EARLIER_INCIDENT = timedelta(days=7)
"""How long another incident is kept out of this one's baseline."""
NUMBERS = ("platform", "posted_at", "author", "source", "compound", "hits", "reason")
"""What is measured of a post: the words and names of millions of posts would fill the memory."""
_SET_ASIDE = ("is_repost_of_own", "is_copy_of_own")


def kept_of(rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out reposts and copies of own posts: they are the brand's words, not the audience's."""
    aside = rows["is_repost_of_own"] | rows["is_copy_of_own"]
    return rows.filter(~aside) if aside.any() else rows


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

    @classmethod
    def of(cls, store: Store, config: Config, incident: Incident, engine: str) -> Question:
        """Ask about `incident`. UsageError when it names a set that the store does not hold."""
        held = store.rows("store_sets")
        known = held["name"].to_list()
        for name in (*incident.sets, *incident.control):
            if name not in known:
                have = ", ".join(known) or "none yet"
                raise UsageError(
                    f"{incident.id}: the store holds no set {name!r}. There are: {have}. "
                    "Name it with `ingest --as SET`, [[data]] or [columns] set."
                )
        if incident.terms and store.store_text == "hash":
            raise UsageError(
                f"{incident.id}: terms cannot be looked for in a store that keeps hashes of texts. "
                'Read the exports into a store with store_text = "masked".'
            )
        sets = incident.sets or tuple(name for name in known if name not in incident.control)
        whole = held.filter("is_all")["name"]
        return cls(
            store=store,
            config=config,
            incident=incident,
            engine=engine,
            own_keys=tuple(store.keys_of(config.brand.own_accounts)),
            sets=sets,
            is_whole=not set(sets).isdisjoint(whole),
        )

    def audience(
        self,
        columns: tuple[str, ...] = NUMBERS,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> pl.DataFrame:
        """Return `columns` of the posts of everybody but the brand, oldest first."""
        sets = () if self.is_whole else self.sets
        return self._audience(columns, sets, self.incident.terms, since, until)

    def control(self) -> pl.DataFrame | None:
        """Return the posts of the control sets, or None when there are none."""
        if not self.incident.control:
            return None
        return self._audience(NUMBERS, self.incident.control, ())

    def _audience(
        self,
        columns: tuple[str, ...],
        sets: tuple[str, ...],
        terms: tuple[str, ...],
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> pl.DataFrame:
        return self.store.columns(
            (*columns, *_SET_ASIDE),
            "audience",
            {
                "engine": self.engine,
                "own_keys": list(self.own_keys),
                "sets": list(sets) or None,
                "platforms": list(self.incident.platforms) or None,
                "terms": list(terms) or None,
                "since": since,
                "until": until,
            },
        )

    def own(self) -> pl.DataFrame:
        """Return the brand's own posts, oldest first."""
        return self.store.rows(
            "own_posts",
            own_keys=list(self.own_keys),
            sets=list(self.sets) or None,
            platforms=list(self.incident.platforms) or None,
            since=None,
            until=None,
        )

    def texts(self, hashes: pl.Series) -> dict[str, str]:
        """Return the words of the texts that `hashes` name, where the store keeps them."""
        wanted = hashes.drop_nulls().unique().sort().to_list()
        found = self.store.rows("text_of", hashes=wanted)
        return dict(found.iter_rows())

    def earlier_incidents(self) -> tuple[tuple[float, float], ...]:
        """Return spans, in hours since this incident, in which another one of ours had begun."""
        spans = []
        for other in self._others():
            shared = not other.sets or bool(set(other.sets) & set(self.sets))
            if shared:
                began = (other.began_at - self.incident.began_at) / timedelta(hours=1)
                if began < 0:
                    spans.append((began, began + EARLIER_INCIDENT / timedelta(hours=1)))
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
