"""What the tree of the package looks like: modules, folders, functions, and who imports whom.

python tests/house/tree.py
"""

from __future__ import annotations

import ast
import re
import statistics
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PACKAGE = Path(__file__).parents[2] / "pipeline" / "postmortem"
MAP_PAGE = PACKAGE.parent / "README.md"
MAP = re.compile(r"^\| place \| what lives there \|\n(?:\|.*\n)+", re.MULTILINE)


@dataclass(frozen=True)
class Function:
    """A function or method: where it begins, and how many lines its body has.

    Counted from the first statement after the docstring to the last line, blank lines and
    comments included; signature, decorators and docstring are not.
    """

    place: str
    name: str
    length: int


@cache
def trees(package: Path = PACKAGE) -> dict[Path, ast.Module]:
    """Return the syntax tree of every module."""
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(package.rglob("*.py"))}


def lines(package: Path = PACKAGE) -> dict[str, int]:
    """Return how many lines each module has, `__init__` included."""
    return {
        path.relative_to(package).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in trees(package)
    }


def folders(package: Path = PACKAGE) -> dict[str, int]:
    """Return how many modules stand in each folder, `__init__` and `__main__` not counted."""
    counts: dict[str, int] = {}
    for path in trees(package):
        folder = path.parent.relative_to(package).as_posix()
        counts[folder] = counts.get(folder, 0) + (not path.stem.startswith("__"))
    return counts


def functions(package: Path = PACKAGE) -> list[Function]:
    """Return every function, nested ones too; what only declares (`...`) has one line."""
    all_functions = []
    for path, tree in trees(package).items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node, clean=False) else node.body
                length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                place = f"{path.relative_to(package).as_posix()}:{node.lineno}"
                all_functions.append(Function(place, node.name, length))
    return all_functions


def module_name(path: Path, package: Path = PACKAGE) -> str:
    """Return the dotted name of the module at `path`."""
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(package: Path = PACKAGE) -> dict[str, set[str]]:
    """Return whom each module imports, anywhere in it: in functions and for types only too.

    `from a import b` counts for the module `a.b` where there is one, else for `a`.
    """
    names = {module_name(path, package): path for path in trees(package)}
    graph: dict[str, set[str]] = {name: set() for name in names}
    for name, path in names.items():
        for node in ast.walk(trees(package)[path]):
            if isinstance(node, ast.Import):
                graph[name].update(alias.name for alias in node.names if alias.name in names)
            elif isinstance(node, ast.ImportFrom):
                base = _base(node, name, is_package=path.stem == "__init__")
                for alias in node.names:
                    inner = f"{base}.{alias.name}"
                    graph[name].update({inner if inner in names else base} & names.keys())
        graph[name].discard(name)
    return graph


def _base(node: ast.ImportFrom, name: str, *, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = name.split(".")
    parts = parts[: len(parts) - node.level + is_package]
    return ".".join([*parts, *([node.module] if node.module else [])])


def circles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the groups of modules that reach each other (Tarjan's strong components)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for other in graph[name]:
            if other not in order:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], order[other])
        if low[name] == order[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                groups.append(sorted(group))

    for name in graph:
        if name not in order:
            visit(name)
    return groups


def percentile(values: Iterable[int], percent: int) -> float:
    """Return the value that so many per cent of `values` do not pass (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(-(-len(ordered) * percent // 100) - 1, 0)]


def c_introduction(folder: Path) -> str:
    """Return what a folder of C says of itself: at the head of its module, else of its one type."""
    for path in (*sorted(folder.glob("module.c")), *sorted(folder.glob("*_type.c"))):
        head = re.match(r"/\* [^:]+: (.+?)\.? \*/", path.read_text("utf-8"))
        if head:
            return head[1][0].upper() + head[1][1:]
    return ""


def tree_map(package: Path = PACKAGE) -> str:
    """Return a table with a line for each folder: how its `__init__` introduces it."""
    rows = ["| place | what lives there |", "|---|---|"]
    for folder in sorted(path for path in package.rglob("*") if path.is_dir()):
        if not any(path.suffix in {".py", ".c"} for path in folder.iterdir()):
            continue  # what a tool left behind
        introduction = c_introduction(folder)
        if (folder / "__init__.py") in trees(package):
            text = ast.get_docstring(trees(package)[folder / "__init__.py"]) or ""
            introduction = text.partition("\n")[0].rstrip(".")
        rows.append(f"| `{folder.relative_to(package).as_posix()}/` | {introduction} |")
    for path in sorted(package.glob("*.py")):
        text = ast.get_docstring(trees(package)[path]) or ""
        introduction = text.partition("\n")[0].rstrip(".")
        rows.append(f"| `{path.name}` | {introduction} |")
    return "\n".join(rows) + "\n"


def write_map() -> None:
    """Put the table of today into the page."""
    text = MAP_PAGE.read_text("utf-8")
    MAP_PAGE.write_text(MAP.sub(lambda _: tree_map(), text, count=1), "utf-8", newline="\n")


def main() -> None:
    """Print the measures."""
    if "--map" in sys.argv:
        return write_map()
    sizes = [size for path, size in lines().items() if not path.endswith("__init__.py")]
    lengths = [function.length for function in functions()]
    for what, values in (("module", sizes), ("function", lengths)):
        median, p90 = statistics.median(values), percentile(values, 90)
        print(f"{what}s {len(values)}: lines median {median:g}, p90 {p90}, most {max(values)}")
    fullest = sorted(folders().items(), key=lambda each: -each[1])[:6]
    print("fullest folders:", ", ".join(f"{name} {count}" for name, count in fullest))
    print("import circles:", circles(imports()) or "none")
    return None


if __name__ == "__main__":
    main()
