"""Write the sample again: `python -m postmortem.synthetic sample_data/crisis`."""

from __future__ import annotations

import sys
from pathlib import Path

from postmortem.synthetic.crisis import crisis, write


def main(arguments: list[str]) -> int:
    """Write every file of the sample into the one folder named, and say how large they are."""
    if len(arguments) != 1:
        print("usage: python -m postmortem.synthetic FOLDER", file=sys.stderr)
        return 2
    files = crisis()
    write(Path(arguments[0]), files)
    for name, content in files.items():
        print(f"{len(content):9,} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
