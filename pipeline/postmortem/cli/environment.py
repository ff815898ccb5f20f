"""A variable for every option, named for it: `POSTMORTEM_STORE`, `POSTMORTEM_REPORT_THEME`.

What the line says goes first, then the variable, then postmortem.toml, then the default. A new
option has its variable by being an option.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from typer.core import TyperOption

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "POSTMORTEM"


def give_variables(options: list[Any], commands: Mapping[str, Any]) -> None:
    """Let each of the global `options`, and each option of the `commands`, be set by a variable.

    Those that answer and leave (`--version`) have none: a run must not end because of a variable.
    """
    _give(options, PREFIX)
    for name, command in commands.items():
        _give(command.params, f"{PREFIX}_{_in_capitals(name)}")


def _give(parameters: list[Any], prefix: str) -> None:
    for option in parameters:
        if isinstance(option, TyperOption) and not option.is_eager:
            longest = max(option.opts, key=len)
            option.envvar = f"{prefix}_{_in_capitals(longest)}"
            option.show_envvar = True


def _in_capitals(word: str) -> str:
    """Return a command or a flag as part of a variable's name.

    >>> _in_capitals("--dry-run")
    'DRY_RUN'
    """
    return word.lstrip("-").replace("-", "_").upper()


def wants_color() -> bool:
    """Whether colours may be shown, by the convention of https://no-color.org."""
    return not os.environ.get("NO_COLOR")
