"""Mark the classes that users import from `pinpoint_mock`."""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers see it; importing `typing` would cost more than this module
if TYPE_CHECKING:
    from typing import TypeVar

    C = TypeVar("C", bound=type[object])


def public(cls: C) -> C:
    """Set `__module__` to `pinpoint_mock`, so that a class is shown and pickled by the name that users import.

    Its annotations are strings. `typing.get_type_hints` still evaluates them in the module that defines the class.
    """
    from typing import ForwardRef  # inside the function, so that the import of this module stays light

    home, annotations = cls.__module__, vars(cls).get("__annotations__", {})
    cls.__annotations__ = {
        name: ForwardRef(text, module=home, is_class=True) if isinstance(text, str) else text
        for name, text in annotations.items()
    }
    cls.__module__ = "pinpoint_mock"
    return cls
