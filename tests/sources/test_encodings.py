"""Old encodings are read right or refused, and a guess is never kept to ourselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postmortem.errors import MalformedExport
from postmortem.model import Note, Post, Posts
from postmortem.sources import Options, exports, source_for

if TYPE_CHECKING:
    from pathlib import Path

RUSSIAN = "Кофе у вас холодный, а очередь длинная. Почему никто не отвечает на наши жалобы?"
JAPANESE = "コーヒーが冷たかったです。店員の対応もひどい。もう二度と行きません"
TEXTS = {
    "cp1251": RUSSIAN,
    "koi8-r": RUSSIAN,
    "koi8-u": "Кава холодна, а черга дуже довга. Чому ніхто не відповідає, якщо є питання?",
    "cp1253": "Ο καφές ήταν κρύος και η ουρά πολύ μεγάλη, δεν θα ξανάρθω",
    "cp1255": "הקפה היה קר והתור היה ארוך מאוד, לא נחזור לשם",
    "cp1256": "كانت القهوة باردة والطابور طويلا جدا ولن نعود",
    "cp874": "กาแฟเย็นและคิวยาวมาก ไม่กลับไปอีกแล้ว",
    "cp932": JAPANESE,
    "euc-jp": JAPANESE,
    "gb18030": "咖啡是冷的，服务员的态度也很差。再也不会去了",
    "big5": "咖啡是冷的，服務員的態度也很差。再也不會去了",
    "cp949": "커피가 차가웠어요. 직원도 불친절했습니다. 다시는 안 갑니다",
    "cp1250": "Kawa była zimna, a obsługa źle wychowana. Już nigdy tam nie pójdę, proszę o zwrot",
    "cp1254": "Kahve soğuktu ve sıra çok uzundu. Bir daha gelmeyeceğim; çalışan ilgisizdi, müşteri "
    "hakkını soran yok",
    "cp1257": "Kafija bija auksta un rinda bija ļoti gara, vairāk šeit nenākšu, žēl",
    "cp1252": "Kaffen var kald, og køen var lang – “aldri igjen”. Hvorfor svarer ingen på klagene?",
    "mac_roman": "Kaffen var kald, og køen var lang – “aldri igjen”. Ingen svarer på klagene",
}
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
HEADER = "tweet_id,created_at,text,user\n"
PLAIN = "".join(
    f"{n},2024-05-01T10:00:00Z,A plain line about coffee,somebody\n" for n in range(1, 300)
)


def reading(path: Path, encoding: str | None = None) -> tuple[list[str], dict[str, str]]:
    """Return the texts of a table and its notes by code."""
    (export,) = exports(path)
    records = list(source_for(export).read(export, Options(encoding=encoding)))
    notes = {record.code: record.text for record in records if isinstance(record, Note)}
    return [record.text for record in records if isinstance(record, Post)], notes


def outcome_of(path: Path) -> tuple[list[str], dict[str, str]] | str:
    """Return the reading of a table, or why it was refused."""
    try:
        return reading(path)
    except MalformedExport as error:
        return str(error)


def written(folder: Path, text: str, encoding: str, above: str = "") -> Path:
    path = folder / "posts.csv"
    table = f'{HEADER}{above}9999,2024-05-01T10:00:00Z,"{text}",somebody\n'
    path.write_bytes(table.encode(encoding))
    return path


@pytest.mark.parametrize("above", ["", PLAIN], ids=["alone", "below much English"])
@pytest.mark.parametrize("encoding", TEXTS)
def test_a_text_in_an_old_encoding_is_read_right_and_the_guess_is_told(
    encoding: str, above: str, tmp_path: Path
) -> None:
    texts, notes = reading(written(tmp_path, TEXTS[encoding], encoding, above))
    assert texts[-1] == TEXTS[encoding]
    assert "--encoding" in notes["encoding-guessed"]


@pytest.mark.parametrize("size", range(2, 24, 3))
@pytest.mark.parametrize("encoding", [name for name in TEXTS if name not in ("cp1250", "cp1254")])
def test_a_few_letters_are_read_right_or_refused_with_the_cure(
    encoding: str, size: int, tmp_path: Path
) -> None:
    text = TEXTS[encoding][:size].strip().replace(",", "")
    path = written(tmp_path, text, encoding, PLAIN)
    outcome = outcome_of(path)
    if isinstance(outcome, str):
        assert "--encoding" in outcome
        assert reading(path, encoding)[0][-1] == text
    else:
        texts, notes = outcome
        assert texts[-1] == text or "--encoding" in notes["encoding-guessed"]


@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, TEXTS["cp1256"], TEXTS["cp1252"]])
@pytest.mark.parametrize("encoding", UNICODE)
def test_unicode_is_read_without_a_guess_be_it_marked_or_not(
    text: str, encoding: str, tmp_path: Path
) -> None:
    texts, notes = reading(written(tmp_path, text, encoding))
    assert texts == [text]
    assert "encoding-guessed" not in notes


def test_utf_8_with_a_broken_letter_is_refused_and_not_read_as_another_encoding(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, RUSSIAN, "utf-8")
    content = path.read_bytes()
    path.write_bytes(content.replace("х".encode(), "х".encode()[:1], 1))
    with pytest.raises(MalformedExport, match="--encoding"):
        reading(path)


def test_json_in_an_old_encoding_says_so_too(tmp_path: Path) -> None:
    path = tmp_path / "posts.json"
    post = (
        '{"id": "3k", "author": "kunde", "created_utc": 1714557600, "subreddit": "kaffe", '
        f'"score": 3, "title": "{RUSSIAN}", "selftext": ""}}'
    )
    path.write_bytes(f"{post}\n".encode("cp1251"))
    texts, notes = reading(path)
    assert texts == [RUSSIAN]
    assert "cp1251" in notes["encoding-guessed"]


SAID = ("I can’t believe it", "the “best” jam – ever…", "well done 👍 and 🍓")
TONGUES = ("Срџба и бес због џема", RUSSIAN, "Đački hleb, џак брашна и „рђав“ џем")


@pytest.mark.parametrize("columns", [False, True])
@pytest.mark.parametrize("wrong", ["latin-1", "cp1251"])
def test_signs_of_single_rows_that_were_read_in_an_old_encoding_are_mended(
    tmp_path: Path, wrong: str, columns: bool
) -> None:
    broken = [text.encode().decode(wrong) for text in SAID]
    rows = [*SAID, *broken, *TONGUES]
    path = tmp_path / "mixed.csv"
    lines = (f'a{n}x,2024-05-01T10:00:0{n}Z,"{text}",ann{n}\n' for n, text in enumerate(rows))
    path.write_text(HEADER.replace("tweet_id", "id") + "".join(lines), "utf-8")
    (export,) = exports(path)
    source = source_for(export)
    assert source.read_columns
    found = (source.read_columns if columns else source.read)(export, Options())
    texts: dict[str, str] = {}
    for record in found:
        if isinstance(record, Posts):
            texts |= zip(*record.columns.select("post_id", "text"), strict=True)
        elif isinstance(record, Post):
            texts[str(record.post_id)] = record.text
    assert [texts[f"a{n}x"] for n in range(len(rows))] == [*SAID, *SAID, *TONGUES]
