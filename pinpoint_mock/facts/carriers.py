"""Name the carrier that the mock's phones have."""

from __future__ import annotations

# The test network of ITU-T E.212.
CARRIER_CODES = {"mcc": "001", "mnc": "01"}
CARRIER_NAME = "Test Mobile"
