"""`python -m pearls`, the same as `pearls`."""

import sys

from pearls.cli.commands import main

if __name__ == "__main__":
    sys.exit(main())
