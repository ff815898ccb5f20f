"""The DuckDB file, and the only code that knows it is one.

with Store.open(path, write=True) as store:
ledger = store.add(load, source.read(export, options))
posts = store.rows("own_posts", own_keys=store.keys_of(brand.accounts))
"""

from postmortem.store._backup import back_up
from postmortem.store._ledger import Ledger, Load, RejectedFor, TotalsLedger
from postmortem.store._seen import Privacy, StoreText
from postmortem.store._stage import CHUNK, EARLIEST, EXPORTED_AT, untimely
from postmortem.store._store import Scorer, Store

__all__ = [
    "CHUNK",
    "EARLIEST",
    "EXPORTED_AT",
    "Ledger",
    "Load",
    "Privacy",
    "RejectedFor",
    "Scorer",
    "Store",
    "StoreText",
    "TotalsLedger",
    "back_up",
    "untimely",
]
