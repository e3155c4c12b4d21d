"""`python -m pinpoint_mock`, the same as `pinpoint-mock`."""

import sys

from .cli import main

sys.exit(main())
