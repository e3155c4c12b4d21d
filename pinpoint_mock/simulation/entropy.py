"""Where ids, numbers and tokens come from: the same on every run and in every process, where a seed is given."""

from __future__ import annotations

from random import Random

from attrs import define, field

_UUID4_MASK = ~((0xF << 76) | (0x3 << 62))
_UUID4_BITS = (0x4 << 76) | (0x2 << 62)


@define
class Entropy:
    """Two streams of one seed. Request ids have their own, so that one more Describe doesn't change the next id."""

    seed: int | str | None
    _resources: Random | None = field(default=None, init=False)
    _requests: Random | None = field(default=None, init=False)

    def restart(self) -> None:
        self._resources = self._requests = None

    @property
    def resources(self) -> Random:
        """Made when it is first asked for: seeding would be a good part of a mock's start."""
        if self._resources is None:
            self._resources = Random(self.seed)
        return self._resources

    def hex_id(self) -> str:
        """32 hex digits, as in `phone-...`; the service's are random UUIDs (version 4) without dashes."""
        return f"{self.resources.getrandbits(128) & _UUID4_MASK | _UUID4_BITS:032x}"

    def message_id(self) -> str:
        """A UUID, as messages have."""
        return _dashed(self.hex_id())

    def digits(self, number: int) -> str:
        """So many decimal digits, as a verification code has."""
        return f"{self.resources.randrange(10**number):0{number}}"

    def request_id(self) -> str:
        """A UUID, as in `ResponseMetadata.RequestId`."""
        if self._requests is None:
            self._requests = Random(self.seed)
        return _dashed(f"{self._requests.getrandbits(128) & _UUID4_MASK | _UUID4_BITS:032x}")


def _dashed(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
