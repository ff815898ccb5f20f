"""The questions in queries/: a file's text, and the header that says what it asks and answers.

The header is a comment. A summary in sentences, an empty comment line, then one fact a line:

    -- Daily engagement, on days that had any.
    --
    -- grain:   day
    -- :since   timestamp?  first instant kept
    -- day      date        the UTC calendar day
    -- posts    bigint      posts published that day

`grain:` names the columns that tell two rows apart (`one row` where there is only one). A name with
a colon is a parameter, `?` after its type that it may be left out (NULL: no limit). The rest are
the columns, in order. Tests hold every header against the database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from postmortem.errors import UsageError
from postmortem.files import folder

_FACT = re.compile(r"--\s+(:?)([a-z][a-z0-9_]*)(:?)\s+(.+)")
_ONE_ROW = "one row"
_TABLE = re.compile(r"^(?:WITH )?(\w+) AS \(\n(.*?)\n\),?$", re.MULTILINE | re.DOTALL)
_NO_QUESTIONS = {"schema", "macros"}
_FINAL = "\nSELECT\n"
_ORDER = "\nORDER BY "


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a column: its name, its DuckDB type, and what it means."""

    name: str
    type: str
    meaning: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """One question, with what its header promises."""

    name: str
    text: str
    summary: str
    grain: tuple[str, ...]
    takes: tuple[Field, ...]
    gives: tuple[Field, ...]

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names it takes."""
        return tuple(field.name for field in self.takes)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names it gives."""
        return tuple(field.name for field in self.gives)

    @property
    def groundwork(self) -> tuple[tuple[str, str], ...]:
        """Its tables before the final SELECT: name and text, each built on those before it."""
        return tuple(_TABLE.findall(self.text.rpartition(_FINAL)[0]))

    @property
    def answer_in_any_order(self) -> str:
        """The final SELECT, without its order."""
        final = f"SELECT\n{self.text.rpartition(_FINAL)[2]}"
        return final.rpartition(_ORDER)[0] or final

    def bind(self, values: dict[str, object]) -> dict[str, object]:
        """Return a value for every parameter; what may be left out becomes None.

        UsageError names a parameter that is missing, or that the query does not have.
        """
        missing = [f.name for f in self.takes if not f.optional and values.get(f.name) is None]
        foreign = sorted(values.keys() - set(self.parameters))
        if missing or foreign:
            wrong = [f"{name} is missing" for name in missing]
            wrong += [f"{name} is not one of its parameters" for name in foreign]
            has = ", ".join(self.parameters) or "none"
            raise UsageError(f"query {self.name}: {'; '.join(wrong)}. Parameters: {has}.")
        return {name: values.get(name) for name in self.parameters}


def query_names() -> tuple[str, ...]:
    """Return the names of all questions, sorted."""
    stems = {path.stem for path in folder("queries").glob("*.sql")}
    return tuple(sorted(stems - _NO_QUESTIONS))


@cache
def query(name: str) -> Query:
    """Return the question called `name`; UsageError lists the others."""
    if name not in query_names():
        raise UsageError(f"no query is called {name}. There are: {', '.join(query_names())}.")
    return parse_query(name, script(name))


def script(name: str) -> str:
    """Return the text of queries/`name`.sql, whether a question or a statement of the store's."""
    return (folder("queries") / f"{name}.sql").read_text("utf-8")


def parse_query(name: str, text: str) -> Query:
    r"""Return the query that `text` is; ValueError names the header line that is not a fact.

    >>> header = "-- How many.\n--\n-- grain: one row\n-- n bigint all\n"
    >>> found = parse_query("n", header + "SELECT 1 AS n")
    >>> found.summary, found.grain, found.columns, found.gives[0].type
    ('How many.', (), ('n',), 'bigint')
    """
    header = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        header.append(line)
    end = header.index("--") if "--" in header else len(header)
    summary = " ".join(line.removeprefix("--").strip() for line in header[:end])
    facts = [_fact(name, line) for line in header[end + 1 :]]
    grain = [fact for fact in facts if fact[0] == "grain:"]
    if len(grain) != 1:
        raise ValueError(f"queries/{name}.sql: the header needs exactly one line `-- grain: …`.")
    return Query(
        name=name,
        text=text,
        summary=summary,
        grain=() if grain[0][1] == _ONE_ROW else tuple(re.split(r",\s*", grain[0][1])),
        takes=tuple(_field(key[1:], rest) for key, rest in facts if key.startswith(":")),
        gives=tuple(_field(key, rest) for key, rest in facts if key.isidentifier()),
    )


def _fact(name: str, line: str) -> tuple[str, str]:
    fact = _FACT.fullmatch(line)
    if not fact or (fact[1] and fact[3]):
        raise ValueError(f"queries/{name}.sql: {line!r} is neither a parameter nor a column.")
    return fact[1] + fact[2] + fact[3], fact[4].strip()


def _field(name: str, rest: str) -> Field:
    kind, _, meaning = rest.partition(" ")
    return Field(name, kind.removesuffix("?"), meaning.strip(), optional=kind.endswith("?"))
