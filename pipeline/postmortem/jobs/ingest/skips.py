"""What lies in an inbox and is no export: passed over by its name, or as private messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ABOUT_FILES = ("readme*", "read me*", "license*", "licence*", "changelog*", "*.md", "*.log")
OF_DESKTOPS = ("thumbs.db", "ehthumbs.db", "desktop.ini", "~$*", ".~lock.*", "*.lnk", "*.url")
OF_PEOPLE = ("*.toml", "*.py", "*.ipynb", "*.sh", "*.sql", "*.bak", "*~", "*.sha256", "*.md5")
PICTURES = (
    "*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp", "*.heic", "*.svg", "*.mp4", "*.mov", "*.webm",
    "*.mp3", "*.m4a", "*.vtt", "*.srt",
)  # fmt: skip
DEFAULT_SKIP = (*ABOUT_FILES, *OF_DESKTOPS, *OF_PEOPLE, *PICTURES)
"""Names of files that are no exports, whatever the case of their letters."""

_MOST_NAMES = 8

_PARTIAL = re.compile(r"\.(?:part|partial|crdownload|opdownload|filepart|aria2|download|tmp)$")
"""With what browsers and copying programs end the name of what is not whole yet."""


@dataclass(frozen=True, slots=True)
class NoExport:
    """A file of an inbox that was passed over, and what it is."""

    path: str
    what: str = "no exports by their names"


@dataclass(frozen=True, slots=True)
class SkipList:
    """Patterns of names; one with a `/` in it is held against the end of the path."""

    patterns: tuple[str, ...] = DEFAULT_SKIP

    def covers(self, name: str) -> bool:
        """Whether the file at `name`, perhaps in an archive (`a.zip!b.md`), is passed over.

        >>> SkipList().covers("inbox/README.txt"), SkipList().covers("inbox/posts.csv")
        (True, False)
        >>> SkipList(("drafts/*.csv",)).covers("inbox/drafts/posts.csv")
        True
        """
        parts = Path(name.replace("!", "/").lower()).parts
        for pattern in self.patterns:
            depth = pattern.count("/") + 1
            if fnmatchcase("/".join(parts[-depth:]), pattern.lower()):
                return True
        return False


def partial_download(path: Path) -> str | None:
    """Say that a file is not whole yet, as its name tells; None for any other name.

    >>> partial_download(Path("tweets.js")) is None
    True
    """
    if not _PARTIAL.search(path.name.lower()):
        return None
    return (
        "is a download or a copy that has not ended, as its name tells. Let it end, or start it "
        "again; if the file is whole, take this ending off its name."
    )


def list_no_exports(no_exports: Sequence[NoExport]) -> str:
    """Say in one line what was passed over, by what it is.

    >>> list_no_exports([NoExport("in/README.md"), NoExport("in/m.json", "private messages")])
    'Passed over: no exports by their names (in/README.md); private messages (in/m.json).'
    """
    kinds = sorted({each.what for each in no_exports})
    parts = []
    for kind in kinds:
        names = [each.path for each in no_exports if each.what == kind]
        more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
        parts.append(f"{kind} ({', '.join(names[:_MOST_NAMES])}{more})")
    return f"Passed over: {'; '.join(parts)}."
