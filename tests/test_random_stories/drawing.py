"""How stories are drawn: calls of operations, with parameters that may name what there is in the account by then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from .model import Account

Call = tuple[str, dict[str, Any]]
"""An operation by boto3's name, and its parameters; those that are None aren't given."""


@dataclass(frozen=True)
class Nth:
    """One of the account's things, or one that isn't there; of none, nothing."""

    kind: str
    place: int
    form: str = "id"

    def of(self, account: Account) -> str | None:
        things = getattr(account, self.kind)
        if self.place == NOWHERE:
            name = {"numbers": f"phone-{'0' * 32}", "pools": f"pool-{'0' * 32}"}.get(self.kind, "unknown")
        elif not things:
            return None
        else:
            name = list(things)[self.place % len(things)]
        if self.form == "arn":
            return f"arn:aws:sms-voice:us-east-1:123456789012:{KINDS[self.kind]}/{name}"
        if self.form == "E.164" and name in things:
            return str(things[name]["PhoneNumber"])
        return name


NOWHERE = -1
KINDS = {
    "numbers": "phone-number",
    "pools": "pool",
    "lists": "opt-out-list",
    "sets": "configuration-set",
    "protections": "protect-configuration",
}


def one_of(kind: str, *forms: str) -> st.SearchStrategy[Nth]:
    places = st.sampled_from([0, 0, 0, 1, 1, 1, 2, 2, 3, 4, NOWHERE])
    return st.builds(Nth, st.just(kind), places, st.sampled_from(forms or ("id",)))


def perhaps(strategy: Any) -> Any:
    """Half of the time nothing, which isn't given then."""
    return st.none() | (strategy if isinstance(strategy, st.SearchStrategy) else st.sampled_from(strategy))


TOKENS = st.sampled_from([None] * 6 + ["one", "two", "three"])


def calls(operation: str, **parameters: Any) -> st.SearchStrategy[Call]:
    """Calls of an operation, with parameters of these strategies; those in `together` are drawn at once."""
    return st.tuples(st.just(operation), st.fixed_dictionaries(parameters))


def making(*any_of: st.SearchStrategy[Call]) -> Callable[..., None]:
    """A rule of a story: to make one of these calls."""

    @rule(call=st.one_of(any_of))
    def make(story: Any, call: Call) -> None:
        story.make(call)

    return make
