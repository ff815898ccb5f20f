"""Write the samples again: `python -m postmortem.synthetic sample_data`."""

from __future__ import annotations

import sys
from pathlib import Path

from postmortem.synthetic.crisis import crisis
from postmortem.synthetic.stamps import stamps

SAMPLES = {"crisis": crisis, "stamps": stamps}


def main(arguments: list[str]) -> int:
    """Write each sample into its folder below the one named, and say how large the files are."""
    if len(arguments) != 1:
        print("usage: python -m postmortem.synthetic FOLDER", file=sys.stderr)
        return 2
    for sample, draw in SAMPLES.items():
        for name, content in draw().items():
            path = Path(arguments[0], sample, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(f"{len(content):9,} {sample}/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
