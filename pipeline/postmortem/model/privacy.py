"""How much of people's words a store keeps."""

from __future__ import annotations

from typing import Literal

StoreText = Literal["full", "masked", "hash"]
"""As they are, without names and addresses, or not at all (hashes and scores only)."""
STORE_TEXT: StoreText = "masked"
"""What is kept unless the config says otherwise."""
