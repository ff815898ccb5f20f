"""What every room's tests may ask for."""

from __future__ import annotations

import os

import pytest

# As the command line does, and before numpy loads: small matrices, and the same last digits.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

collect_ignore_glob = ["benchmarks/*", "stress/*"]
"""Scripts that are run by hand: collecting one for its doctests would run it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write what is read now as what is expected"
    )


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are to be written, not compared."""
    return bool(pytestconfig.getoption("--update-golden"))
