"""Read the times in requests."""

from __future__ import annotations

import datetime as dt

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)


def instant(written: float | str) -> dt.datetime:
    """Return the time that is given in seconds since the epoch, or as a text in ISO 8601, which is in UTC by default.

    ValueError for anything else, and for a time beyond the year 9999.
    """
    if isinstance(written, str):
        # Before Python 3.11, fromisoformat doesn't accept the Z of UTC.
        time = dt.datetime.fromisoformat(f"{written[:-1]}+00:00" if written.endswith("Z") else written)
        return time if time.tzinfo is not None else time.replace(tzinfo=dt.timezone.utc)
    try:
        return _EPOCH + dt.timedelta(seconds=written)
    except OverflowError as error:
        raise ValueError(f"{written} is beyond the year {dt.MAXYEAR}") from error
