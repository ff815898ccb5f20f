"""Files that are called what no text can hold."""

from __future__ import annotations

import os
import sys

import pytest

from postmortem.jobs.ingest.paths import printable


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems take names in UTF-8 only")
def test_a_name_that_is_no_utf8_is_shown_with_escapes() -> None:
    assert printable(os.fsdecode(b"caf\xe9.csv")) == "caf\\xe9.csv"
    assert printable("café.csv") == "café.csv"
