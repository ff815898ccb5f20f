"""Office files are zips with clock readings in them; this takes the readings out."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

from postmortem.errors import UsageError

if TYPE_CHECKING:
    from postmortem.model import Report

_EPOCH = (1980, 1, 1, 0, 0, 0)
NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""For a report without posts: the earliest instant a zip can hold."""


def strip_dates(package: bytes) -> bytes:
    """Return the same package with every member dated alike, so that equal reports are equal."""
    fresh = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return fresh.getvalue()


def data_date(report: Report) -> datetime:
    """Return the end of the data: the only date an office file may carry."""
    at = report.data.ends_at or NO_DATE
    return at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def missing_extra(name: str) -> UsageError:
    """Return the error for a machine without the office libraries."""
    return UsageError(
        f"{name} files need the extra `office`. Install it: pip install '.[office]' in a checkout, "
        "pip install 'social-postmortem[office]' elsewhere."
    )


def require_office(*, docx: bool, pptx: bool) -> None:
    """Raise UsageError when a file is wanted whose library is not there; loads nothing."""
    for is_asked_for, module, name in ((docx, "docx", "Word"), (pptx, "pptx", "PowerPoint")):
        if is_asked_for and find_spec(module) is None:
            raise missing_extra(name)
