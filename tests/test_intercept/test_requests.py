"""Test requests that code sends by itself, signed or not, and requests that the service can't read."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3.util import Retry

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

URL = "https://sms-voice.us-east-1.amazonaws.com/"
TARGET = "PinpointSMSVoiceV2.DescribeOptOutLists"
HEADERS = {"X-Amz-Target": TARGET, "Content-Type": "application/x-amz-json-1.0"}
CREATE = {**HEADERS, "X-Amz-Target": "PinpointSMSVoiceV2.CreateOptOutList"}


def arns(response: requests.Response) -> list[str]:
    """The lists in an answer."""
    return [each["OptOutListArn"] for each in response.json()["OptOutLists"]]


def scoped(scope: str) -> dict[str, str]:
    """The headers of a request signed for a day, region and service."""
    return {
        **HEADERS,
        "Authorization": f"AWS4-HMAC-SHA256 Credential=111122223333/{scope}/aws4_request, Signature=0",
    }


# What is asked ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "partition", "region"),
    [
        ("https://sms-voice.eu-west-1.amazonaws.com/", "aws", "eu-west-1"),
        ("http://SMS-Voice-FIPS.us-west-2.amazonaws.com:80/some/path?query", "aws", "us-west-2"),
        ("https://sms-voice.cn-north-1.api.amazonwebservices.com.cn", "aws-cn", "cn-north-1"),
        ("https://vpce-0a1b-2c3d.sms-voice.us-gov-west-1.vpce.amazonaws.com/", "aws-us-gov", "us-gov-west-1"),
    ],
)
def test_an_unsigned_request_is_of_the_mocks_account_and_the_hosts_region(
    url: str, partition: str, region: str
) -> None:
    with mock_pinpoint_v2(account_id="444455556666"):
        answered = requests.post(url, headers=HEADERS, data="{}")
    assert arns(answered) == [f"arn:{partition}:sms-voice:{region}:444455556666:opt-out-list/Default"]


@pytest.mark.usefixtures("pinpoint_v2")
def test_a_signed_request_is_of_its_keys_account() -> None:
    answered = requests.post(URL, headers=scoped("20240101/us-east-1/sms-voice"), data="{}")
    assert arns(answered) == ["arn:aws:sms-voice:us-east-1:111122223333:opt-out-list/Default"]


@pytest.mark.parametrize(
    "kind", ["text", "bytes", "bytearray", "memory", "stream", "words", "file", "generator", "json"]
)
def test_a_body_of_any_kind_is_read(pinpoint_v2: PinpointMock, tmp_path: Path, kind: str) -> None:
    body = json.dumps({"OptOutListName": "promotions", "Tags": [{"Key": "k", "Value": "ü"}]}, ensure_ascii=False)
    file = tmp_path / "body"
    file.write_bytes(body.encode())
    with file.open("rb") as opened:
        bodies: dict[str, Any] = {
            "text": body,
            "bytes": body.encode(),
            "bytearray": bytearray(body.encode()),
            "memory": memoryview(body.encode()),
            "stream": io.BytesIO(body.encode()),
            "words": io.StringIO(body),
            "file": opened,
            "generator": (letter.encode() for letter in body),
        }
        sent = {"json": json.loads(body)} if kind == "json" else {"data": bodies[kind]}
        response = requests.post(URL, headers=CREATE, **sent)
    response.raise_for_status()
    assert response.json()["Tags"] == [{"Key": "k", "Value": "ü"}]
    assert [call.parameters["OptOutListName"] for call in pinpoint_v2.calls] == ["promotions"]


def test_headers_may_be_bytes(pinpoint_v2: PinpointMock) -> None:
    headers = {name: value.encode() for name, value in CREATE.items()}
    requests.post(URL, headers=headers, data='{"OptOutListName": "promotions"}').raise_for_status()
    assert [call.operation for call in pinpoint_v2.calls] == ["CreateOptOutList"]


@pytest.mark.usefixtures("pinpoint_v2")
def test_the_answer_to_head_has_no_body() -> None:
    answer = requests.head(URL)
    assert (answer.status_code, answer.headers["Allow"], answer.content) == (405, "POST", b"")


@pytest.mark.parametrize("nothing", [None, b"", "{}"])
def test_no_body_is_a_request_without_parameters(pinpoint_v2: PinpointMock, nothing: Any) -> None:
    assert len(arns(requests.post(URL, headers=HEADERS, data=nothing))) == 1
    assert pinpoint_v2.calls[0].parameters == {}


# What comes of requests itself --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("pinpoint_v2")
def test_the_response_is_one_of_requests() -> None:
    response = requests.post(URL, headers=HEADERS, data="{}", timeout=(1, 2))
    assert (response.status_code, response.reason, response.ok, response.url) == (200, "OK", True, URL)
    assert response.headers["content-type"] == "application/x-amz-json-1.0"
    assert response.headers["X-Amzn-RequestId"]
    assert isinstance(response.elapsed, dt.timedelta)
    assert (response.history, response.request.method) == ([], "POST")
    refused = requests.put(URL, headers=HEADERS)
    with pytest.raises(requests.HTTPError, match="405 Client Error: Method Not Allowed"):
        refused.raise_for_status()


@pytest.mark.usefixtures("pinpoint_v2")
def test_an_answer_can_be_streamed() -> None:
    with requests.post(URL, headers=HEADERS, data="{}", stream=True) as response:
        chunks = list(response.iter_content(16))
    assert len(chunks) > 1
    assert len(json.loads(b"".join(chunks))["OptOutLists"]) == 1


@pytest.mark.usefixtures("pinpoint_v2")
def test_hooks_cookies_headers_and_auth_of_a_session_have_their_part() -> None:
    heard: list[requests.Response] = []

    def sign(request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers.update(scoped("20240101/us-east-1/sms-voice"))
        return request

    with requests.Session() as session:
        session.hooks["response"].append(lambda response, **_: heard.append(response))
        session.cookies["team"] = "sms"
        session.headers["X-Team"] = "sms"
        session.auth = sign
        response = session.post(URL, data="{}")
    assert heard == [response]
    assert (response.request.headers["Cookie"], response.request.headers["X-Team"]) == ("team=sms", "sms")
    assert arns(response)[0].split(":")[4] == "111122223333"


def test_a_session_made_before_with_adapters_of_its_own_is_answered_and_goes_on_with_them() -> None:
    class Adapter(BaseAdapter):
        def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:  # type: ignore[override]  # as users write it
            raise LookupError(request.url)

        def close(self) -> None: ...

    session = requests.Session()
    session.mount("https://", Adapter())
    session.mount(URL, Adapter())
    with mock_pinpoint_v2():
        assert len(arns(session.post(URL, headers=HEADERS))) == 1
        with pytest.raises(LookupError, match=r"https://example\.com/"):
            session.get("https://example.com/")
    with pytest.raises(LookupError, match=URL):
        session.post(URL, headers=HEADERS)


@pytest.mark.parametrize("raises", [True, False])
def test_the_retries_of_a_mounted_adapter_are_made_without_waiting(pinpoint_v2: PinpointMock, raises: bool) -> None:
    session = requests.Session()
    retry = Retry(2, status_forcelist=[500], allowed_methods=None, backoff_factor=60, raise_on_status=raises)
    session.mount("https://", HTTPAdapter(max_retries=retry))
    pinpoint_v2.fail("CreateOptOutList", "InternalServerException", times=2)
    assert session.post(URL, headers=CREATE, data='{"OptOutListName": "promotions"}').ok
    pinpoint_v2.fail("CreateOptOutList", "InternalServerException", times=None)
    if raises:
        with pytest.raises(requests.exceptions.RetryError):
            session.post(URL, headers=CREATE, data="{}")
    else:
        assert session.post(URL, headers=CREATE, data="{}").status_code == 500
    assert len(pinpoint_v2.calls) == 6


def test_a_subclass_that_overrides_send_is_heard_and_answered(pinpoint_v2: PinpointMock) -> None:
    class Tracing(requests.Session):
        def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
            request.headers["X-Amz-Target"] = TARGET
            return super().send(request, **kwargs)

    with Tracing() as session:
        prepared = session.prepare_request(requests.Request("POST", URL, {**HEADERS, "X-Amz-Target": "to be set"}))
        assert len(arns(session.send(prepared))) == 1
    assert len(pinpoint_v2.calls) == 1


def test_an_exception_given_to_fail_is_raised_itself(pinpoint_v2: PinpointMock) -> None:
    error = requests.ConnectTimeout("on purpose")
    pinpoint_v2.fail("DescribeOptOutLists", error)
    with pytest.raises(requests.ConnectTimeout) as caught:
        requests.post(URL, headers=HEADERS)
    assert caught.value is error


def test_after_the_stop_the_library_is_as_before() -> None:
    before = requests.Session.send
    with mock_pinpoint_v2():
        assert requests.Session.send is not before
    assert requests.Session.send is before


# What is no request of the service ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "status", "code", "says"),
    [
        ({"method": "GET"}, 405, "UnknownOperationException", "GET was given"),
        ({"Content-Type": "application/json"}, 415, "UnsupportedMediaTypeException", "application/x-amz-json-1.0"),
        ({"Content-Type": "application/x-amz-json-1.1"}, 415, "UnsupportedMediaTypeException", "-1.1' was given"),
        ({"Content-Type": None}, 415, "UnsupportedMediaTypeException", "application/x-amz-json-1.0"),
        ({"X-Amz-Target": f"{TARGET[:-1]}"}, 400, "UnknownOperationException", f"did you mean {TARGET}"),
        ({"X-Amz-Target": "DescribeOptOutLists"}, 400, "UnknownOperationException", f"did you mean {TARGET}"),
        ({"X-Amz-Target": None}, 400, "UnknownOperationException", "'' is not an X-Amz-Target"),
        ({"body": b"{"}, 400, "SerializationException", "isn't JSON"),
        ({"body": b"\xff"}, 400, "SerializationException", "isn't JSON"),
        ({"body": b"[" * 100_000}, 400, "SerializationException", "isn't JSON"),
        ({"body": b'[{"OptOutListName": "promotions"}]'}, 400, "SerializationException", "a list was given"),
        ({"body": b"null"}, 400, "SerializationException", "a NoneType was given"),
        ({"body": b'{"OptOutListName": NaN}'}, 400, "SerializationException", "NaN"),
        ({"Authorization": "Bearer token"}, 400, "IncompleteSignatureException", "Credential="),
        ({"Authorization": ""}, 400, "IncompleteSignatureException", "Credential="),
        (scoped("2024/us-east-1/sms-voice"), 400, "IncompleteSignatureException", "yyyymmdd"),
        (scoped("20240101/us-east-1/sns"), 403, "InvalidSignatureException", "service 'sms-voice'; 'sns' was given"),
        (scoped("20240101/eu-west-1/sms-voice"), 403, "InvalidSignatureException", "region 'us-east-1'"),
    ],
    ids=lambda value: None if isinstance(value, (int, str)) else "-".join(map(str, value)),
)
def test_what_is_no_request_of_the_service_is_told_so_and_changes_nothing(
    pinpoint_v2: PinpointMock, changed: dict[str, Any], status: int, code: str, says: str
) -> None:
    headers = {**CREATE, **changed}
    method, body = headers.pop("method", "POST"), headers.pop("body", b'{"OptOutListName": "promotions"}')
    response = requests.request(method, URL, headers=headers, data=body)
    assert (response.status_code, response.json()["__type"]) == (status, code)
    assert says in response.json()["Message"]
    assert response.headers["x-amzn-requestid"]
    assert response.headers.get("Allow") == ("POST" if status == 405 else None)
    assert list(pinpoint_v2.calls) == []
    assert len(pinpoint_v2.client().describe_opt_out_lists()["OptOutLists"]) == 1
