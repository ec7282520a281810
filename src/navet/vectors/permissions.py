from typing import Any

from navet.kit.commands import Platform


def is_the_platform(who: Any, thing: Any) -> bool:
    """The graph is nobody's to ask for."""
    return isinstance(who, Platform)
