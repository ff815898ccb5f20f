"""Count the names that say what happened to a thing instead of what it is.

    python tests/house/names.py [--list]

`found`, `told`, `_kept` tell a reader that something was found, told or kept, and not what it is.
A name is a noun for what it holds, or a verb for what it does. This counts every name that the
package binds, from its syntax tree, and those among them that are a past participle standing
alone: `kept`, `_kept`, `Kept`, and `kept_apart`, `left_out` too, where nothing but a particle
follows. A participle with a noun is a good name: `scored_posts`.

Counted: names of functions, classes and modules, arguments, variables, loop variables, attributes
set on `self`, the names an import or an exception is given with `as`, and fields of classes. Not
counted: fields of classes in `model/` and `config/`, which are keys of `summary.json` and of the
files people write, and do not change for beauty.

Regular participles are known by their ending, irregular ones from `participles.txt`;
`participles_allowed.txt` has the words that end so and are none, and those that this field uses
as nouns, each with its reason.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "pipeline" / "postmortem"
CONTRACT_ROOMS = ("model", "config")
PARTICLES = """
about again also apart as away back both by down first from here in it last not of off on once
only out over so there through to together too twice up with
"""


@dataclass(frozen=True)
class Binding:
    """One place where a name is given to something."""

    room: str
    path: str
    line: int
    name: str


def irregular() -> frozenset[str]:
    """Return the irregular participles."""
    lines = (HERE / "participles.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def allowed() -> dict[str, tuple[str, ...]]:
    """Return the words that are no fault, each with the places where that holds."""
    lines = (HERE / "participles_allowed.txt").read_text("utf-8").splitlines()
    words: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            word, places, _ = (part.strip() for part in line.split("|"))
            words[word] = tuple(places.split()) or ("",)
    return words


IRREGULAR = irregular()
ALLOWED = allowed()


def is_participle(word: str, path: str) -> bool:
    """Whether `word` alone is a past participle that the module at `path` may not use as a noun."""
    if path.startswith(ALLOWED.get(word, ())):
        return False
    return word in IRREGULAR or (len(word) > 3 and word.endswith("ed"))


def is_bare(name: str, path: str = "") -> bool:
    """Whether `name` says only what happened to a thing.

    >>> is_bare("_told"), is_bare("Found"), is_bare("left_out"), is_bare("seed")
    (True, True, True, False)
    >>> is_bare("scored_posts"), is_bare("published_at"), is_bare("StoreDamaged")
    (False, False, False)
    """
    first, *others = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).strip("_").lower().split("_")
    return is_participle(first, path) and all(word in PARTICLES.split() for word in others)


def bound(node: ast.AST) -> Iterator[str]:
    """Yield the names that `node` itself binds."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.arg():
            yield node.arg
        case ast.Name(ctx=ast.Store()):
            yield node.id
        case ast.Attribute(value=ast.Name(id="self" | "cls"), ctx=ast.Store()):
            yield node.attr
        case ast.alias() if node.asname:
            yield node.asname
        case ast.ExceptHandler() | ast.MatchAs() | ast.MatchStar() if node.name:
            yield node.name


def contract_fields(tree: ast.Module) -> set[ast.AST]:
    """Return the name nodes of all fields that classes of `tree` declare."""
    return {
        statement.target
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.AnnAssign)
    }


def bindings(package: Path = PACKAGE) -> Iterator[Binding]:
    """Yield every name that the modules of `package` bind."""
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package)
        room = place.parts[0] if len(place.parts) > 1 else "postmortem"
        tree = ast.parse(path.read_text("utf-8"))
        skipped = contract_fields(tree) if room in CONTRACT_ROOMS else set()
        yield Binding(room, place.as_posix(), 1, path.stem)
        for node in ast.walk(tree):
            if node not in skipped:
                for name in bound(node):
                    yield Binding(room, place.as_posix(), getattr(node, "lineno", 1), name)


def census(package: Path = PACKAGE) -> tuple[Counter[str], list[Binding]]:
    """Return how many names each room binds, and the bindings that are bare participles."""
    names = list(bindings(package))
    return Counter(each.room for each in names), [
        each for each in names if is_bare(each.name, each.path)
    ]


def main() -> None:
    """Print the count a room, and the commonest words; with `--list` every place."""
    totals, bare = census()
    rooms = Counter(each.room for each in bare)
    for room in sorted(totals):
        print(f"{room:12} {totals[room]:6} names {rooms[room]:5} bare", end=" ")
        print(f"{1000 * rooms[room] / totals[room]:6.1f} per 1000")
    print(f"{'all':12} {totals.total():6} names {len(bare):5} bare", end=" ")
    print(f"{1000 * len(bare) / totals.total():6.1f} per 1000")
    if "--list" in sys.argv:
        for each in bare:
            print(f"{each.path}:{each.line}: {each.name}")
    else:
        words = Counter(each.name for each in bare).most_common(40)
        print(", ".join(f"{word} {count}" for word, count in words))


if __name__ == "__main__":
    main()
