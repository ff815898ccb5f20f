"""Text from the outside world, made harmless for Markdown and Slack."""

from __future__ import annotations

import re

from postmortem.wording import visible

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}
_MARKS = re.compile(r"([\\`*_{}\[\]|#~^$])")
_ACTIVE = re.compile(r"[&<>@]")
_LIST_START = re.compile(r"^([-+=]|\d{1,9}[.)])(?=\s|$|=|-)")
_SHORTCODE = re.compile(r":(?=[A-Za-z0-9+_-]+:)")
_WEB = re.compile(r"(?<=\bwww)\.", re.IGNORECASE)


def markdown_text(text: str) -> str:
    r"""Return one line that every Markdown reader shows as it is.

    Only what could act is escaped, so that the file stays pleasant to read raw.

    >>> markdown_text("a <b> ![x](http://y) *z*")
    'a &lt;b&gt; !\\[x\\](http:&#47;/y) \\*z\\*'
    """
    line = " ".join(visible(text).split())
    line = _ACTIVE.sub(lambda match: _ENTITIES[match[0]], line)
    # The entities' own & and # are spared: only characters of the text are marked.
    pieces = re.split(r"(&(?:amp|lt|gt|#64);)", line)
    line = "".join(p if index % 2 else _MARKS.sub(r"\\\1", p) for index, p in enumerate(pieces))
    line = line.replace("://", ":&#47;/")
    line = _WEB.sub("&#46;", line)
    line = _SHORTCODE.sub(r"\:", line)
    return _LIST_START.sub(_defuse, line)


def _defuse(match: re.Match[str]) -> str:
    mark = match[1]
    return f"\\{mark}" if len(mark) == 1 else f"{mark[:-1]}\\{mark[-1]}"


def slack_text(text: str) -> str:
    """Return one line without links, mentions or styles of its own for Slack's mrkdwn.

    >>> slack_text("<!channel> *now* & then")
    '&lt;!channel&gt; ∗now∗ &amp; then'
    """
    line = " ".join(visible(text).split())
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        line = line.replace(character, entity)
    # Slack has no escape for its marks; look-alikes cannot open a style.
    return line.translate({ord("*"): "∗", ord("_"): "ˍ", ord("~"): "∼", ord("`"): "ˋ"})
