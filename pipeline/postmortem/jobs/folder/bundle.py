"""A report folder as one zip: what a wiki or an e-mail takes."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_bundle(target: Path) -> Path:
    """Pack the report at `target` beside it: Markdown, and the pictures and data it links to.

    The same report gives the same bytes: the times in the zip are fixed.
    """
    bundle = target.resolve().with_suffix(".zip")
    pictures, data = (target / "charts").glob("*.png"), (target / "data").glob("*.csv")
    members = [target / "report.md", *sorted(pictures), *sorted(data)]
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in members:
            name = path.relative_to(target).as_posix()
            archive.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), path.read_bytes())
    return bundle
