"""A classifier somebody brings is read by its own labels, and refused when they say nothing."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import pytest

from postmortem.errors import UsageError
from postmortem.score import engine

if TYPE_CHECKING:
    from pathlib import Path

onnxruntime = pytest.importorskip("onnxruntime", reason="needs the onnx extra")
tokenizers = pytest.importorskip("tokenizers", reason="needs the onnx extra")

VOCABULARY = {"[PAD]": 0, "[UNK]": 1, "bra": 2, "dårlig": 3, "@user": 4}
WEIGHTS = [[0, 0, 0], [0, 1, 0], [0, 0, 4], [4, 0, 0], [0, 0, 0]]
"""What each word adds to the logits of the labels."""


def field(number: int, content: bytes | int | str) -> bytes:
    """Return one field of a protocol buffer."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    raw = content.encode() if isinstance(content, str) else content
    return varint(number << 3 | 2) + varint(len(raw)) + raw


def varint(number: int) -> bytes:
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def tensor(name: str, kind: int, shape: list[int], raw: bytes) -> bytes:
    dims = b"".join(field(1, size) for size in shape)
    return dims + field(2, kind) + field(8, name) + field(9, raw)


def value(name: str, kind: int, shape: list[str | int]) -> bytes:
    dims = b"".join(field(1, field(1 if isinstance(d, int) else 2, d)) for d in shape)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, dims)))


def tiny_model() -> bytes:
    """Return a classifier that adds up the weights of the words: Gather, ReduceSum."""
    flat = [weight for row in WEIGHTS for weight in row]
    weights = tensor("weights", 1, [len(WEIGHTS), 3], struct.pack(f"<{len(flat)}f", *flat))
    axes = tensor("axes", 7, [1], struct.pack("<q", 1))
    gather = field(1, "weights") + field(1, "input_ids") + field(2, "each") + field(4, "Gather")
    keep = field(1, "keepdims") + field(3, 0) + field(20, 2)
    add = field(1, "each") + field(1, "axes") + field(2, "logits") + field(4, "ReduceSum")
    graph = (
        field(1, gather)
        + field(1, add + field(5, keep))
        + field(2, "tiny")
        + field(5, weights)
        + field(5, axes)
        + field(11, value("input_ids", 7, ["batch", "length"]))
        + field(11, value("attention_mask", 7, ["batch", "length"]))
        + field(12, value("logits", 1, ["batch", 3]))
    )
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 13))


def folder_with(tmp_path: Path, labels: list[str]) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(tiny_model())
    words = tokenizers.models.WordLevel(VOCABULARY, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(words)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {"id2label": dict(enumerate(labels)), "pad_token_id": 0}
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def test_labels_are_read_in_the_models_order(tmp_path: Path) -> None:
    folder_with(tmp_path, ["negative", "neutral", "positive"])
    chosen = engine("onnx:tiny", languages=["nb"], folder=tmp_path)
    scores = chosen.score(["bra", "dårlig", "bra dårlig", "flyet er bra i dag", ""])
    good, bad, both, long, empty = scores.compound.tolist()
    assert good == -bad > 0.9
    assert both == 0
    assert 0 < long < good
    assert empty == 0
    assert chosen.languages == frozenset({"no"})
    assert chosen.id.startswith("onnx@1+")


def test_labels_the_other_way_round_turn_the_score(tmp_path: Path) -> None:
    folder_with(tmp_path, ["Positive", "Neutral", "Negative"])
    chosen = engine("onnx:tiny", languages=["nb"], folder=tmp_path)
    assert chosen.score(["bra"]).compound[0] < -0.9


def test_a_text_scores_the_same_alone_and_among_longer_ones(tmp_path: Path) -> None:
    folder_with(tmp_path, ["negative", "neutral", "positive"])
    chosen = engine("onnx:tiny", languages=["nb"], folder=tmp_path)
    among = chosen.score(["bra", *("dårlig bra ja " * n for n in range(1, 80))]).compound
    assert among[0] == chosen.score(["bra"]).compound[0]


@pytest.mark.parametrize("labels", [["LABEL_0", "LABEL_1", "LABEL_2"], ["neutral"] * 3])
def test_labels_that_say_nothing_are_not_guessed(tmp_path: Path, labels: list[str]) -> None:
    folder_with(tmp_path, labels)
    with pytest.raises(UsageError, match="cannot be guessed"):
        engine("onnx:tiny", languages=["nb"], folder=tmp_path)


def test_a_model_that_is_none_is_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, ["negative", "neutral", "positive"])
    (folder / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(UsageError, match="cannot be loaded"):
        engine("onnx:tiny", languages=["nb"], folder=tmp_path)
