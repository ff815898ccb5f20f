"""How much faster our scorers are than vaderSentiment, and how right every engine is.

    python tests/benchmarks/score.py [DATA]

DATA is a folder of labelled posts (default ../shared/data beside the checkout); without it, posts
are made from the lexicon. All times are CPU times of one core, in this one run, the median of three
rounds; ratios are against vaderSentiment on the same texts: those that the gate reads as English,
since no others are scored. Ours start with nothing remembered.
"""

from __future__ import annotations

import csv
import json
import os
import statistics
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "score"))

from awkward import awkward_text  # noqa: E402

from postmortem.score import Gate, engine  # noqa: E402
from postmortem.score.disagreement import classes  # noqa: E402
from postmortem.score.engines.vader import analyzer, vader_rules  # noqa: E402
from postmortem.score.kernel.native import NativeScorer  # noqa: E402
from postmortem.score.kernel.pure import PureScorer  # noqa: E402
from postmortem.texts.extension import AVAILABLE  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Labelled = dict[str, tuple[list[str], list[int]]]

ROUNDS = 3
TWEETS = 60_000
TOKENS = (14, 140, 1_400, 14_000)


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of `work`."""
    before = time.process_time()
    work()
    return time.process_time() - before


def real_texts(data: Path) -> list[str]:
    """Return every distinct text there is in `data`, in a fixed order."""
    found: dict[str, None] = {}
    for path in sorted((data / "labelled").glob("*text.txt")):
        found |= dict.fromkeys(path.read_text("utf-8").split("\n"))
    truth = data / "labelled" / "vader_tweets_ground_truth.txt"
    if truth.exists():
        found |= dict.fromkeys(
            row.split("\t")[2] for row in truth.read_text("utf-8").split("\n") if row
        )
    for path in sorted(data.rglob("*.csv")):
        with path.open(encoding="utf-8", errors="replace", newline="") as lines:
            for row in csv.DictReader(line.replace("\0", "") for line in lines):
                for name in ("text", "tweet", "content", "Tweet"):
                    if row.get(name):
                        found[row[name]] = None
    found.pop("", None)
    return list(found)


def made_texts() -> list[str]:
    """Return posts made of the lexicon, where no real ones are at hand."""
    random = Random(1)
    return [awkward_text(random) for _ in range(TWEETS)]


def joined(texts: list[str], tokens: int, count: int) -> list[str]:
    """Return `count` posts of about `tokens` tokens, made of whole texts."""
    random = Random(tokens)
    posts = []
    for _ in range(count):
        words: list[str] = []
        while len(words) < tokens:
            words += random.choice(texts).split()
        posts.append(" ".join(words[:tokens]))
    return posts


def compare(name: str, texts: list[str]) -> None:
    """Print the time a text and the ratios for one set of texts."""
    rules = vader_rules()
    reference = analyzer().polarity_scores
    times: dict[str, list[float]] = {"vaderSentiment": [], "pure": [], "kernel": []}
    native = NativeScorer(rules) if AVAILABLE else None
    for _ in range(ROUNDS):
        times["vaderSentiment"].append(cpu_seconds(lambda: [reference(text) for text in texts]))
        pure = PureScorer(rules)
        times["pure"].append(cpu_seconds(lambda scorer=pure: scorer.score_all(texts)))  # type: ignore[misc]
        if native:
            times["kernel"].append(cpu_seconds(lambda: native.score_all(texts)))
    medians = {who: statistics.median(spent) for who, spent in times.items() if spent}
    said = [f"{who} {spent / len(texts) * 1e6:9.2f} µs" for who, spent in medians.items()]
    slow = medians.pop("vaderSentiment")
    ratios = [f"{who} {slow / spent:6.1f}×" for who, spent in medians.items()]
    print(f"{name:22}{len(texts):7} texts   {'   '.join(said)}   {'   '.join(ratios)}")


def flatness(texts: list[str]) -> None:
    """Print the cost of a token at each length: flat where scoring is linear."""
    rules = vader_rules()
    scorers: dict[str, PureScorer | NativeScorer] = {"pure": PureScorer(rules)}
    if AVAILABLE:
        scorers["kernel"] = NativeScorer(rules)
    print("\nCost of a token, ns, by length of the post")
    print(f"{'tokens':10}" + "".join(f"{tokens:>10}" for tokens in TOKENS))
    for who, scorer in scorers.items():
        costs = []
        for tokens in TOKENS:
            posts = joined(texts, tokens, max(8, 700_000 // tokens // 5))
            scorer.score_all(posts)
            spent = [cpu_seconds(lambda s=scorer, p=posts: s.score_all(p)) for _ in range(ROUNDS)]  # type: ignore[misc]
            costs.append(statistics.median(spent) / len(posts) / tokens * 1e9)
        print(f"{who:10}" + "".join(f"{cost:10.0f}" for cost in costs))


def mismatches(texts: list[str], made: int) -> None:
    """Print how many scores differ from vaderSentiment's: real, mutated and made-up texts."""
    random = Random(7)
    mutated = [_mutated(random, random.choice(texts), texts) for _ in range(made // 2)]
    awkward = [awkward_text(random, 40) for _ in range(made - len(mutated))]
    long = joined(texts, 5_000, 4)
    everything = texts + mutated + awkward + long
    rules = vader_rules()
    ours = {"pure": PureScorer(rules).score_all(everything)}
    if AVAILABLE:
        ours["kernel"] = NativeScorer(rules).score_all(everything)
    right = np.array([tuple(analyzer().polarity_scores(text).values()) for text in everything])
    print(
        f"\nTexts that differ in any of the four scores, of {len(everything)} "
        f"({len(texts)} real, {len(mutated)} mutated, {len(awkward)} made up, {len(long)} long):"
    )
    for who, (scores, _) in ours.items():
        print(f"  {who:8}{int((scores != right).any(axis=1).sum())}")


def _mutated(random: Random, text: str, texts: list[str]) -> str:
    """Return `text` with words swapped in, dropped, repeated, shouted or cut."""
    words = text.split(" ")
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(words) + 1)
        other = random.choice(texts).split(" ")
        change = random.randrange(6)
        if change == 0:
            words[at:at] = other[: random.randint(0, 6)]
        elif change == 1 and words:
            del words[at - 1]
        elif change == 2:
            words[at:at] = [
                random.choice(["but", "bUt", "NOT", "so", "no", "!!!", "kind of", "😡"])
            ]
        elif change == 3 and words:
            words[at - 1] = words[at - 1].upper()
        elif change == 4:
            words = words[:at] or words
        elif words:
            words[at - 1] = words[at - 1] * 2
    return " ".join(words)


def labelled(data: Path) -> Labelled:
    """Return the labelled sets by name: texts and classes (0 negative, 1 neutral, 2 positive)."""
    found: Labelled = {}
    folder = data / "labelled"
    for path in sorted(folder.glob("*_text.txt")):
        texts = path.read_text("utf-8").split("\n")
        classes_path = path.with_name(path.name.replace("_text.txt", "_labels.txt"))
        numbers = [int(line) for line in classes_path.read_text("utf-8").split()]
        found[path.stem.removesuffix("_test_text")] = (texts[: len(numbers)], numbers)
    norec = folder / "norec_sentence_test.json"
    if norec.exists():
        rows = json.loads(norec.read_text("utf-8"))
        order = {"Negative": 0, "Neutral": 1, "Positive": 2}
        found["norec (Norwegian)"] = ([r["text"] for r in rows], [order[r["label"]] for r in rows])
    airline = data / "airline_2015" / "Tweets_fastforwardlabs.csv"
    if airline.exists():
        with airline.open(encoding="utf-8", newline="") as lines:
            rows = [row for row in csv.DictReader(lines) if row.get("airline_sentiment")]
        order = {"negative": 0, "neutral": 1, "positive": 2}
        found["airline_2015"] = (
            [row["text"] for row in rows],
            [order[row["airline_sentiment"]] for row in rows],
        )
    return found


def accuracy(sets: Labelled) -> None:
    """Print accuracy and macro-F1 by engine and set, and what the gate keeps an engine from."""
    gate = Gate()
    print(
        "\nEngine            set                     texts  accuracy  macro-F1  exact 0   "
        "read by the gate   accuracy and F1 of those"
    )
    for name in ("vader", "vader+emoji"):
        chosen = engine(name)
        for label, (texts, truth) in sets.items():
            compound = chosen.score(texts).compound
            decisions = gate.alone(texts, [None] * len(texts))
            read = np.array([decision.lang in ("en", "zxx") for decision in decisions])
            kept = f"{read.mean():14.1%}"
            right = np.array(truth)
            if read.sum() > 30:
                kept += "   " + _told(classes(compound[read]), right[read])
            told = _told(classes(compound), right)
            print(
                f"{name:18}{label:22}{len(texts):7}  {told}  {(compound == 0).mean():8.1%}  {kept}"
            )


def _told(given: NDArray[np.int64], right: NDArray[np.int64]) -> str:
    f1 = []
    for one in range(3):
        hit = int(((given == one) & (right == one)).sum())
        f1.append(2 * hit / max(1, int((given == one).sum() + (right == one).sum())))
    return f"{(given == right).mean():8.3f}  {statistics.fmean(f1):8.3f}"


def published_check(data: Path) -> None:
    """Print r with the 4,200 rated tweets that VADER was published with (0.88)."""
    truth = data / "labelled" / "vader_tweets_ground_truth.txt"
    if truth.exists():
        rows = [row.split("\t") for row in truth.read_text("utf-8").split("\n") if row]
        compound = engine("vader").score([row[2] for row in rows]).compound
        r = np.corrcoef(compound, [float(row[1]) for row in rows])[0, 1]
        print(f"\nVADER's rated tweets: r = {r:.4f} of {len(rows)}")


def gate_cost(texts: list[str]) -> None:
    """Print what telling languages costs a text."""
    gate = Gate()
    gate.alone(texts[:100], [None] * 100)
    untagged = [cpu_seconds(lambda: gate.alone(texts, [None] * len(texts))) for _ in range(ROUNDS)]
    tagged = [cpu_seconds(lambda: gate.alone(texts, ["en"] * len(texts))) for _ in range(ROUNDS)]
    print(
        f"\nLanguage gate: {statistics.median(untagged) / len(texts) * 1e6:.2f} µs a text, "
        f"{statistics.median(tagged) / len(texts) * 1e6:.2f} µs with the export's tag"
    )


def main() -> None:
    """Print all of it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    real = real_texts(data) if data.is_dir() else []
    print(
        f"{engine('vader').id}, {engine('vader').implementation}, Python {sys.version.split()[0]}"
    )
    texts = real or made_texts()
    languages = [decision.lang for decision in Gate().alone(texts, [None] * len(texts))]
    english = [text for text, lang in zip(texts, languages, strict=True) if lang == "en"]
    tweets = Random(2).sample(english, min(TWEETS, len(english)))
    compare("tweets", tweets)
    compare("~280 tokens", joined(english, 280, 1_000))
    compare("~1,400 tokens", joined(english, 1_400, 40))
    flatness(english)
    gate_cost(tweets)
    mismatches(texts, max(0, 500_000 - len(texts)))
    if real:
        published_check(data)
        accuracy(labelled(data))
    else:
        print("\nNo labelled posts at hand: accuracy not measured.")


if __name__ == "__main__":
    main()
