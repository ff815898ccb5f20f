"""An export is its content, however it is packed and whatever it is called."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
import zstandard

from postmortem.errors import MalformedExport, UnrecognisedExport, UsageError
from postmortem.model import Post
from postmortem.sources import Export, Options, exports, peek_at, source_for

TEXT = "id,created_at,text,author\n1,2024-05-01T10:00:00Z,hei på deg,solsiv\n"


def posts(path: Path, **options: str) -> list[Post]:
    (export,) = exports(path)
    records = source_for(export).read(export, Options(**options))  # type: ignore[arg-type]
    return [record for record in records if isinstance(record, Post)]


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "posts.csv"
    path.write_text(TEXT, "utf-8")
    return path


def packed(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / f"posts.csv.{kind}"
    if kind == "gz":
        path.write_bytes(gzip.compress(TEXT.encode()))
    elif kind == "zst":
        parameters = zstandard.ZstdCompressionParameters(window_log=31, enable_ldm=False)
        packer = zstandard.ZstdCompressor(compression_params=parameters)
        path.write_bytes(packer.compress(TEXT.encode()))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("posts.csv", TEXT)
    return path


@pytest.mark.parametrize("kind", ["gz", "zst", "zip"])
def test_packing_changes_neither_posts_nor_hash(plain: Path, tmp_path: Path, kind: str) -> None:
    path = packed(tmp_path, kind)
    assert posts(path) == posts(plain)
    (one,), (other,) = exports(path), exports(plain)
    assert one.sha256() == other.sha256()


def test_a_zip_of_files_names_each(tmp_path: Path) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b/two.csv", TEXT)
        archive.writestr("one.csv", TEXT)
        archive.writestr("__MACOSX/._one.csv", "x")
    assert [export.name for export in exports(path)] == ["week.zip!b/two.csv", "week.zip!one.csv"]


def test_a_folder_gives_its_files_in_order_and_leaves_hidden_ones(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    (folder / "x").mkdir(parents=True)
    for name in ("b.csv", "a.csv", "x/c.csv", ".DS_Store"):
        (folder / name).write_text(TEXT, "utf-8")
    assert [export.name for export in exports(folder)] == [
        "inbox/a.csv",
        "inbox/b.csv",
        "inbox/x/c.csv",
    ]


def test_an_archive_inside_a_folder_is_one_export(tmp_path: Path) -> None:
    data = tmp_path / "inbox" / "my-x" / "data"
    data.mkdir(parents=True)
    (data / "tweets.js").write_text("window.YTD.tweets.part0 = [ ]", "utf-8")
    (data / "account.js").write_text("window.YTD.account.part0 = [ ]", "utf-8")
    (tmp_path / "inbox" / "a.csv").write_text(TEXT, "utf-8")
    found = list(exports(tmp_path / "inbox"))
    assert [export.name for export in found] == ["inbox/a.csv", "inbox/my-x"]
    assert found[1].members == ("data/account.js", "data/tweets.js")


def test_a_folder_that_links_lead_back_to_gives_its_files_once(plain: Path, tmp_path: Path) -> None:
    for name in ("0-up", "1-up"):
        (tmp_path / name).symlink_to(tmp_path)
    assert [export.path for export in exports(tmp_path)] == [plain]


def test_what_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        list(exports(tmp_path / "nothing.csv"))


def test_standard_input_is_an_export(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(TEXT.encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    (export,) = exports(Path("-"))
    assert export.name == "-"
    assert [r.text for r in source_for(export).read(export, Options()) if isinstance(r, Post)] == [
        "hei på deg"
    ]


@pytest.mark.parametrize(
    ("encoding", "letters"),
    [
        ("utf-8", "på — ‘deg’"),
        ("utf-8-sig", "på — ‘deg’"),
        ("utf-16", "på — ‘deg’"),
        ("utf-16-le", "på — ‘deg’"),
        ("cp1252", "på — ‘deg’ så nå"),
        ("mac_roman", "don’t “say” så…"),
    ],
)
def test_text_is_read_in_its_encoding(tmp_path: Path, encoding: str, letters: str) -> None:
    path = tmp_path / "posts.csv"
    path.write_bytes(TEXT.replace("hei på deg", letters).encode(encoding))
    assert [post.text for post in posts(path)] == [letters]


def test_a_late_byte_decides_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    more = "".join(f"{n},2024-05-01T10:00:00Z,plain words,a\n" for n in range(2, 9000))
    path.write_bytes((TEXT.replace("å", "a") + more + "9000,2024-05-01,så,b\n").encode("cp1252"))
    assert posts(path, tz="UTC")[-1].text == "så"


@pytest.mark.parametrize(
    "letter",
    [
        *(b"a", "é".encode(), "☕".encode(), "📍".encode(), b"\xf0\x9f\x93x", b"\xed\xa0\xbd"),
        *(b"\xc0\x80", b"\xe0\x80\x80", b"\xf4\x90\x80\x80", b"\x80", b"\xff"),
    ],
)
@pytest.mark.parametrize("rest", [b"", b"and more than another chunk"])
def test_chunks_do_not_change_the_encoding(
    letter: bytes, rest: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for before in range(8, 17):
        for cut in range(len(letter)):
            content = b"a" * before + letter[: len(letter) - cut] + rest
            path = tmp_path / f"{before}-{cut}.csv"
            path.write_bytes(content)
            whole = Export(path).encoding()
            with monkeypatch.context() as small:
                small.setattr("postmortem.sources.export._CHUNK", 8)
                assert Export(path).encoding() == whole, content


def test_an_encoding_that_a_person_says_is_checked(tmp_path: Path, plain: Path) -> None:
    assert posts(plain, encoding="utf-8")[0].text == "hei på deg"
    with pytest.raises(MalformedExport, match="is not ascii"):
        posts(plain, encoding="ascii")
    with pytest.raises(UsageError, match="no such encoding"):
        posts(plain, encoding="utf-nine")


def test_a_gzip_bomb_is_refused_soon(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv.gz"
    path.write_bytes(gzip.compress(TEXT.encode() + b"0" * 50_000_000))
    (export,) = exports(path)
    with pytest.raises(MalformedExport, match="far more than its size"):
        export.sha256()


def test_a_zip_bomb_is_refused_soon(tmp_path: Path) -> None:
    path = tmp_path / "posts.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("posts.csv", TEXT + "0" * 50_000_000)
    (export,) = exports(path)
    with pytest.raises(MalformedExport, match="far more than its size"):
        export.sha256()


def test_a_zip_with_two_files_of_a_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "posts.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("posts.csv", TEXT)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("posts.csv", TEXT)
    with pytest.raises(MalformedExport, match="same name"):
        list(exports(path))


@pytest.mark.parametrize("kind", ["gz", "zst", "zip"])
def test_a_truncated_pack_is_refused_with_a_cure(tmp_path: Path, kind: str) -> None:
    path = packed(tmp_path, kind)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(MalformedExport, match="again"):
        [export.sha256() for export in exports(path)]


def test_nothing_is_unpacked_to_disk(tmp_path: Path) -> None:
    path = packed(tmp_path, "zip")
    before = sorted(tmp_path.rglob("*"))
    posts(path)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_unknown_file_names_the_nearest_source_and_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Post id,Date,Post Link,Impressions,Likes\n1,2,3,4,5\n", "utf-8")
    (export,) = exports(path)
    with pytest.raises(UnrecognisedExport, match="x-analytics-2024, but for Post text"):
        source_for(export)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\0", b"just words\n"])
def test_what_is_no_export_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "thing"
    path.write_bytes(content)
    (export,) = exports(path)
    with pytest.raises(UnrecognisedExport, match="no source reads this"):
        source_for(export)


def test_a_person_can_choose_the_source(plain: Path) -> None:
    export = Export(plain)
    assert source_for(export, "twarc-csv").name == "twarc-csv"
    with pytest.raises(UsageError, match="no such source"):
        source_for(export, "myspace")


def test_names_that_lead_out_of_a_zip_are_names_and_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "inbox" / "odd.zip"
    path.parent.mkdir()
    names = ["../../escaped.csv", "/absolute.csv", "a/../b.csv"]
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, TEXT)
    found = list(exports(path))
    assert sorted(export.name for export in found) == sorted(f"odd.zip!{name}" for name in names)
    for export in found:
        (post,) = [r for r in source_for(export).read(export, Options()) if isinstance(r, Post)]
        assert post.text == "hei på deg"
    assert [item.name for item in tmp_path.rglob("*")] == ["inbox", "odd.zip"]


def test_a_zip_with_a_password_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = packed(tmp_path, "zip")
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(MalformedExport, match="encrypted"):
        [peek_at(export) for export in exports(path)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF: export CSV, XLSX or JSON instead"),
    ],
)
@pytest.mark.parametrize("name", ["mentions.csv", "mentions.pdf"])
def test_a_file_that_can_hold_no_posts_is_refused_for_what_it_is(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (export,) = exports(path)
    for columns in ({}, {"text": "Message"}):
        with pytest.raises(UnrecognisedExport, match=f"{name}: {why}"):
            source_for(export, columns=columns)
