"""A stranger finds the way: small rooms, short modules, imports that never come back."""

from __future__ import annotations

import ast
import re
import statistics
import sys
import tomllib
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING

import pytest
from tree import (
    MAP,
    MAP_PAGE,
    PACKAGE,
    circles,
    folders,
    functions,
    imports,
    lines,
    percentile,
    tree_map,
    trees,
)

if TYPE_CHECKING:
    from pathlib import Path

MODULES_A_FOLDER, FORMATS_A_FAMILY = 16, 20
NOT_YET: dict[str, set[str]] = {}
"""What is not as it must be yet, by test. Whoever mends one takes it out of here."""


def test_no_folder_holds_more_modules_than_one_looks_over() -> None:
    crowded = {
        folder: count
        for folder, count in folders().items()
        if count > (FORMATS_A_FAMILY if folder.startswith("sources/formats/") else MODULES_A_FOLDER)
    }
    assert crowded == {}


def test_a_folder_is_the_border_and_not_an_underscore() -> None:
    hidden = [path for path in lines() if path.rpartition("/")[2].startswith("_")]
    assert {path.rpartition("/")[2] for path in hidden} <= {"__init__.py", "__main__.py"}


def test_modules_are_short() -> None:
    sizes = lines()
    long = {path for path, size in sizes.items() if size > 300}
    assert long == NOT_YET.get("modules", set())
    assert statistics.median(sizes[path] for path in sizes if not path.endswith("__.py")) < 110


def test_functions_are_short() -> None:
    everyone = functions()
    assert [function for function in everyone if function.length > 48] == []
    assert percentile([function.length for function in everyone], 90) <= 16


def test_nothing_imports_what_imports_it() -> None:
    """Imports for types and inside functions count: whoever reads has to follow them too."""
    tangled = {name for group in circles(imports()) for name in group}
    assert tangled == NOT_YET.get("circles", set())


def test_every_module_introduces_itself() -> None:
    assert [path for path, tree in trees().items() if not ast.get_docstring(tree)] == []


def test_the_map_of_the_tree_is_the_tree() -> None:
    """Each folder has a line, each line a folder, and says what the folder says of itself."""
    (table,) = MAP.findall(MAP_PAGE.read_text("utf-8"))
    assert table == tree_map(), "write it again: python tests/house/tree.py --map"


def test_nothing_is_called_after_having_no_subject() -> None:
    """`utils` is where things go that nobody has named."""
    vague = {"utils", "util", "helpers", "common", "base", "misc", "core"}
    assert {path for path in trees() if path.stem in vague} == {
        PACKAGE / "measure" / "expected" / "common.py"  # the shared course of brand and control
    }


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Write a package in which types, functions and `__init__` make circles."""
    modules = {
        "a.py": "def work():\n    from package.b import B\n    return B\n",
        "b.py": "import typing\nif typing.TYPE_CHECKING:\n    from package.a import work\n",
        "c.py": "from . import room\n",
        "d.py": "import package.c\n",
        "room/__init__.py": "from .e import E\n",
        "room/e.py": "from ..c import C\n",
        "__init__.py": "",
    }
    for name, text in modules.items():
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "package"


def test_a_circle_is_seen_through_types_functions_and_rooms(package: Path) -> None:
    assert sorted(circles(imports(package))) == [
        ["package.a", "package.b"],
        ["package.c", "package.room", "package.room.e"],
    ]


def test_a_long_function_is_counted_without_its_docstring(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'def f():\n    """Two\n    lines."""\n    x = 1\n\n    return x\n'
    )
    assert [function.length for function in functions(tmp_path)] == [3]


def declared() -> set[str]:
    """Return the modules that pyproject declares, under the names they are imported by."""
    project = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    distributions = {
        re.split(r"[<>=;\[ ]", name, maxsplit=1)[0].lower().replace("-", "_")
        for name in [*project["dependencies"], *extras]
    }
    modules = {
        module
        for module, names in packages_distributions().items()
        if {name.lower().replace("-", "_") for name in names} & distributions
    }
    return modules | distributions


def test_every_library_that_is_imported_is_declared() -> None:
    """What another library happens to bring may be gone with its next version."""
    users: dict[str, str] = {}
    for path, tree in trees().items():
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            users.update(
                (name.split(".")[0], path.relative_to(PACKAGE).as_posix()) for name in names
            )
    there = {"postmortem", *sys.stdlib_module_names} | declared()
    assert {name: user for name, user in users.items() if name not in there} == {}
