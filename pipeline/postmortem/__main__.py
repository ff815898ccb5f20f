"""`python -m postmortem` is `postmortem`."""

from postmortem.cli import main

if __name__ == "__main__":
    main()
