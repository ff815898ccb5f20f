"""The store's promises, tried for long: `python tests/stress/stress_store.py kill 500`.

kill N      kill a writer N times at random points, let the next go on, compare with a quiet run
turns N     twelve processes at once, N sessions of ten exports each: none lost, none doubled
orders N    N random sets of exports in two orders each: the same store
damage N    N random changes to a store's bytes: noticed, or harmless
migrate N   kill what brings a store of schema 1 up to date N times: nothing of it is lost
interrupt N interrupt a load of 200,000 posts N times: gone within a second, nothing of it stored
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from made_posts import add, days, load, logical_hash, post, table, with_known_key
from older_stores import write_schema_1

from postmortem.errors import PostmortemError
from postmortem.store import Store

HERE = Path(__file__).parents[1] / "store"
LOADS, POSTS = 12, 400
WRITER = f"""
import sys
from pathlib import Path
from made_posts import load, post
from postmortem.store import Store
with Store.open(Path(sys.argv[1]), write=True) as store:
    for number in range({LOADS}):
        if store.loaded_before(load(f"load{{number}}")):
            continue
        posts = [post(number * {POSTS} // 2 + n, likes=number) for n in range({POSTS})]
        store.add(load(f"load{{number}}"), posts)
        print(number, flush=True)
"""
TURN = """
import sys
from pathlib import Path
from made_posts import load, post
from postmortem.store import Store
first = int(sys.argv[2])
with Store.open(Path(sys.argv[1]), write=True, lock_timeout=600) as store:
    for number in range(first, first + 10):
        store.add(load(f"load{number}"), [post(number)])
"""
OPEN = """
import sys
from pathlib import Path
from postmortem.store import Store
print("go", flush=True)
with Store.open(Path(sys.argv[1]), write=False):
    pass
"""
LONG = """
import sys
from pathlib import Path
from made_posts import add, post
print("go", flush=True)
add(Path(sys.argv[1]), "long", (post(n, likes=n) for n in range(200_000)))
"""


def python(code: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=HERE,
    )


def kill(times: int, folder: Path, chance: random.Random) -> None:
    quiet = with_known_key(folder / "quiet.duckdb")
    assert python(WRITER, str(quiet)).communicate()[1] == ""
    right = logical_hash(quiet)
    path, killed, rounds = with_known_key(folder / "0.duckdb"), 0, 0
    while killed < times:
        process = python(WRITER, str(path))
        time.sleep(chance.choice((chance.uniform(0.1, 1), chance.uniform(1, 4))))
        process.kill()
        acknowledged = {int(word) for word in process.communicate()[0].split()}
        killed += process.returncode == -signal.SIGKILL
        if not path.exists():
            continue
        with Store.open(path, write=False) as store:
            names = store.rows("store_loads")["name"].to_list()
        stored = {int(name.removeprefix("load")) for name in names}
        assert acknowledged <= stored, f"lost: {acknowledged - stored}"
        if len(stored) == LOADS:
            assert logical_hash(path) == right, "not what a quiet run makes"
            rounds += 1
            path = with_known_key(folder / f"{rounds}.duckdb")
    print(f"killed {killed} times, {rounds} stores finished, all as a quiet run makes them")


def migrate(times: int, folder: Path, chance: random.Random) -> None:
    old = with_known_key(folder / "old.duckdb")
    with Store.open(old, write=True) as store:
        store.add(load("a"), (post(n, likes=n) for n in range(60_000)))
        store.add(load("b"), (post(n, likes=n + 1, views=n) for n in range(30_000, 90_000)))
    right = logical_hash(old)
    write_schema_1(old)
    path, killed, rounds, stopped_midway = folder / "0.duckdb", 0, 0, 0
    shutil.copy(old, path)
    while killed < times:
        process = python(OPEN, str(path))
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.uniform(0, 5))
        process.kill()
        process.wait()
        killed += process.returncode == -signal.SIGKILL
        stopped_midway += path.with_name(f"{path.name}.new").exists()
        if table(path, "SELECT value FROM meta WHERE key = 'schema_version'") == [("2",)]:
            assert logical_hash(path) == right, "not what it was"
            rounds += 1
            path = folder / f"{rounds}.duckdb"
            shutil.copy(old, path)
    with Store.open(path, write=False):
        pass
    assert logical_hash(path) == right, "not what it was"
    print(f"killed {killed} times, {stopped_midway} of them half-way; {rounds + 1} stores whole")


def turns(times: int, folder: Path, chance: random.Random) -> None:
    path = folder / "turns.duckdb"
    for turn in range(times):
        firsts = [1000 * turn + 10 * number for number in range(12)]
        chance.shuffle(firsts)
        writers = [python(TURN, str(path), str(first)) for first in firsts]
        for writer in writers:
            _, err = writer.communicate()
            assert writer.returncode == 0, err
    expected = 120 * times
    assert table(path, "SELECT count(*), sum(new) FROM load") == [(expected, expected)]
    assert table(path, "SELECT count(DISTINCT post_id) FROM post") == [(expected,)]
    print(f"{expected} exports of {12 * times} processes stored, none lost")


def orders(times: int, folder: Path, chance: random.Random) -> None:
    for number in range(times):
        files = [_random_export(chance) for _ in range(4)]
        hashes = set()
        for way in range(2):
            path = with_known_key(folder / f"{number}-{way}.duckdb")
            order = chance.sample(range(4), k=4)
            with Store.open(path, write=True) as store:
                for each in order:
                    day, posts = files[each]
                    assert store.add(load(str(each), observed_at=days(day)), posts).is_balanced
            hashes.add(logical_hash(path))
            path.unlink()
        assert len(hashes) == 1, f"round {number} depends on the order"
    print(f"{times} sets of exports say the same in every order")


def _random_export(chance: random.Random) -> tuple[int, list[object]]:
    texts = ("", "We are sorry.", "We are so…", "We are deeply sorry.", "Beklager")
    posts = [
        post(
            chance.randrange(6),
            chance.choice(texts),
            likes=chance.choice((None, 1, 2)),
            followers=chance.choice((None, 5, 6)),
            lang=chance.choice((None, "en", "no")),
            own=chance.choice((None, True)),
            kind=chance.choice(("post", "reply", "repost")),
            score=chance.choice((None, -0.5, 0.5)),
            posted_at=days(0).replace(second=chance.choice((0, 7))),
        )
        for _ in range(chance.randrange(12))
    ]
    return chance.randrange(4), list(posts)


def damage(times: int, folder: Path, chance: random.Random) -> None:
    path = folder / "posts.duckdb"
    for first in range(0, 300, 100):
        add(path, f"load{first}", [post(first + n, "long words " * 30) for n in range(100)])
    right, whole, noticed = _said(path), path.read_bytes(), 0
    for _ in range(times):
        broken = bytearray(whole)
        place = chance.randrange(len(whole))
        if chance.random() < 0.5:
            del broken[place:]
        else:
            broken[place] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        found = _said(path)
        assert found in (None, right), f"a change at byte {place} went unnoticed"
        noticed += found is None
    print(f"{times} changes: {noticed} noticed, {times - noticed} harmless, none wrong in silence")


def _said(path: Path) -> object:
    try:
        with Store.open(path, write=False) as store:
            return [
                store.rows(name).rows() for name in ("store_totals", "store_loads", "top_posts")
            ]
    except PostmortemError:
        return None


def interrupt(times: int, folder: Path, chance: random.Random) -> None:
    slowest = 0.0
    for number in range(times):
        path = folder / f"{number}.duckdb"
        process = python(LONG, str(path))
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.uniform(0.5, 5))
        asked = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate()
        slowest = max(slowest, time.monotonic() - asked)
        if process.returncode and path.exists():
            assert table(path, "SELECT count(*) FROM post") == [(0,)]
    print(f"{times} interrupts, the slowest answered after {slowest:.2f} s")


TRIALS = {each.__name__: each for each in (kill, migrate, turns, orders, damage, interrupt)}


def main(words: list[str]) -> None:
    wanted = list(pairwise(words))[::2] or [(name, "20") for name in TRIALS]
    for name, times in wanted:
        with tempfile.TemporaryDirectory() as folder:
            TRIALS[name](int(times), Path(folder), random.Random(5))


if __name__ == "__main__":
    main(sys.argv[1:])
