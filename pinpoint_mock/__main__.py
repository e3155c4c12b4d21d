"""Run `python -m pinpoint_mock`, which does the same as `pinpoint-mock`."""

import sys

from .cli import main

sys.exit(main())
