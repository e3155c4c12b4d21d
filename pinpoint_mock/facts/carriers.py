"""Name the only carrier of the mock."""

from __future__ import annotations

# The codes of the test network in ITU-T E.212.
CARRIER_CODES = {"mcc": "001", "mnc": "01"}
CARRIER_NAME = "Test Mobile"
