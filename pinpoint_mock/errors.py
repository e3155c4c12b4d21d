"""Define the seven exceptions of the service's model.

Each is raised where its cause is found. Its message is composed here, in the one pattern that has been seen of the real
service: `Conflict Occurred - Reason="..." ResourceType="..." ResourceId="..."`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from ._public import public

IAM_USER = "pinpoint-mock"
"""The name that IAM's refusals give to the caller, whose real name isn't known."""


class Identified(Protocol):
    """What an error shows of a resource: its kind, named as in the model's ResourceType, and its id."""

    @property
    def kind(self) -> str: ...
    @property
    def resource_id(self) -> str: ...


@public
class ServiceException(Exception):
    """An error of the service. `members` are its members on the wire, except for `Message`."""

    message_prefix: ClassVar[str]
    status: ClassVar[int] = 400

    def __init__(self, message: str | None = None, **members: object) -> None:
        self.members: dict[str, Any] = {name: value for name, value in members.items() if value is not None}
        self.message = message if message is not None else self._message()
        super().__init__(f"{self.code}: {self.message}")

    @classmethod
    def with_members(cls, **members: Any) -> ServiceException:
        """Return the error with members in the wire's names. Without `Message`, the others make up its message."""
        error = cls.__new__(cls)
        ServiceException.__init__(error, members.pop("Message", None), **members)
        return error

    @property
    def code(self) -> str:
        """The error code, as in `ClientError.response["Error"]["Code"]`."""
        return type(self).__name__

    @property
    def reason(self) -> str | None:
        """The `Reason`; None if the error has none."""
        return self.members.get("Reason")

    def to_wire(self) -> dict[str, object]:
        """Return all members of the error on the wire, with its code as `__type`."""
        return {"__type": self.code, "Message": self.message, **self.members}

    def _message(self) -> str:
        details = " ".join(f'{name}="{value}"' for name, value in self.members.items() if isinstance(value, str))
        return f"{self.message_prefix} - {details}" if details else self.message_prefix


@public
class AccessDeniedException(ServiceException):
    """The caller isn't allowed to make the call."""

    message_prefix = "Access Denied"

    @classmethod
    def by_iam(cls, operation: str, account_id: str, partition: str) -> AccessDeniedException:
        """Return the refusal of a user whose policies don't allow an operation. Its text was seen of AWS."""
        user, action = f"arn:{partition}:iam::{account_id}:user/{IAM_USER}", f"sms-voice:{operation}"
        return cls(
            f"User: {user} is not authorized to perform: {action} "
            f"because no identity-based policy allows the {action} action"
        )


@public
class ConflictException(ServiceException):
    """The request doesn't fit the state of a resource. `why` adds to the message what the reason doesn't say."""

    message_prefix = "Conflict Occurred"

    def __init__(
        self,
        message: str | None = None,
        *,
        reason: str | None = None,
        resource: Identified | None = None,
        why: str | None = None,
        **members: object,
    ) -> None:
        if resource is not None:
            members = {"ResourceType": resource.kind, "ResourceId": resource.resource_id, **members}
        super().__init__(message, Reason=reason, **members)
        if why is not None:
            self.message = f"{self.message} ({why})"


@public
class InternalServerException(ServiceException):
    """The service failed, with HTTP status 500."""

    message_prefix = "Internal Server Error"
    status = 500


@public
class ResourceNotFoundException(ServiceException):
    """The account has no such resource in the region."""

    message_prefix = "Resource not found"

    def __init__(
        self, message: str | None = None, *, kind: str | None = None, resource_id: str | None = None, **members: object
    ) -> None:
        super().__init__(message, **{"ResourceType": kind, "ResourceId": resource_id, **members})


@public
class ServiceQuotaExceededException(ServiceException):
    """The request would exceed a quota."""

    message_prefix = "Service Quota Exceeded"

    def __init__(self, message: str | None = None, *, reason: str | None = None, **members: object) -> None:
        super().__init__(message, Reason=reason, **members)


@public
class ThrottlingException(ServiceException):
    """There were too many requests."""

    message_prefix = "Rate exceeded"


@public
class ValidationException(ServiceException):
    """The request has wrong fields.

    `fields` maps the path of each, which begins with a name as on the wire, to what is wrong and what would be right.
    """

    message_prefix = "Validation Exception"

    def __init__(
        self,
        message: str | None = None,
        *,
        reason: str | None = None,
        fields: Mapping[str, str] | None = None,
        **members: object,
    ) -> None:
        if fields is not None:
            # The service writes fields in lowerCamelCase ("senderId"), as seen in its messages.
            fields = {lower_camel_case(path): text for path, text in fields.items()}
            members["Fields"] = [{"Name": name, "Message": text} for name, text in fields.items()]
            if message is None:
                names, texts = ",".join(fields), "; ".join(f"{name}: {text}" for name, text in fields.items())
                message = f'{self.message_prefix} - Reason="{reason}" Fields="{names}" ({texts})'
        super().__init__(message, Reason=reason, **members)


def lower_camel_case(name: str) -> str:
    """Return a name in PascalCase with its first letter in lower case."""
    return name[:1].lower() + name[1:]


EXCEPTIONS: dict[str, type[ServiceException]] = {
    exception.__name__: exception
    for exception in (
        AccessDeniedException,
        ConflictException,
        InternalServerException,
        ResourceNotFoundException,
        ServiceQuotaExceededException,
        ThrottlingException,
        ValidationException,
    )
}
