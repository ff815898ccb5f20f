"""Fuzz the compiled kernel under AddressSanitizer and UndefinedBehaviorSanitizer.

    python tests/stress/fuzz_kernel.py [CPU_MINUTES]

Builds the kernel apart from the checkout's own, starts Python again with the sanitizers loaded, and
gives the kernel random bytes, awkward texts, damaged tables and wrong buffers until the minutes are
used up (default 10). Texts that are valid are also held against the pure scorer, the pure masks,
keys and names. Any finding of a sanitizer, and any difference, ends it with an error. Needs gcc or
clang on Linux.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from array import array
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pipeline" / "postmortem"
KERNEL = tuple(PACKAGE / room / "kernel" for room in ("texts", "score", "sources/objects"))
SANITIZERS = (
    "-fsanitize=address,undefined",
    "-fno-sanitize-recover=all",
    "-fno-omit-frame-pointer",
)
BITS = [b"good", b"GOOD", b"but", b"n't", b"'", b" ", b"\n", b"!", b"?", b":)", b"no", b"http://"]
BITS += [b"@a.b", b"#", b"[email]", b"www.", b"\xf0\x9f\x98\xa1", b"\xf0\x9f", b"\xe2\x84\xaa"]
BITS += [b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\xe3\x80\x80", b"\xce\xa3", b"\xff"]
BITS += [b"\xc3\xa9", b"\0", b"the shit", b"kind of", b"at least", b"never so", b"without doubt"]


def build(folder: Path) -> None:
    """Compile the kernel with the sanitizers into `folder`."""
    subprocess.run(
        [
            os.environ.get("CC", "gcc"),
            *("-shared", "-fPIC", "-g", "-O1", "-ffp-contract=off", *SANITIZERS),
            f"-I{sysconfig.get_path('include')}",
            *(f"-I{folder}" for folder in KERNEL),
            *(str(path) for folder in KERNEL for path in sorted(folder.glob("*.c"))),
            *("-o", str(folder / "_kernel.abi3.so"), "-lm"),
        ],
        check=True,
    )


def again_with_sanitizers(folder: Path, minutes: float) -> int:
    """Run this file again where the sanitizers come first; return its exit code."""
    library = subprocess.run(
        [os.environ.get("CC", "gcc"), "-print-file-name=libasan.so"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    environment = os.environ | {
        "LD_PRELOAD": library,
        "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=1",
        "UBSAN_OPTIONS": "print_stacktrace=1",
        "PYTHONMALLOC": "malloc",  # so that reads past a Python object are seen, too
        "FUZZ_KERNEL": str(folder),
    }
    done = subprocess.run([sys.executable, __file__, str(minutes)], env=environment, check=False)
    return done.returncode


def load(folder: str) -> Any:
    """Put the sanitized kernel in the place of the checkout's own."""
    where = Path(folder) / "_kernel.abi3.so"
    spec = importlib.util.spec_from_file_location("postmortem._kernel", where)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules["postmortem._kernel"] = module
    return module


def random_bytes(random: Random) -> bytes:
    """Return bytes that are nearly text: pieces that matter, cut and damaged."""
    some = b"".join(random.choice(BITS) for _ in range(random.randint(0, 40)))
    if random.random() < 0.3:
        some = random.randbytes(random.randint(0, 200)) + some
    if some and random.random() < 0.5:
        damaged = bytearray(some)
        for _ in range(random.randint(1, 5)):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        some = bytes(damaged[: random.randint(0, len(damaged))])
    return some * (random.randint(1, 300) if random.random() < 0.005 else 1)


def fuzz_bytes(native: Any, random: Random) -> int:
    """Score a buffer of random bytes cut at random places."""
    texts = [random_bytes(random) for _ in range(200)]
    offsets = array("q", [0])
    for text in texts:
        offsets.append(offsets[-1] + len(text))
    scores, hits = array("d", bytes(32 * len(texts))), array("i", bytes(4 * len(texts)))
    native.score_utf8(b"".join(texts), offsets, scores, hits)
    assert all(-1 <= compound <= 1 for compound in scores[3::4])
    return len(texts)


def fuzz_strings(scorer: Any, detector: Any, random: Random) -> int:
    """Score and read texts, and hold the scores against the pure scorer."""
    from awkward import awkward_text

    texts = [awkward_text(random) for _ in range(60)]
    texts += [random_bytes(random).decode("utf-8", "surrogateescape") for _ in range(60)]
    scores, hits = scorer.score_all(texts)
    for text, told, found in zip(texts, scores.tolist(), hits.tolist(), strict=True):
        right = scorer.pure.score(text)
        if (*told, found) != tuple(right):
            raise SystemExit(f"{text!r}: kernel {told} {found}, pure {right}")
    detector.look(texts)
    return len(texts)


def fuzz_misuse(module: Any, random: Random) -> None:
    """Hand in tables and buffers that do not fit; an exception is right, a crash is not."""
    letters = bytes(random.randrange(64) for _ in range(random.choice([0, 127, 128, 300])))
    lowered = array("I", range(random.choice([len(letters), 3])))
    words = [(random_bytes(random)[:9], 1.0, float("nan"), random.randrange(1 << 13))] * 3
    phrases = [((random.randrange(9), 1, 2), 1.0, True)] * random.randint(0, 3)
    emoji = [(random.randrange(0x20000), b"x" * random.randint(0, 9))] * random.randint(0, 3)
    try:
        made = module.Kernel(words, phrases, emoji, letters, lowered, True, False)
        made.score(["good \U0001f600 x"], array("d", bytes(32)), array("i", bytes(4)))
        made.score_utf8(b"abc", array("q", [0, random.randint(-2, 9)]), bytearray(32), bytearray(4))
    except (ValueError, TypeError):
        pass
    sizes = [random.choice([0, 4, 8, 1024, 2048]) for _ in range(7)]
    try:
        model = module.Identifier(*(random.randbytes(size) for size in sizes), 1)
        model.guess(["some words of a text"], bytearray(4), bytearray(4), bytearray(8))
    except (ValueError, TypeError):
        pass


def fuzz_columns(module: Any, random: Random) -> int:
    """Give columns of random bytes, by tables whole and damaged, to what takes columns."""
    import polars as pl

    from postmortem.texts.characters import characters

    texts = [random_bytes(random) for _ in range(200)]
    holed = [None if random.random() < 0.05 else text for text in texts]
    column = pl.concat(
        [pl.Series(holed[:90], dtype=pl.Binary), pl.Series(holed[90:])], rechunk=False
    )
    some = column[random.randrange(100) :]
    traits, lowered = characters()
    if random.random() < 0.5:
        known = random.choice([128, 300, 0x2000])
        traits = array("B", random.randbytes(known))
        lowered = array("I", random.randbytes(4 * known))
    keep = [text.lower()[:9] for text in random.sample(texts, 3)]
    preparer = module.Preparer(traits, lowered, random.choice([-1, 0, 50, 10**6]))
    for _ in range(2):
        preparer.prepare(some)
    module.Masker(traits, keep).mask(some)
    module.Namer(texts[0]).name(texts[1], some)
    for text in texts[:20]:
        right = hashlib.sha256(text).digest()
        assert module.sha256(text, True) == module.sha256(text, False) == right
    return 3 * len(some)


def fuzz_preparation(random: Random) -> int:
    """Mask, prepare and name texts, and hold all of it against the pure path."""
    import polars as pl
    from hostile_texts import hostile_text

    from postmortem.privacy import mask
    from postmortem.texts.native import NativeMasker, NativeNamer, NativePreparer
    from postmortem.texts.pure import PureNamer, PurePreparer

    texts = pl.Series([hostile_text(random) for _ in range(300)], dtype=pl.String)
    keep = frozenset({"nordlys", "kafe", "x.com"}) if random.random() < 0.5 else frozenset()
    key = random.randbytes(random.randrange(100))
    pairs = (
        (NativeMasker(keep).of(texts).to_list(), [mask(text, keep) for text in texts]),
        (NativePreparer().of(texts).rows(), PurePreparer().of(texts).rows()),
        (NativeNamer(key).of("x", texts).to_list(), PureNamer(key).of("x", texts).to_list()),
    )
    for native, pure in pairs:
        for text, one, other in zip(texts, native, pure, strict=True):
            if one != other:
                raise SystemExit(f"{text!r}: kernel {one}, pure {other}")
    return 3 * len(texts)


def fuzz_lines(module: Any, random: Random) -> int:
    """Read lines of nearly JSON; of what is not left, what stands there is what Python reads."""
    import polars as pl

    from postmortem.texts.extension import Stream

    kinds = {"id": 2, "text": 1, "n": 3, "cell": 4, "raw": 5}
    fields = [(kind, (name.encode(),)) for name, kind in kinds.items()]
    fields.append((random.randint(1, 5), (b"user", b"id")))
    lines = [nearly_json(random) for _ in range(100)]
    reader = module.LineReader(fields)
    answer = pl.DataFrame(Stream(reader.read(b"\n".join(lines))))
    for line, row in zip(lines, answer.rows(named=True), strict=True):
        if not row["is_left"]:
            value = json.loads(line)
            texts = [value.get(name) for name in ("text", "n")]
            if [row["1"], row["2"]] != texts or (row["4"] and json.loads(row["4"]) != value["raw"]):
                raise SystemExit(f"{line!r}: kernel {row}, Python {value}")
    return len(lines)


def nearly_json(random: Random) -> bytes:
    """Return an object in which a piece or some bytes may be wrong, in one line."""
    pieces = [
        b'"a"',
        b"12",
        b"-0",
        b"1.50",
        b"null",
        b"true",
        b"[1, {}]",
        b'{"id": "x"}',
        b'"\\u00e9"',
    ]
    pieces += [
        b'"\\ud83d\\ude00"',
        b'"\\ud83d"',
        b"9" * 25,
        b"[" * 40,
        b'"\xc3\xa9"',
        b"1e5",
        b'""',
        b"{",
    ]
    names = [b"id", b"text", b"n", b"cell", b"raw", b"user", b"other", b"i\\u0064", b"\xc3\xa9"]
    members = b", ".join(
        b'"%s":%s' % (random.choice(names), random.choice(pieces[: random.choice([9, 17])]))
        for _ in range(random.randint(0, 5))
    )
    line = bytearray(b"{%s}" % members)
    if random.random() < 0.3:
        for _ in range(random.randint(1, 4)):
            line[random.randrange(len(line))] = random.choice(b'\x00\xff\xc3\xed"\\:{}[], 0ae-.')
    if random.random() < 0.1:
        line = line[: random.randrange(len(line))]
    return bytes(line) or b" "


def fuzz_wrong_columns(module: Any, random: Random) -> None:
    """Hand in what is no column, and tables that do not fit; an exception is right."""
    import polars as pl

    size = random.choice([0, 4, 127, 128, 4096])
    columns = (pl.Series([1]), pl.Series([["a"]]), [b"a"], None, pl.Series(["a"]))
    for use in (
        lambda: module.Preparer(bytes(size), bytes(random.choice([0, 512])), 1).prepare(columns[4]),
        lambda: module.Masker(bytes(size), [b"", None][: random.randrange(3)]).mask(columns[4]),
        lambda: module.Masker(bytes(128), []).mask(random.choice(columns)),
        lambda: module.Namer(b"").name(b"", random.choice(columns)),
        lambda: module.Preparer(bytes(128), bytes(512), 1).prepare(random.choice(columns)),
        lambda: module.LineReader(
            random.choice([[(1, ())], [(9, (b"a",))], [(1, b"a")], [None], 7])
        ),
        lambda: module.LineReader(
            [(1, (bytes([at]) * 9,)) for at in range(random.randint(30, 200))]
        ),
        lambda: module.LineReader([(4, (b"a",))]).read(random.choice(["a", None, b""])),
    ):
        with suppress(ValueError, TypeError, AttributeError):
            use()


def fuzz(minutes: float) -> None:
    """Fuzz until `minutes` of CPU time are used up."""
    module = load(os.environ["FUZZ_KERNEL"])
    sys.path[:0] = [str(ROOT / "tests" / "score"), str(ROOT / "tests" / "texts")]
    from postmortem.score.engines.vader import vader_rules
    from postmortem.score.kernel.native import NativeScorer
    from postmortem.score.language.detector import detector

    scorer = NativeScorer(vader_rules())
    judge = detector(frozenset({"en", "no", "da", "de"}))
    seed = texts = 0
    while time.process_time() < minutes * 60:
        random = Random(seed)
        for _ in range(20):
            texts += fuzz_bytes(scorer.kernel, random)
            fuzz_misuse(module, random)
            texts += fuzz_columns(module, random)
            fuzz_wrong_columns(module, random)
            texts += fuzz_lines(module, random)
        texts += fuzz_preparation(random)
        texts += fuzz_strings(scorer, judge, random)
        seed += 1
    print(f"{texts} texts, {seed} seeds, {time.process_time() / 60:.1f} CPU-minutes: no finding")


def main() -> None:
    """Build and start again, or, once started again, fuzz."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    if "FUZZ_KERNEL" in os.environ:
        fuzz(minutes)
        return
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        sys.exit(again_with_sanitizers(Path(folder), minutes))


if __name__ == "__main__":
    main()
