"""Delimited text: each line is part of a row or of a reject, and one bad row costs one row."""

from __future__ import annotations

import csv
import io
import random

import pytest

from postmortem.errors import MalformedExport
from postmortem.model import Reject
from postmortem.sources.delimited.rows import Row, Rows


def rows_of(text: str, *wanted: str) -> list[Row | Reject]:
    return list(Rows(io.StringIO(text, newline=""), wanted, "sample.csv"))


def rejects(found: list[Row | Reject]) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in found if isinstance(row, Reject)]


def accepted(found: list[Row | Reject]) -> list[tuple[int, list[str]]]:
    return [row for row in found if not isinstance(row, Reject)]


def test_rows_know_the_line_they_begin_on() -> None:
    found = rows_of('id,text\n1,"a\nb"\n2,c\n')
    assert found == [(2, ["1", "a\nb"]), (4, ["2", "c"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_may_end_in_any_way_with_line_feeds_inside_quotes(end: str) -> None:
    found = rows_of(f'id,text{end}1,"a\nb"{end}2,c{end}')
    assert [cells for _, cells in accepted(found)] == [["1", "a\nb"], ["2", "c"]]


def test_a_bare_cr_in_a_text_ends_no_row_where_rows_end_with_lf() -> None:
    found = rows_of('id,text\n1,one\r\rtwo\n2,"a\rb\nc"\n3,end\r')
    assert accepted(found) == [(2, ["1", "one\r\rtwo"]), (3, ["2", "a\rb\nc"]), (5, ["3", "end"])]


def test_a_row_that_begins_with_a_hash_is_a_row() -> None:
    assert accepted(rows_of("text,id\n#kaffe,1\n")) == [(2, ["#kaffe", "1"])]


def test_a_truncated_last_row_is_one_reject_with_its_line() -> None:
    found = rows_of('id,text\n1,whole\n2,"cut off\nin the middle\nof a')
    assert accepted(found) == [(2, ["1", "whole"])]
    assert rejects(found) == [(3, "the row is cut off inside a quoted field")]


def test_a_stray_quote_costs_its_row_and_not_the_rest() -> None:
    found = rows_of('id,text\n1,"never closed\n2,fine\n3,fine\n4,"also ""fine"""\n')
    assert [line for line, _ in rejects(found)] == [2]
    assert [cells[0] for _, cells in accepted(found)] == ["2", "3", "4"]


def test_thousands_of_broken_rows_behind_an_open_quote_are_given_up_line_by_line() -> None:
    broken = '2,"a"b,c\n' * 3_000
    found = rows_of(f'id,text,day\n1,"never closed\n{broken}3,fine,x\n')
    assert accepted(found) == [(3_003, ["3", "fine", "x"])]


def test_a_text_that_lost_its_first_quote_does_not_fall_apart_into_cells() -> None:
    found = rows_of('id,text,likes\n1,"a, ""b"", c",3\n2"a, ""b"", c\n3,"say """"",1\n')
    assert [cells for _, cells in accepted(found)] == [
        ["1", 'a, "b", c', "3"],
        ["3", 'say ""', "1"],
    ]
    assert rejects(found) == [(3, "a quote opens or closes no field")]


def test_a_wrong_number_of_fields_is_said() -> None:
    found = rows_of("id,text,likes\n1,a\n2,b,3\n4,c,5,6\n")
    assert rejects(found) == [
        (2, "2 fields where the header has 3"),
        (4, "4 fields where the header has 3"),
    ]


def test_a_reject_keeps_the_lines_of_its_row() -> None:
    (reject,) = rows_of('id,text\n1,"a\nb",c\n')
    assert isinstance(reject, Reject)
    assert reject.text == '1,"a\nb",c'


def test_blank_lines_are_no_rows() -> None:
    assert len(rows_of("id,text\n\n1,a\n\n")) == 1


def test_the_header_may_lie_below_a_preamble() -> None:
    found = rows_of("Report:;Mentions\n\nBrand:;Nordlys\nDate;Full Text\n1;a, b\n", "Full Text")
    assert found == [(5, ["1", "a, b"])]


def test_a_column_that_is_not_there_refuses_the_file() -> None:
    with pytest.raises(MalformedExport, match="no column likes"):
        rows_of("id,text\n1,a\n", "likes")


def test_two_columns_of_a_name_that_matters_refuse_the_file() -> None:
    with pytest.raises(MalformedExport, match="two columns are named text"):
        rows_of("id,text,Text\n1,a,b\n", "text")


def test_ids_keep_every_digit_and_every_zero() -> None:
    found = accepted(rows_of("id,text\n00123,a\n1234567890123456789012345678901234567890,b\n"))
    assert [cells[0] for _, cells in found] == [
        "00123",
        "1234567890123456789012345678901234567890",
    ]


@pytest.mark.parametrize("seed", range(20))
def test_no_damage_makes_a_line_vanish(seed: int) -> None:
    """Every line is in a row, in a reject, or blank, wherever quotes and commas are planted."""
    chance = random.Random(seed)
    lines = [f'{n},"text {n}",{n * 3}' for n in range(60)]
    for _ in range(12):
        at = chance.randrange(len(lines))
        spot = chance.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:spot] + chance.choice('",\n') + lines[at][spot:]
    text = "id,text,likes\n" + "\n".join(lines) + "\n"
    found = rows_of(text)
    starts = [row.line if isinstance(row, Reject) else row[0] for row in found]
    assert starts == sorted(set(starts))
    whole = [f'{n},"text {n}",{n * 3}' for n in range(60)]
    kept = {f'{cells[0]},"{cells[1]}",{cells[2]}' for _, cells in accepted(found)}
    lost = [line for line in whole if line in lines and line not in kept]
    assert len(lost) <= 12, "a planted quote may cost a neighbour, never the rest of the file"


TEXTS = (
    "plain",
    "with, comma",
    'with "quote"',
    "two\nlines",
    "#hash",
    "æøå ☕",
    'a, "b", c\nd',
    '5" pipe',
)


@pytest.mark.parametrize("seed", range(150))
def test_damage_to_one_row_makes_no_other_wrong(seed: int) -> None:
    """One character planted or gone: other rows are read exactly, or rejected, never changed."""
    chance = random.Random(seed)
    truth = [[str(n), f"{chance.choice(TEXTS)}{n}", str(n * 7)] for n in range(30)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["id", "text", "likes"], *truth])
    text = out.getvalue()
    at = chance.randrange(15, len(text))
    planted = text[:at] + chance.choice('",\n') + text[at:]
    damaged = planted if chance.random() < 0.7 else text[:at] + text[at + 1 :]
    read = [cells for _, cells in accepted(rows_of(damaged))]
    near = _row_at(truth, text.count("\n", 0, at) + 1)
    assert all(set(row) & set(near) for row in read if row not in truth)
    assert sum(row in read for row in truth) >= len(truth) - 3


def _row_at(truth: list[list[str]], line: int) -> list[str]:
    """Return the row that a line of the file is part of; the header is line 1."""
    last = 1
    for row in truth:
        last += row[1].count("\n") + 1
        if line <= last:
            return row
    return truth[-1]


def test_cells_missing_at_the_end_of_a_row_are_empty() -> None:
    text = "id,when,text,likes,place\n1,mon,one,2,Oslo\n2,tue,two\n3,wed,three,4\n4,thu,four,1,B\n"
    rows = Rows(io.StringIO(text, newline=""), ("id", "when", "text"), "sample.csv")
    assert accepted(list(rows)) == [
        (2, ["1", "mon", "one", "2", "Oslo"]),
        (3, ["2", "tue", "two", "", ""]),
        (4, ["3", "wed", "three", "4", ""]),
        (5, ["4", "thu", "four", "1", "B"]),
    ]
    assert rows.short_rows == 2


def test_a_text_that_an_unquoted_line_break_parts_is_no_short_row() -> None:
    found = rows_of("id,text,likes,views\n1,one,2,3\n2,begins\nand ends,4,5\n3,three,1,1\n", "text")
    assert [cells[0] for _, cells in accepted(found)] == ["1", "3"]
    assert [line for line, _ in rejects(found)] == [3, 4]


def test_a_last_row_that_ends_in_the_middle_of_a_line_is_no_short_row() -> None:
    found = rows_of("id,text,likes\n1,one,2\n2,two", "id", "text")
    assert rejects(found) == [(3, "the file ends inside this row: it was cut off")]


def test_a_row_that_lacks_what_is_needed_is_no_short_row() -> None:
    assert rejects(rows_of("id,text,likes\n1\n2,two,3\n", "id", "text"))[0][0] == 2


@pytest.mark.parametrize("seed", range(20))
def test_quotes_behind_backslashes_are_read_wherever_a_row_needs_it(seed: int) -> None:
    """What MySQL writes: as many texts come out as went in, beside rows of the usual kind."""
    rng = random.Random(seed)
    parts = ['"', "a\nb", "a, b", "a", "ø", "; ", "b"]
    texts = ["".join(rng.choices(parts, k=rng.randint(0, 12))) + "x" for _ in range(60)]
    lines = [
        f'{at},"{text.replace(chr(34), mark + chr(34))}","{at}"'
        for at, text in enumerate(texts)
        for mark in [rng.choice(["\\", '"'])]
    ]
    found = rows_of("id,text,likes\n" + "\n".join(lines) + "\n", "id", "text")
    by_id = {cells[0]: cells[1] for _, cells in accepted(found)}
    assert {at: text for at, text in by_id.items() if texts[int(at)] != text} == {}
    assert len(by_id) >= 55


def test_a_quote_inside_a_cell_that_a_later_cell_closes_is_a_lost_delimiter() -> None:
    text = (
        'id,kind,text,name\n1,vest"warm, but wet.",bo\n2,6\' 2",27" tall,ann\n3,a "b" c,d "e",cy\n'
    )
    found = rows_of(text, "id", "text")
    assert rejects(found) == [(2, "a quote opens or closes no field")]
    assert [cells[0] for _, cells in accepted(found)] == ["2", "3"]


@pytest.mark.parametrize("mark", [";", "|", "\t"])
def test_one_text_full_of_another_mark_does_not_change_the_delimiter(mark: str) -> None:
    found = rows_of(f'id,text,name\n1,"{mark.join("abcdefgh")}",ann\n2,fine,bo\n', "text", "name")
    assert [cells[2] for _, cells in accepted(found)] == ["ann", "bo"]


def test_a_line_longer_than_any_row_costs_that_row() -> None:
    found = rows_of(f"id,text\n1,one\n2,{'x' * (2**24 + 5)}\n3,three\n", "id", "text")
    assert [cells[0] for _, cells in accepted(found)] == ["1", "3"]
    assert [line for line, _ in rejects(found)] == [3]


def test_a_header_of_many_columns_is_read_in_time_that_grows_with_it() -> None:
    names = [f"c{at}" for at in range(20_000)]
    rows = Rows(io.StringIO(",".join(names) + "\n", newline=""), ("c7", "c19999"), "wide.csv")
    assert len(rows.columns) == 20_000
