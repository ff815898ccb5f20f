"""Instants as the store keeps them (UTC, without a zone), and as the rest of the code does."""

from __future__ import annotations

from datetime import UTC, datetime


def naive(instant: datetime | None) -> datetime | None:
    """Return an aware instant as the store keeps it: UTC, without a zone."""
    return instant.astimezone(UTC).replace(tzinfo=None) if instant else None


def aware(instant: datetime | None) -> datetime | None:
    """Return an instant of the store as the rest of the code knows it."""
    return instant.replace(tzinfo=UTC) if instant else None
