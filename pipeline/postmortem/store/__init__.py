"""The DuckDB file, and the only code that knows it is one.

with Store.open(path, write=True) as store:
ledger = store.add(load, source.read(export, options))
posts = store.rows("own_posts", own_keys=store.keys_of(brand.accounts))
"""

from postmortem.store.database import Store
from postmortem.store.guard.backup import back_up
from postmortem.store.load.identities import Privacy
from postmortem.store.load.intake import CHUNK, EARLIEST, EXPORTED_AT, untimely
from postmortem.store.load.ledger import Ledger, Load, RejectedFor, TotalsLedger
from postmortem.store.load.textbook import Scorer

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
    "TotalsLedger",
    "back_up",
    "untimely",
]
