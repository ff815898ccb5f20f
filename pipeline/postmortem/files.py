"""Where queries/, reports/ and sample_data/ are: in the package, or at the checkout's top."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def folder(name: str) -> Path:
    """Return the folder called `name`, wherever this copy of the code keeps it."""
    in_package = _PACKAGE / name
    return in_package if in_package.is_dir() else _CHECKOUT / name
