"""JSON: streamed, exact, and never half-read in silence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from postmortem.errors import MalformedExport
from postmortem.model import Reject
from postmortem.sources import Export, Options
from postmortem.sources.objects.documents import elements, objects

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def export_of(tmp_path: Path) -> Any:
    def make(text: str | bytes) -> Export:
        path = tmp_path / "sample.json"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Export(path)

    return make


def read(export: Export) -> list[Any]:
    return list(objects(export, Options()))


def test_an_array_gives_its_elements_with_their_numbers(export_of: Any) -> None:
    assert read(export_of('[{"a": 1},\n {"a": 2}]')) == [(1, {"a": 1}), (2, {"a": 2})]


def test_lines_give_objects_with_their_lines(export_of: Any) -> None:
    assert read(export_of('{"a": 1}\n\n{"a": 2}\n')) == [(1, {"a": 1}), (3, {"a": 2})]


def test_one_object_over_many_lines_is_one_object(export_of: Any) -> None:
    assert read(export_of('{\n "a": {\n  "b": 1}\n}\n')) == [(1, {"a": {"b": 1}})]


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_truncated_array_is_refused_and_not_half_read(export_of: Any, cut: int) -> None:
    text = json.dumps([{"id": str(n), "text": "kaffe ☕"} for n in range(9)])
    with pytest.raises(MalformedExport, match="not whole JSON"):
        read(export_of(text[:-cut]))


def test_a_truncated_last_line_is_a_reject(export_of: Any) -> None:
    good, bad = read(export_of('{"a": 1}\n{"a": '))
    assert good == (1, {"a": 1})
    assert isinstance(bad, Reject)
    assert bad.line == 2


def test_a_broken_line_costs_one_line(export_of: Any) -> None:
    found = read(export_of('{"a": 1}\n{"a": NaN}\nnonsense\n[1]\n{"a": 2}\n'))
    assert [item.line for item in found if isinstance(item, Reject)] == [2, 3, 4]
    assert [item[1]["a"] for item in found if not isinstance(item, Reject)] == [1, 2]


@pytest.mark.parametrize("text", ['[{"a": 1}][{"a": 2}]', '[{"a": 1}] x', '[{"a": NaN}]', "[1,,2]"])
def test_what_is_no_json_is_refused(export_of: Any, text: str) -> None:
    with pytest.raises(MalformedExport):
        read(export_of(text))


def test_whole_numbers_of_any_length_keep_every_digit(export_of: Any) -> None:
    long = "12345678901234567890123456789012345678"
    assert read(export_of(f'{{"id": {long}}}\n{{"id": 1}}\n'))[0] == (1, {"id": int(long)})
    assert read(export_of(f'[{{"id": {long}}}]')) == [(1, {"id": int(long)})]


def test_half_a_character_does_not_lose_its_line(export_of: Any) -> None:
    (found,) = read(export_of('{"text": "caf\\ud83d"}\n'))
    assert found == (1, {"text": "caf\ud83d"})


def test_a_byte_order_mark_changes_nothing(export_of: Any) -> None:
    assert read(export_of('\ufeff[{"a": 1}]')) == [(1, {"a": 1})]
    assert read(export_of('\ufeff{"a": 1}\n')) == [(1, {"a": 1})]
    assert read(export_of('[{"a": "å"}]'.encode("utf-16"))) == [(1, {"a": "å"})]


def test_an_element_larger_than_a_piece_is_whole(export_of: Any) -> None:
    long = "x" * 700_000
    assert read(export_of(json.dumps([{"a": long}, {"a": 2}])))[0] == (1, {"a": long})


def test_a_path_leads_to_an_array_wherever_it_stands(export_of: Any) -> None:
    export = export_of('{"a": [1], "data": {"x": {}, "children": [{"b": 1}, {"b": 2}]}, "z": 0}')
    found = list(elements(export, Options(), "data", "children"))
    assert found == [(1, {"b": 1}), (2, {"b": 2})]


def test_a_path_that_is_not_there_gives_nothing(export_of: Any) -> None:
    assert list(elements(export_of('{"a": null}'), Options(), "b")) == []
    assert list(elements(export_of('{"b": null}'), Options(), "b")) == []


def test_a_script_of_an_x_archive_is_json_behind_its_assignment(export_of: Any) -> None:
    export = export_of('window.YTD.tweets.part0 = [ {"a": 1} ];\n')
    assert list(elements(export, Options())) == [(1, {"a": 1})]


def test_nesting_without_end_is_refused_at_once(export_of: Any) -> None:
    with pytest.raises(MalformedExport, match=r"too deeply|cut off"):
        list(elements(export_of("[" * 100_000), Options()))


@pytest.mark.parametrize(
    "text",
    [
        '{"id": "1", "id": "2"}\n{"id": "3"}\n',
        '{"a": {"b": {"id": 1, "x": [], "id": 2}}}\n{"id": "3"}\n',
        '[{"id": "1", "id": "2"}, {"id": "3"}]',
        '[{"a": [{"id": 1, "id": 1}]}, {"id": "3"}]',
        '{"id": "1", "text": "a\\u003a b", "id": "2"}\n{"id": "3"}\n',
    ],
)
def test_a_key_said_twice_costs_its_object(export_of: Any, text: str) -> None:
    refused, kept = read(export_of(text))
    assert isinstance(refused, Reject)
    assert (refused.line, refused.reason) == (1, "a key stands twice in one object")
    assert kept == (2, {"id": "3"})


@pytest.mark.parametrize("packed", [False, True])
def test_texts_that_look_like_keys_are_no_keys(export_of: Any, packed: bool) -> None:
    value = {
        "a": 'say "id": 1, "id": 2', "b": [{"a": "\\"}, {"a": '":'}], '"c\\': {"a": None},
        "long": 2**70, "half": "\ud83d",
    }  # fmt: skip
    text = json.dumps([value]) if packed else f"{json.dumps(value)}\n{json.dumps(value)}\n"
    assert read(export_of(text))[0] == (1, value)


def test_a_line_nested_deeper_than_python_can_follow_costs_no_other(export_of: Any) -> None:
    deep = '{"id": "2", "x": ' + "[" * 1_000 + "]" * 1_000 + "}"
    found = read(export_of(f'{{"id": "1"}}\n{deep}\n{{"id": "3"}}\n'))
    assert [line for line, _ in (item for item in found if not isinstance(item, Reject))][::2] == [
        1,
        3,
    ]
