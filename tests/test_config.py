"""What a person writes is read as meant, or refused with the line and the cure."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from postmortem.config import (
    Brand,
    Config,
    find_incident,
    incident_names,
    read_columns,
    read_config,
    read_incident,
)
from postmortem.config.countries import COUNTRIES
from postmortem.config.vocabulary import FIELDS
from postmortem.errors import UsageError
from postmortem.model import PLATFORMS, Incident
from postmortem.sources import sources
from postmortem.sources.delimited.layout import FIELDS as LAYOUT_FIELDS
from postmortem.sources.delimited.layout import WORDS as LAYOUT_WORDS

CONFIG = """\
[brand]
name = "Nordlys Kaffe"
accounts = ["x:@NordlysKaffe"]
timezone = "Europe/Oslo"
[[data]]
set = "nordlys"
inbox = ["inbox/nordlys/**/*"]
"""
INCIDENT = """\
title = "The ferry post"
began_at = 2026-03-12T14:20:00
posts = ["nordlys"]
[[event]]
kind = "apology"
at = 2026-03-14T09:00:00+01:00
[[event]]
kind = "denial"
at = 2026-03-13
precision = "day"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "postmortem.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents" / "ferry.toml").write_text(INCIDENT, "utf-8")
    return tmp_path


def test_the_nearest_config_upwards_applies(project: Path) -> None:
    deep = project / "a" / "b"
    deep.mkdir(parents=True)
    config = read_config(None, deep)
    assert config.root == project
    assert config.brand.accounts == ("x:nordlyskaffe",)


def test_without_a_file_the_defaults_apply(tmp_path: Path) -> None:
    config = Config(root=tmp_path)
    assert config.sentiment.engine == "vader"
    assert config.measure.margin == 0.05


def test_pyproject_may_hold_the_config(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.postmortem.brand]\nname = "N"\n', "utf-8")
    assert read_config(None, tmp_path).brand.name == "N"


def test_the_flag_beats_the_file_beats_the_default(tmp_path: Path) -> None:
    config = Config(root=tmp_path, store="from-file.duckdb")
    assert config.store_path(Path("flag.duckdb")) == Path("flag.duckdb")
    assert config.store_path(None) == tmp_path / "from-file.duckdb"
    assert Config(root=tmp_path).store_path(None) == tmp_path / "postmortem.duckdb"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            '[brand]\nnmae = "x"\n',
            r":2: brand.nmae: no such key; did you mean name\? Known here: .*accounts",
        ),
        ('[brand]\ntimezone = "Oslo"\n', r":2: brand.timezone: 'Oslo' is not a time zone"),
        ('[brand]\naccounts = ["thunder"]\n', r":2: brand.accounts.0: .*write platform:handle"),
        ('[sentiment]\nengine = "magic"\n', r":2: sentiment.engine: 'magic' is not an engine"),
        (
            '[brand]\ncountries = ["NO", "Norway"]\n',
            r":2: brand.countries.1: .*two letters, like NO",
        ),
        ('[brand]\ncountries = ["UK"]\n', r":2: brand.countries.0: .*did you mean GB\?"),
        ('[brand]\ncountries = ["EU"]\n', r":2: brand.countries.0: .*two letters, like NO"),
        ('[brand]\ncountries = ["ZZ"]\n', r":2: brand.countries.0: .*two letters, like NO"),
        ('[sentiment]\nlanguages = ["qqq"]\n', r":2: sentiment.languages.0: .*its tag, like en"),
        ('[sentiment]\nlanguages = ["und"]\n', r":2: sentiment.languages.0: .*its tag, like en"),
        ('[sentiment]\nlanguages = ["x-en"]\n', r":2: sentiment.languages.0: .*its tag, like en"),
        (
            '[sentiment]\nlanguages = ["english"]\n',
            r":2: sentiment.languages.0: .*its tag, like en",
        ),
        ("\n[brand\n", r"postmortem.toml:2: not valid TOML: .*column 7\)"),
        ('[brand]\nname = """x', r"postmortem.toml:2: not valid TOML"),
        ('[brnd]\nname = "x"\n', r":1: brnd: no such key; did you mean brand\?"),
        ('[privacy]\nretention = "a year"\n', r"write days, like 365d"),
        ('[[data]]\nset = "a"\n[[data]]\nset = "b"\nbox = 1\n', r":5: data.1.box: no such key"),
    ],
)
def test_a_wrong_config_names_its_line_and_cure(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "postmortem.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=complaint):
        read_config(None, tmp_path)


def test_the_countries_are_those_of_the_zone_database() -> None:
    table = (files("tzdata.zoneinfo") / "iso3166.tab").read_text("utf-8")
    assert {line[:2] for line in table.splitlines() if not line.startswith("#")} == COUNTRIES


@pytest.mark.parametrize("tag", ["en", "nb-NO", "zh-Hant", "yue", "nor", "pt-BR"])
def test_a_tag_of_a_language_is_taken(tmp_path: Path, tag: str) -> None:
    (tmp_path / "postmortem.toml").write_text(f'[sentiment]\nlanguages = ["{tag}"]\n', "utf-8")
    assert read_config(None, tmp_path).sentiment.languages == (tag,)


def test_an_incident_is_found_by_stem_and_read_in_the_brands_zone(project: Path) -> None:
    config = read_config(None, project)
    assert incident_names(config) == ["ferry"]
    incident = read_incident(find_incident("ferry", config), config)
    assert incident.id == "ferry"
    assert incident.began_at == datetime(2026, 3, 12, 13, 20, tzinfo=UTC)
    assert [event.kind for event in incident.events] == ["denial", "apology"]
    assert incident.events[0].at == datetime(2026, 3, 12, 23, 0, tzinfo=UTC)


def test_a_date_without_a_time_is_known_to_the_day(project: Path) -> None:
    path = project / "incidents" / "ferry.toml"
    path.write_text(
        'title = "t"\nbegan_at = 2026-03-12\n'
        '[[event]]\nkind = "apology"\nat = 2026-03-13\n'
        '[[event]]\nkind = "press"\nat = 2026-03-14\nprecision = "hour"\n'
        '[[event]]\nkind = "denial"\nat = 2026-03-15T08:00:00\n',
        "utf-8",
    )
    incident = read_incident(path, read_config(None, project))
    assert incident.precision == "day"
    assert [event.precision for event in incident.events] == ["day", "hour", "minute"]


def test_an_unknown_incident_lists_the_known_ones(project: Path) -> None:
    with pytest.raises(UsageError, match=r"no incidents/feery.toml .*There are: ferry"):
        find_incident("feery", read_config(None, project))


def test_a_complaint_proposes_only_keys_that_a_person_writes(tmp_path: Path) -> None:
    (tmp_path / "postmortem.toml").write_text("roof = 1\n", "utf-8")
    with pytest.raises(UsageError, match="no such key") as told:
        read_config(None, tmp_path)
    _, _, known = str(told.value).partition("Known here: ")
    assert known == "brand, columns, data, ingest, measure, privacy, sentiment."


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            'title = "t"\nbegun_at = 2026-03-12T14:20:00Z\n',
            r"odd.toml:2: begun_at: no such key; did you mean began_at\?",
        ),
        ('title = "t"\n', r"odd.toml:1: began_at: is missing"),
        ('title = "t"\nbegan_at = tomorrow\n', r"odd.toml:2: not valid TOML"),
        (
            "title = 't'\nbegan_at = 2026-03-12\n[[event]]\nkind = 'apology'\nwhen = 2026-03-13\n",
            r"odd.toml:5: event.0.when: no such key. Known here: at, kind",
        ),
    ],
)
def test_a_wrong_incident_names_its_line_and_the_key_that_was_meant(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "odd.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=complaint):
        read_incident(path, Config(root=tmp_path))


def test_a_time_without_any_zone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text('title = "t"\nbegan_at = 2026-03-12T14:20:00\n', "utf-8")
    with pytest.raises(UsageError, match=r"has no zone\. Write an offset"):
        read_incident(path, Config(root=tmp_path))


def test_a_number_is_no_time(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text('title = "t"\nbegan_at = 20260311\n', "utf-8")
    with pytest.raises(UsageError, match=r":2: began_at: write a TOML date and time"):
        read_incident(path, Config(root=tmp_path))
    path.write_text('title = "t"\nbegan_at = 2026-03-11T00:00:00Z\nevent = 3\n', "utf-8")
    with pytest.raises(UsageError, match=r":3: event"):
        read_incident(path, Config(root=tmp_path))


def test_twitter_is_x_and_a_table_without_platform_may_hold_own_posts() -> None:
    brand = Brand(accounts=("twitter:@United",))
    assert brand.accounts == ("x:united",)
    assert brand.own_accounts == ("x:united", "unknown:united")


def test_a_column_map_may_stand_in_its_own_table_or_bare(tmp_path: Path) -> None:
    path = tmp_path / "columns.toml"
    path.write_text('[columns]\ntext = "Message"\n', "utf-8")
    assert read_columns(path) == {"text": "Message"}
    path.write_text('text = "Message"\n', "utf-8")
    assert read_columns(path) == {"text": "Message"}
    path.write_text("text = 3\n", "utf-8")
    with pytest.raises(UsageError, match="a column map"):
        read_columns(path)


@pytest.mark.parametrize(
    ("line", "table", "said"),
    [
        ('accounts = ["twiter:foo"]', "[brand]", "did you mean twitter? Known: app-store, bluesky"),
        ('columns = {txt = "Words"}', '[[data]]\nset = "s"', "txt: no such field; did you mean"),
        ('txt = "Words"', "[columns]", "txt: no such field; did you mean text? There are: author"),
        ('margin = "0.05"', "[measure]", "measure.margin: Input should be a valid number"),
        ("hold_hours = true", "[measure]", "measure.hold_hours: Input should be a valid number"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_where_it_stands(
    line: str, table: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "postmortem.toml"
    path.write_text(f"{table}\n{line}\n", "utf-8")
    with pytest.raises(UsageError) as refused:
        read_config(path, tmp_path)
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"{path}:")


def test_whole_numbers_and_platforms_of_a_tables_own_are_taken(project: Path) -> None:
    said = 'accounts = ["x:@NordlysKaffe", "our-forum:nordlys"]'
    text = CONFIG.replace('accounts = ["x:@NordlysKaffe"]', said)
    (project / "postmortem.toml").write_text(text + "[measure]\nhold_hours = 12\n", "utf-8")
    config = read_config(None, project)
    assert config.brand.accounts == ("x:nordlyskaffe", "our-forum:nordlys")
    assert config.measure.hold_hours == 12


def test_an_incidents_platforms_are_known_by_other_names_and_slips_are_refused(
    project: Path,
) -> None:
    path = project / "incidents" / "ferry.toml"
    path.write_text('platforms = ["Twitter", "our-forum"]\n' + INCIDENT, "utf-8")
    assert read_incident(path, read_config(None, project)).platforms == ("x", "our-forum")
    path.write_text('platforms = ["x", "instagarm"]\n' + INCIDENT, "utf-8")
    with pytest.raises(UsageError, match=r"ferry\.toml:1: .*did you mean instagram\?"):
        read_incident(path, read_config(None, project))


def test_a_column_map_of_its_own_file_is_checked_too(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('[columns]\ntxt = "Words"\n', "utf-8")
    with pytest.raises(UsageError, match=r"map\.toml: \[columns\] txt: no such field"):
        read_columns(path)


def test_the_words_a_config_may_use_are_those_that_sources_know() -> None:
    assert set(PLATFORMS) == {source.platform for source in sources()} - {"any"}
    assert set(FIELDS) == {*LAYOUT_FIELDS, *LAYOUT_WORDS, "dates"}


def incident_at(folder: Path, moment: str, zone: str) -> Incident:
    path = folder / "night.toml"
    path.write_text(f'title = "Night"\nbegan_at = {moment}\n', "utf-8")
    return read_incident(path, Config(brand=Brand(name="B", timezone=zone), root=folder))


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        ("2026-10-25T02:30:00", "Europe/Oslo", r"twice.*02:30:00\+02:00 or .*02:30:00\+01:00"),
        ("2026-03-29T02:30:00", "Europe/Oslo", "did not exist"),
        ("2026-11-01T01:10:00", "America/New_York", "twice"),
        ("2026-04-05T01:45:00", "Australia/Lord_Howe", "twice"),
    ],
)
def test_a_time_that_the_clock_showed_twice_or_never_is_asked_for(
    tmp_path: Path, moment: str, zone: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        incident_at(tmp_path, moment, zone)


@pytest.mark.parametrize(
    ("moment", "zone"),
    [
        ("2026-10-25T03:00:00", "Europe/Oslo"),
        ("2026-10-25T02:30:00+01:00", "Europe/Oslo"),
        ("2026-10-25T02:30:00", "UTC"),
        ("2026-10-25", "Europe/Oslo"),
        ("2026-04-24", "Africa/Cairo"),
    ],
)
def test_any_other_time_is_read(tmp_path: Path, moment: str, zone: str) -> None:
    assert incident_at(tmp_path, moment, zone).began_at.tzinfo is not None
