"""`python -m postmortem` is `postmortem`."""

from __future__ import annotations

import sys

from postmortem.errors import INTERRUPTION, ExitCode


def main() -> None:
    """Run the command line; Ctrl-C while it is still being loaded is no crash."""
    try:
        from postmortem.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write(f"postmortem: {INTERRUPTION}\n")
        sys.exit(ExitCode.INTERRUPTED)


if __name__ == "__main__":
    main()
