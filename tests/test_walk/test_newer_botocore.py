"""A botocore that is newer than this package: the walk names what it adds to the model, and so does a call."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest
from botocore.loaders import Loader

SERVICE = "pinpoint-sms-voice-v2"
WALK = Path(__file__).with_name("test_walk.py")


@pytest.fixture
def newer(pytester: pytest.Pytester) -> pytest.Pytester:
    """Give pytester's processes a botocore with a new operation, and with a parameter and a member that are new."""
    loader = Loader()
    model = deepcopy(loader.load_service_model(SERVICE, "service-2"))  # what was read is shared by all loaders
    model["operations"]["PaintPhoneNumber"] = {**model["operations"]["DescribePools"], "name": "PaintPhoneNumber"}
    for shape, member in ("RequestPhoneNumberRequest", "Colour"), ("RequestPhoneNumberResult", "ColourName"):
        model["shapes"][shape]["members"][member] = {"shape": "String"}
    version = loader.determine_latest_version(SERVICE, "service-2")
    # botocore looks first in the home directory, and pytester's processes have one of their own.
    folder = pytester.mkdir(".aws") / "models" / SERVICE / version
    folder.mkdir(parents=True)
    (folder / "service-2.json").write_text(json.dumps(model), "utf-8")
    return pytester


def test_the_walk_names_what_a_newer_botocore_adds(newer: pytest.Pytester) -> None:
    chosen = "PaintPhoneNumber or RequestPhoneNumber"
    result = newer.runpytest_subprocess("-p", "no:cacheprovider", "-k", chosen, str(WALK))
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines_random(
        [
            "E *in no story, and not in NOT_YET: PaintPhoneNumber",
            "E *in no story, and not in WITHOUT_EFFECT: RequestPhoneNumber.Colour",
            "E *in no story, and not in NEVER_PRODUCED: RequestPhoneNumber.ColourName",
        ]
    )


def test_a_call_names_what_a_newer_botocore_adds(newer: pytest.Pytester) -> None:
    newer.makepyfile(
        """
        import pytest

        def test_an_operation(pinpoint_v2_client):
            with pytest.raises(NotImplementedError, match="^PaintPhoneNumber isn't mocked by pinpoint-mock"):
                pinpoint_v2_client.paint_phone_number()

        def test_a_parameter(pinpoint_v2_client):
            with pytest.raises(NotImplementedError, match="^Colour of RequestPhoneNumber isn't mocked by"):
                pinpoint_v2_client.request_phone_number(
                    IsoCountryCode="US",
                    MessageType="TRANSACTIONAL",
                    NumberCapabilities=["SMS"],
                    NumberType="SIMULATOR",
                    Colour="red",
                )
        """
    )
    newer.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)
