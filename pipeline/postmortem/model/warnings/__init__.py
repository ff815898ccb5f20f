"""Every warning there is, by its code: what it says, how bad it is, and what can be done.

A code is part of the contract (`summary.json`, `ingest --json`) and is not renamed. To add one, add
it to the Literal and to the entries of the module it belongs to, then write it where it is raised.
"""

from collections.abc import Mapping
from typing import Final

from postmortem.model.warnings.asking import ASKING, AskingCode
from postmortem.model.warnings.collecting import COLLECTING, CollectingCode
from postmortem.model.warnings.kind import Severity, Subject, WarningKind
from postmortem.model.warnings.loading import LOADING, LoadingCode
from postmortem.model.warnings.measuring import MEASURING, MeasuringCode
from postmortem.model.warnings.reading import READING, ReadingCode

Code = ReadingCode | CollectingCode | LoadingCode | AskingCode | MeasuringCode

WARNINGS: Final[Mapping[Code, WarningKind]] = {
    **dict[Code, WarningKind](READING.items()),
    **dict[Code, WarningKind](COLLECTING.items()),
    **dict[Code, WarningKind](LOADING.items()),
    **dict[Code, WarningKind](ASKING.items()),
    **dict[Code, WarningKind](MEASURING.items()),
}
"""The entry of each code, in the order in which a report comes upon them."""

__all__ = [
    "WARNINGS",
    "AskingCode",
    "Code",
    "CollectingCode",
    "LoadingCode",
    "MeasuringCode",
    "ReadingCode",
    "Severity",
    "Subject",
    "WarningKind",
]
