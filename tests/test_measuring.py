"""From the store to the report: whose posts count, and what is said about the rest."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from postmortem.config import Brand, Config
from postmortem.errors import UsageError
from postmortem.jobs.review import measure_incident, needs_scoring, question
from postmortem.jobs.review.arrays import own_of
from postmortem.jobs.score import engine_for, score_store, scorer_for
from postmortem.model import REFERENCED, Event, Incident, Note, Post, Report
from postmortem.render import summary_json
from postmortem.store import Load, Privacy, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEGAN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NOW = datetime(2026, 4, 1, tzinfo=UTC)
APOLOGY = "We are sorry. This was our mistake and it should never have happened."
CONFIG = Config(brand=Brand(name="Nord", accounts=("x:nord",), timezone="Europe/Oslo"))
INCIDENT = Incident(
    id="joke",
    title="The joke",
    began_at=BEGAN,
    events=(Event(kind="apology", at=BEGAN + timedelta(hours=30), post="x:9001"),),
    sets=("nord",),
)


def post(number: int, hours: float, text: str, author: str, **said: object) -> Post:
    return Post(
        line=number,
        platform="x",
        post_id=str(number),
        posted_at=BEGAN + timedelta(hours=hours),
        text=text,
        author_id=author,
        author=author,
        lang="en",
        **said,  # type: ignore[arg-type]
    )


def crowd() -> Iterator[Post]:
    """Sixteen days of a few people an hour: content before, angry for two days, content again."""
    for number in range(16 * 24 * 2):
        hours = number / 2 - 10 * 24
        angry = 0 <= hours < 48
        tone = "terrible and awful coffee" if angry else "lovely coffee"
        yield post(number, hours, f"{tone} number {number % 97}", f"someone{number % 61}")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "p.duckdb"
    with Store.open(path, write=True) as opened:
        opened.adopt(Privacy("masked", frozenset({"nord"})))
        load(opened, "nord", crowd())
        load(opened, "nord", [post(9001, 30, APOLOGY, "nord", likes=3)])
        yield opened


def load(store: Store, name: str, posts: Iterator[Post] | list[Post]) -> None:
    found = list(posts)
    store.add(
        Load(path=f"{name}-{len(found)}.csv", sha256=f"{name}{len(found)}", now=NOW, set_name=name),
        iter(found),
    )


def measured(store: Store, incident: Incident = INCIDENT, config: Config = CONFIG) -> Report:
    score_store(store, config)
    return measure_incident(store, config, incident)


def test_the_brand_is_no_part_of_its_audience(store: Store) -> None:
    report = measured(store)
    assert report.data.own == 1
    assert report.data.audience == 16 * 24 * 2
    assert report.data.posts == report.data.audience + report.data.own


def test_a_thousand_reposts_of_the_apology_leave_the_mood_where_it_was(store: Store) -> None:
    before = measured(store)
    copies = [
        post(10_000 + n, 30 + n / 100, f"RT @nord: {APOLOGY}", f"fan{n}", kind="repost")
        for n in range(1024)
    ]
    load(store, "nord", copies)
    after = measured(store)
    assert after.data.set_aside == {"reposts_of_own": 0, "copies_of_own": 1024}
    assert after.measures.sentiment == before.measures.sentiment
    assert after.measures.windows == before.measures.windows


def test_posts_of_an_export_that_was_cut_are_not_counted(store: Store) -> None:
    cut = Note.of("export-capped", detail="Limit exceeded")
    assert measured(store).measures.volume.status != "insufficient_data"
    store.add(
        Load(path="cut.csv", sha256="cut", now=NOW, set_name="nord"),
        iter([*(post(20_000 + n, n / 9, "no coffee", f"cup{n}") for n in range(300)), cut]),
    )
    report = measured(store)
    assert report.measures.volume.status == "insufficient_data"
    told = {caveat.code: caveat.text for caveat in report.warnings}
    assert "cut.csv says itself that it is not whole." in told["volume-unusable"]
    assert "Limit exceeded" in told["export-capped"]


def test_what_many_files_say_is_said_once_with_their_number(store: Store) -> None:
    for day in range(9):
        note = Note.of("ids-unknown", n=1_000 + day)
        zone = Note.of("zone-assumed", n=7, detail=("UTC", "Europe/Oslo")[day > 6])
        store.add(
            Load(path=f"day{day}.csv", sha256=f"d{day}", now=NOW, set_name="nord"),
            iter([post(30_000 + day, day / 9, "no coffee", f"cup{day}"), note, zone]),
        )
    told = {caveat.code: caveat.text for caveat in measured(store).warnings}
    assert told["ids-unknown"] == (
        "9 files (day0.csv to day8.csv): Posts without an id, told apart by author, time and "
        "text: 9,036."
    )
    assert told["zone-assumed"] == (
        "7 files (day0.csv to day6.csv): Times without a zone, read as UTC: 49. "
        "day7.csv: Times without a zone, read as Europe/Oslo: 7. "
        "day8.csv: Times without a zone, read as Europe/Oslo: 7."
    )


def test_two_brands_never_mix_in_one_mean(store: Store) -> None:
    alone = measured(store)
    rival = [post(50_000 + n, n / 4 - 240, "worst tea ever", f"tea{n % 50}") for n in range(1500)]
    load(store, "rival", rival)
    beside = measured(store)
    assert beside.measures.sentiment == alone.measures.sentiment
    assert beside.data.audience == alone.data.audience


def test_posts_that_only_came_along_are_no_audience_unless_they_hold_the_words(
    store: Store,
) -> None:
    def audience(incident: Incident) -> int:
        asked = question.Question.of(store, CONFIG, incident, "none")
        return asked.audience().height

    unasked = replace(INCIDENT, sets=())
    before = audience(unasked)
    answered = [
        post(70_000 + n, n / 60, "what a wonderful concert", f"fan{n}", sets=(REFERENCED,))
        for n in range(90)
    ]
    store.add(Load(path="a.jsonl", sha256="a", now=NOW, default_set="nord"), iter(answered))
    assert audience(unasked) == before
    assert audience(replace(unasked, terms=("concert",))) == 90


def test_a_set_that_is_not_there_is_an_error_that_lists_those_that_are(store: Store) -> None:
    wrong = Incident(id="joke", title="t", began_at=BEGAN, sets=("nrod",))
    with pytest.raises(UsageError, match=r"no set 'nrod'. There are: nord"):
        measured(store, wrong)


@pytest.mark.parametrize(
    ("sets", "control"), [(("nord",), ("nord",)), ((), ("nord",)), (("nord", "tea"), ("tea",))]
)
def test_nothing_is_its_own_control(
    store: Store, sets: tuple[str, ...], control: tuple[str, ...]
) -> None:
    if "tea" in sets:
        load(store, "tea", [post(50_000, 1, "fine tea", "tea")])
    wrong = replace(INCIDENT, sets=sets, control=control)
    with pytest.raises(UsageError, match="control"):
        measured(store, wrong)


def test_sets_that_flow_together_unasked_are_named(store: Store) -> None:
    unasked = replace(INCIDENT, sets=())
    assert "sets-pooled" not in codes(measured(store, unasked))
    load(store, "tea", [post(50_000, 1, "fine tea", "tea")])
    told = {caveat.code: caveat.text for caveat in measured(store, unasked).warnings}
    assert "nord, tea" in told["sets-pooled"]
    assert "sets-pooled" not in codes(measured(store))


def test_posts_that_are_in_the_control_too_are_counted(store: Store) -> None:
    load(store, "tea", [post(50_000 + n, n - 240, "fine tea", f"t{n % 9}") for n in range(480)])
    against = replace(INCIDENT, control=("tea",))
    assert "control-overlaps" not in codes(measured(store, against))
    load(store, "nord", [post(50_000 + n, n - 240, "fine tea", f"t{n % 9}") for n in range(7)])
    told = {caveat.code: caveat.text for caveat in measured(store, against).warnings}
    assert told["control-overlaps"].startswith("7 posts")


def test_plain_figures_count_posts_that_are_in_no_set(tmp_path: Path) -> None:
    with Store.open(tmp_path / "p.duckdb", write=True) as bare:
        bare.add(Load(path="a.csv", sha256="a", now=NOW), crowd())
        score_store(bare, CONFIG)
        asked = {"engine": engine_for(CONFIG).id, "own_keys": []}
        phases = bare.rows("phase_summary", began_at=BEGAN.replace(tzinfo=None), **asked)
        assert phases.select("set_name", "posts").rows() == [(None, 480), (None, 288)]
        assert bare.rows("daily_sentiment", **asked)["posts"].sum() == 768


@pytest.mark.parametrize(("term", "is_told"), [("submarine", True), ("coffee", False)])
def test_terms_that_stand_nowhere_are_named(store: Store, term: str, is_told: bool) -> None:
    told = {
        caveat.code: caveat.text
        for caveat in measured(store, replace(INCIDENT, terms=(term,))).warnings
    }
    assert ("terms-unfound" in told) is is_told
    if is_told:
        assert term in told["terms-unfound"]
        assert "masked" in told["terms-unfound"]


def test_a_beginning_known_to_the_day_is_told(store: Store) -> None:
    assert "began-at-is-a-day" not in codes(measured(store))
    assert "began-at-is-a-day" in codes(measured(store, replace(INCIDENT, precision="day")))


def test_the_authors_of_what_is_scored_are_counted_apart(store: Store) -> None:
    norwegian = [
        post(60_000 + n, n, "dette var en skikkelig dårlig idé av dere", f"no{n}")._replace(
            lang="no"
        )
        for n in range(9)
    ]
    load(store, "nord", norwegian)
    data = measured(store).data
    assert (data.authors, data.scored_authors) == (61 + 9, 61)


def test_plain_figures_keep_sets_apart_and_the_brand_out(store: Store) -> None:
    load(store, "tea", [post(50_000 + n, n / 4, "awful tea", f"t{n}") for n in range(40)])
    copies = [
        post(70_000 + n, 30 + n / 100, f"RT @nord: {APOLOGY}", f"fan{n}", kind="repost")
        for n in range(50)
    ]
    named = [post(80_000, 31, "so", "fan", kind="repost", repost_of="9001")]
    load(store, "nord", copies + named)
    score_store(store, CONFIG)
    asked = {"engine": engine_for(CONFIG).id, "own_keys": store.keys_of(CONFIG.brand.own_accounts)}
    phases = store.rows("phase_summary", began_at=BEGAN.replace(tzinfo=None), **asked)
    assert phases.select("set_name", "phase", "posts").rows() == [
        ("nord", "baseline", 480),
        ("nord", "incident", 288),
        ("tea", "incident", 40),
    ]
    daily = store.rows("daily_sentiment", **asked)
    assert dict(daily.group_by("set_name").agg(pl.col("posts").sum()).iter_rows()) == {
        "nord": 768,
        "tea": 40,
    }


def test_the_apology_is_shown_by_its_own_sentences(store: Store) -> None:
    (apology,) = measured(store).measures.apology
    assert apology.latency_hours == 30
    assert apology.components["responsibility"]
    assert not apology.components["forgiveness"]
    assert "We are sorry." in apology.quotes


def test_unscored_texts_are_noticed_and_the_same_question_gives_the_same_bytes(
    store: Store,
) -> None:
    assert needs_scoring(store, CONFIG)
    first = summary_json(measured(store))
    assert not needs_scoring(store, CONFIG)
    assert summary_json(measured(store)) == first
    assert json.loads(first)["schema"] == "postmortem/report/1"


def test_a_store_read_in_parts_gives_the_same_bytes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = summary_json(measured(store))

    monkeypatch.setattr(question, "MOST_AT_ONCE", 50)

    assert len(question.spans(store.rows("posts_per_hour"), None, None)) > 10
    assert summary_json(measured(store)) == whole


def test_parts_follow_one_another_and_leave_no_time_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question, "MOST_AT_ONCE", 50)
    since, until = (BEGAN.replace(tzinfo=None) + timedelta(hours=h) for h in (-100.5, 100.5))

    spans = question.spans(store.rows("posts_per_hour"), since, until)

    assert spans[0][0] == since
    assert spans[-1][1] == until
    assert all(left[1] == right[0] for left, right in pairwise(spans))
    assert all(first < last for first, last in spans if first and last)


def test_shares_count_every_audience_post_once(store: Store) -> None:
    report = measured(store)
    shares = report.measures.shares
    counted = sum(part.negative + part.neutral + part.positive + part.unscored for part in shares)
    assert counted == report.data.audience


def codes(report: Report) -> set[str]:
    return {caveat.code for caveat in report.warnings}


def test_what_is_named_and_not_there_is_said(store: Store) -> None:
    assert not codes(measured(store)) & {"event-post-missing", "own-accounts-unseen"}
    wrong = Incident(
        id="joke",
        title="t",
        began_at=BEGAN,
        events=(Event(kind="apology", at=BEGAN + timedelta(hours=30), post="x:1"),),
        sets=("nord",),
    )
    elsewhere = CONFIG.model_copy(
        update={"brand": CONFIG.brand.model_copy(update={"accounts": ("instagram:nord",)})}
    )
    assert "event-post-missing" in codes(measured(store, wrong))
    assert "own-accounts-unseen" in codes(measured(store, config=elsewhere))


def test_a_warning_reaches_the_sets_that_its_rows_name(store: Store) -> None:
    posts = [
        post(700_000 + n, n / 4 - 240, "fine tea", f"t{n % 40}", sets=("tea",))._replace(
            post_id=None
        )
        for n in range(1500)
    ]
    store.add(
        Load(path="tea.csv", sha256="tea", now=NOW, default_set="nord"),
        iter([*posts, Note("ids-destroyed", "Ids that a spreadsheet destroyed: 1,500.")]),
    )
    tea = Incident(id="tea", title="t", began_at=BEGAN, sets=("tea",))
    assert "ids-destroyed" in codes(measured(store, tea))
    assert "tea.csv" in {file.name for file in measured(store, tea).data.files}


def test_terms_need_words_to_look_in(tmp_path: Path) -> None:
    with Store.open(tmp_path / "hash.duckdb", write=True) as hashes:
        hashes.adopt(Privacy("hash"))
        hashes.add(
            Load(path="a.csv", sha256="a", now=NOW, set_name="nord"),
            iter([post(1, 1, "hello there", "someone")]),
            scorer=scorer_for(CONFIG, last_chance=True),
        )
        asked = Incident(id="joke", title="t", began_at=BEGAN, terms=("hello",))
        with pytest.raises(UsageError, match="keeps hashes"):
            measure_incident(hashes, CONFIG, asked)


def test_a_file_cut_off_at_a_round_number_says_nothing_about_volume(store: Store) -> None:
    rest = 10_000 - 3
    flood = [post(100_000 + n, 60 + n / 100, "fine coffee", f"f{n % 900}") for n in range(rest)]
    load(store, "nord", flood)
    report = measured(store)
    assert report.measures.volume.status == "insufficient_data"
    assert "volume-unusable" in {caveat.code for caveat in report.warnings}


def text_of(report: Report, code: str) -> str:
    return " ".join(caveat.text for caveat in report.warnings if caveat.code == code)


def beside(root: Path, began: datetime) -> Config:
    """Return a project that holds another incident of the same set."""
    (root / "incidents").mkdir()
    (root / "incidents" / "price.toml").write_text(
        f'title = "The price"\nbegan_at = {began.isoformat()}\nposts = ["nord"]\n', "utf-8"
    )
    return CONFIG.model_copy(update={"root": root})


def test_an_earlier_incident_that_cuts_the_baseline_is_named(store: Store, tmp_path: Path) -> None:
    config = beside(tmp_path, BEGAN - timedelta(days=9))
    report = measured(store, config=config)
    assert text_of(report, "earlier-incident") == (
        "7 days from 2026-02-20 13:00 are left out of the baseline because of the incident `price` "
        "(incidents/price.toml)."
    )
    (part,) = json.loads(summary_json(report))["data"]["excluded"]
    assert part == {
        "incident": "price",
        "from": "2026-02-20T12:00:00Z",
        "to": "2026-02-27T12:00:00Z",
        "posts": 7 * 48,
    }
    assert "because of an earlier incident" not in (report.measures.sentiment.reason or "")


def test_an_earlier_incident_that_leaves_too_little_is_given_as_the_reason(
    store: Store, tmp_path: Path
) -> None:
    cut = beside(tmp_path, BEGAN - timedelta(days=8.5))
    guarded = cut.model_copy(update={"measure": cut.measure.model_copy(update={"guard_hours": 24})})
    report = measured(store, config=guarded)
    assert report.measures.sentiment.status == "insufficient_data"
    assert "because of an earlier incident" in (report.measures.sentiment.reason or "")


def test_an_incident_long_before_the_data_takes_nothing_away(store: Store, tmp_path: Path) -> None:
    report = measured(store, config=beside(tmp_path, BEGAN - timedelta(days=90)))
    assert "earlier-incident" not in codes(report)
    assert report.data.excluded == ()


def test_an_incident_outside_the_data_is_told_with_both_dates(store: Store) -> None:
    wrong = Incident(id="joke", title="t", began_at=BEGAN.replace(year=2027), sets=("nord",))
    report = measured(store, wrong)
    assert report.measures.sentiment.status == "insufficient_data"
    assert text_of(report, "incident-outside-data") == (
        "began_at is 1 Mar 2027; the audience's posts run from 19 Feb 2026 to 7 Mar 2026: "
        "check began_at."
    )
    assert "incident-outside-data" not in codes(measured(store))


def test_an_apology_before_the_incident_is_told_with_both_times(store: Store) -> None:
    early = Event(kind="apology", at=BEGAN - timedelta(hours=48))
    wrong = Incident(id="joke", title="t", began_at=BEGAN, events=(early,), sets=("nord",))
    assert text_of(measured(store, wrong), "event-before-incident") == (
        "The apology is listed at 2026-02-27 13:00, before the incident began (2026-03-01 13:00): "
        "check `at` in the incident file."
    )
    assert "event-before-incident" not in codes(measured(store))


def test_a_post_whose_likes_are_hidden_is_not_compared_on_its_comments() -> None:
    began = datetime(2026, 3, 1, tzinfo=UTC)
    at = [datetime(2026, 3, day) for day in (1, 2, 3, 4)]  # noqa: DTZ001
    own = pl.DataFrame(
        {
            "platform": ["instagram", "instagram", "x", "x"],
            "kind": "post",
            "posted_at": at,
            "observed_at": at,
            "account": "a",
            "likes": [90, None, None, None],
            "reposts": [None] * 4,
            "replies": [4, 3, 2, None],
            "quotes": [None] * 4,
            "saves": [None] * 4,
            "views": [None] * 4,
            "followers": [None] * 4,
        }
    )
    engagement = own_of(own, began).engagement
    assert engagement[0] == 94
    assert np.isnan(engagement[1]), "its platform shows likes elsewhere"
    assert engagement[2] == 2, "no post of that platform has likes"
    assert np.isnan(engagement[3])
