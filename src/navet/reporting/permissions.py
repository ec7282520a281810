from typing import Any

from navet.directory.models import Membership, Visitor
from navet.kit.commands import Platform


def may_set_target(member: Membership | Visitor, thing: Any) -> bool:
    return member.is_coordinator


def may_define_indicator(member: Membership | Visitor, thing: Any) -> bool:
    """Whoever answers to those who pay."""
    return member.is_coordinator


def may_show_effect(member: Membership | Visitor, thing: Any) -> bool:
    """What everybody sees of the hub is its administrator's to choose."""
    return member.is_administrator


def may_ask_report(member: Membership | Visitor, thing: Any) -> bool:
    """Whoever answers to those who pay."""
    return member.is_coordinator


def may_make_report(who: Membership | Visitor | Platform, thing: Any) -> bool:
    """The platform itself, in the background."""
    return isinstance(who, Platform)
