"""The seven exceptions of the service's model, and nothing else.

Each is raised where the fact is known; its message is made here, in the one pattern that has been seen of the
real service: `Conflict Occurred - Reason="..." ResourceType="..." ResourceId="..."`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol


class Identified(Protocol):
    """What an error says of a resource: its kind, as the model's ResourceType names it, and its id."""

    @property
    def kind(self) -> str: ...
    @property
    def resource_id(self) -> str: ...


class ServiceException(Exception):
    """An error answer of the service. `members` are the wire's, beside `Message`."""

    opening: ClassVar[str]
    status: ClassVar[int] = 400

    def __init__(self, message: str | None = None, **members: Any) -> None:
        self.members: dict[str, Any] = {name: value for name, value in members.items() if value is not None}
        self.message = message if message is not None else self._message()
        super().__init__(f"{self.code}: {self.message}")

    @classmethod
    def with_members(cls, **members: Any) -> ServiceException:
        """The error with members in the wire's names, its message among them or made of the others."""
        error = cls.__new__(cls)
        ServiceException.__init__(error, members.pop("Message", None), **members)
        return error

    @property
    def code(self) -> str:
        """The error code, as in `ClientError.response["Error"]["Code"]`."""
        return type(self).__name__

    @property
    def reason(self) -> str | None:
        """The modelled `Reason`, where the error has one."""
        return self.members.get("Reason")

    def to_wire(self) -> dict[str, Any]:
        return {"__type": self.code, "Message": self.message, **self.members}

    def _message(self) -> str:
        said = " ".join(f'{name}="{value}"' for name, value in self.members.items() if isinstance(value, str))
        return f"{self.opening} - {said}" if said else self.opening


class AccessDeniedException(ServiceException):
    opening = "Access Denied"


class ConflictException(ServiceException):
    """`why` says more than the reason does, in the message alone."""

    opening = "Conflict Occurred"

    def __init__(
        self,
        message: str | None = None,
        *,
        reason: str | None = None,
        resource: Identified | None = None,
        why: str | None = None,
        **members: Any,
    ) -> None:
        if resource is not None:
            members = {"ResourceType": resource.kind, "ResourceId": resource.resource_id, **members}
        super().__init__(message, Reason=reason, **members)
        if why is not None:
            self.message = f"{self.message} ({why})"


class InternalServerException(ServiceException):
    opening = "Internal Server Error"
    status = 500


class ResourceNotFoundException(ServiceException):
    opening = "Resource not found"

    def __init__(
        self, message: str | None = None, *, kind: str | None = None, resource_id: str | None = None, **members: Any
    ) -> None:
        super().__init__(message, **{"ResourceType": kind, "ResourceId": resource_id, **members})


class ServiceQuotaExceededException(ServiceException):
    opening = "Service Quota Exceeded"

    def __init__(self, message: str | None = None, *, reason: str | None = None, **members: Any) -> None:
        super().__init__(message, Reason=reason, **members)


class ThrottlingException(ServiceException):
    opening = "Rate exceeded"


class ValidationException(ServiceException):
    """`fields` maps the path of each field, which begins as the wire spells it, to what is wrong and what would do."""

    opening = "Validation Exception"

    def __init__(
        self,
        message: str | None = None,
        *,
        reason: str | None = None,
        fields: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        if fields is not None:
            # The service spells fields in lowerCamelCase ("senderId"), seen in its own messages.
            fields = {lower_camel_case(path): text for path, text in fields.items()}
            members["Fields"] = [{"Name": name, "Message": text} for name, text in fields.items()]
            if message is None:
                names, texts = ",".join(fields), "; ".join(f"{name}: {text}" for name, text in fields.items())
                message = f'{self.opening} - Reason="{reason}" Fields="{names}" ({texts})'
        super().__init__(message, Reason=reason, **members)


def lower_camel_case(name: str) -> str:
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
