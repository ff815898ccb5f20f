"""A transformer that a user brings, in a folder: `onnx:DIR`, with the `onnx` extra.

The folder holds `model.onnx`, `tokenizer.json` and `config.json`, as `optimum-cli export onnx` of a
text classifier writes them. The compound is the mean of the labels' values under the model's
probabilities: −1 for negative, 0 for neutral, 1 for positive, or five stars spread over −1…1. The
labels and their order are read from `config.json`; none is guessed. Links and mentions are given as
`http` and `@user`, as the models for posts were trained.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from postmortem.errors import UsageError
from postmortem.score.engines.interface import Scores

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

FILES = ("model.onnx", "tokenizer.json", "config.json")
_TEXTS_AT_A_TIME = 32
_LONGEST = 512
"""Tokens; what stands behind them is not read."""
_DIGITS = 4
"""The same text beside longer ones gives the same score only to about six digits."""
_VALUES = {"negative": -1.0, "neg": -1.0, "neutral": 0.0, "neu": 0.0, "positive": 1.0, "pos": 1.0}
_STARS = re.compile(r"([1-5]) stars?")
_LINK = re.compile(r"https?://\S+")
_MENTION = re.compile(r"(?<!\w)@\w+")


class OnnxEngine:
    """Scores with the classifier in `folder`; it is taken to read all of `languages`."""

    implementation = "onnxruntime"
    notes: tuple[str, ...] = ()

    def __init__(self, folder: Path, languages: frozenset[str]) -> None:
        for name in FILES:
            if not (folder / name).is_file():
                raise UsageError(
                    f"{folder}: no {name} in it. An onnx engine is a folder with "
                    f"{', '.join(FILES)}."
                )
        self._values = _label_values(folder / "config.json")
        self._session, self._tokenizer = _load(folder)
        self._inputs = [one.name for one in self._session.get_inputs()]
        self.lexicon_sha256 = _hash(folder, languages)
        self.id = f"onnx@1+{self.lexicon_sha256[:8]}"
        self.languages: frozenset[str] | None = languages

    def score(self, texts: Sequence[str]) -> Scores:
        """Return the compounds of `texts`. Every text is a hit: a model always has an opinion."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        compound = np.empty(len(texts))
        for first in range(0, len(order), _TEXTS_AT_A_TIME):
            places = order[first : first + _TEXTS_AT_A_TIME]
            compound[places] = self._compounds([texts[place] for place in places])
        return Scores(compound, np.ones(len(texts), np.int32))

    def _compounds(self, texts: list[str]) -> NDArray[np.float64]:
        plain = [_MENTION.sub("@user", _LINK.sub("http", text)) for text in texts]
        encodings = self._tokenizer.encode_batch(plain)
        columns = {
            "input_ids": [one.ids for one in encodings],
            "attention_mask": [one.attention_mask for one in encodings],
            "token_type_ids": [one.type_ids for one in encodings],
        }
        inputs = {name: np.array(columns[name], np.int64) for name in self._inputs}
        logits = np.asarray(self._session.run(None, inputs)[0], np.float64)
        if logits.shape != (len(texts), len(self._values)):
            raise UsageError(
                f"the model answers in shape {logits.shape}; one row of {len(self._values)} labels "
                "a text is needed. Export it as a text classifier."
            )
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        compound: NDArray[np.float64] = shares @ self._values / shares.sum(axis=1)
        return np.round(compound, _DIGITS) + 0.0  # no −0.0


def _load(folder: Path) -> tuple[Any, Any]:
    """Return the session and the tokenizer. One thread each way: the same sums every time."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise UsageError(
            "onnx engines need the onnx extra: pip install 'social-postmortem[onnx]'."
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # both raise types of their own, some of them bare
        raise UsageError(f"{folder}: cannot be loaded: {error}") from error
    foreign_inputs = {one.name for one in session.get_inputs()} - {
        "input_ids",
        "attention_mask",
        "token_type_ids",
    }
    if foreign_inputs:
        raise UsageError(
            f"{folder}: the model asks for {', '.join(sorted(foreign_inputs))}, not for text."
        )
    tokenizer.enable_truncation(_LONGEST)
    padding = tokenizer.padding or {}
    tokenizer.enable_padding(
        pad_id=padding.get("pad_id", _pad_id(folder)), pad_token=padding.get("pad_token", "[PAD]")
    )
    return session, tokenizer


def _pad_id(folder: Path) -> int:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    return int(config.get("pad_token_id") or 0)


def _label_values(config: Path) -> NDArray[np.float64]:
    """Return the value of each label, in the model's order."""
    try:
        labels = json.loads(config.read_text("utf-8"))["id2label"]
        names = [str(labels[str(place)]).lower() for place in range(len(labels))]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{config}: no id2label that names each label from 0 on.") from error
    values = [_value(label) for label in names]
    if None in values or len(set(values)) < 2:
        raise UsageError(
            f"{config}: id2label names {names}. Write negative, neutral, positive (or 1 star … 5 "
            "stars) in the model's order: which is which cannot be guessed."
        )
    return np.array(values, np.float64)


def _value(label: str) -> float | None:
    if stars := _STARS.fullmatch(label):
        return (int(stars[1]) - 3) / 2
    return _VALUES.get(label)


def _hash(folder: Path, languages: frozenset[str]) -> str:
    """Return the hash of the three files and of what they are taken to read, in hex."""
    whole = hashlib.sha256(",".join(sorted(languages)).encode())
    for name in FILES:
        with (folder / name).open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
