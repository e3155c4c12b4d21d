"""Make ids, numbers and tokens: with a seed, the same ones on every run and in every process."""

from __future__ import annotations

from random import Random

from attrs import define, field

# The bits of a UUID that its version and variant take, and their values for version 4.
_UUID4_MASK = ~((0xF << 76) | (0x3 << 62))
_UUID4_BITS = (0x4 << 76) | (0x2 << 62)


@define
class IdSource:
    """Two random streams with the same seed. Request ids have their own stream, so that they don't change other ids."""

    seed: int | str | None
    _resources: Random | None = field(default=None, init=False)
    _requests: Random | None = field(default=None, init=False)

    def restart(self) -> None:
        """Begin both streams again."""
        self._resources = self._requests = None

    @property
    def random(self) -> Random:
        """The stream for resources. It is made at its first use, since seeding would be most of a mock's start."""
        if self._resources is None:
            self._resources = Random(self.seed)
        return self._resources

    def hex_id(self) -> str:
        """Return 32 hex digits for an id: a random UUID (version 4) without dashes, like those of the service."""
        random = self._resources or self.random
        return f"{random.getrandbits(128) & _UUID4_MASK | _UUID4_BITS:032x}"

    def message_id(self) -> str:
        """Return a UUID, for a message."""
        return _dashed(self.hex_id())

    def digits(self, number: int) -> str:
        """Return that number of random decimal digits, for a verification code."""
        return f"{self.random.randrange(10**number):0{number}}"

    def request_id(self) -> str:
        """Return a UUID, for `ResponseMetadata.RequestId`."""
        if self._requests is None:
            self._requests = Random(self.seed)
        return _dashed(f"{self._requests.getrandbits(128) & _UUID4_MASK | _UUID4_BITS:032x}")


def _dashed(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
