"""The committed samples are what the generator writes, byte for byte."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pytest

from postmortem.files import folder
from postmortem.synthetic.__main__ import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path


@cache
def drawn(sample: str) -> dict[str, bytes]:
    return SAMPLES[sample]()


def unpacked(name: str, content: bytes) -> object:
    """Return what a file holds, whatever compressor wrote it."""
    if name.endswith(".gz"):
        return gzip.decompress(content)
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as members:
            return {entry.filename: members.read(entry) for entry in members.infolist()}
    return content


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_committed_files_are_what_the_generator_writes(sample: str) -> None:
    top = folder("sample_data") / sample
    committed = {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in top.rglob("*")
        if path.is_file()
    }
    assert sorted(committed) == sorted(drawn(sample))
    for name, content in committed.items():
        assert unpacked(name, content) == unpacked(name, drawn(sample)[name]), name


def test_the_generator_repeats_itself_to_the_byte_in_another_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "postmortem.synthetic", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    for sample in SAMPLES:
        for name, content in drawn(sample).items():
            assert (tmp_path / sample / name).read_bytes() == content, name


def test_writing_needs_one_folder() -> None:
    done = subprocess.run([sys.executable, "-m", "postmortem.synthetic"], capture_output=True)
    assert done.returncode == 2
    assert b"usage" in done.stderr


def test_the_samples_stay_small_enough_to_travel_with_the_code() -> None:
    sizes = [len(content) for sample in SAMPLES for content in drawn(sample).values()]
    assert sum(sizes) < 2_000_000


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_packed_file_holds_a_clock_reading(sample: str) -> None:
    for name, content in drawn(sample).items():
        if name.endswith(".gz"):
            assert content[4:8] == bytes(4), name
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as members:
                assert {entry.date_time[:3] for entry in members.infolist()} == {(2026, 4, 1)}


def test_every_sample_is_introduced() -> None:
    readme = (folder("sample_data") / "README.md").read_text("utf-8")
    assert all(f"`{sample}/`" in readme for sample in SAMPLES)
