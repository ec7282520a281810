from typing import Any

from navet.casework.models import Application, Document, Guest
from navet.directory.models import Membership
from navet.directory.queries import customers_of
from navet.kit.commands import Actor, Platform


def may_start(who: Actor, thing: Any) -> bool:
    """Anybody, without an account."""
    return True


def may_speak_for(who: Actor, application: Application) -> bool:
    """Whoever holds a link to it, who sent it, and the contacts of the customer it is for."""
    if isinstance(who, Guest):
        return who.application_id == application.id
    if not isinstance(who, Membership):
        return False
    customer = application.customer_id
    if application.applicant_id == who.id or customer is None:
        return application.applicant_id == who.id
    return customers_of(who).filter(id=customer).exists()


def may_write_to(who: Actor, application: Application) -> bool:
    """Both sides."""
    return is_staff(who, application) or may_speak_for(who, application)


def may_remove(who: Actor, document: Document) -> bool:
    return may_speak_for(who, document.application)


def is_staff(who: Actor, thing: Any) -> bool:
    return isinstance(who, Membership) and who.is_staff


def is_the_platform(who: Actor, thing: Any) -> bool:
    """Only the clock and the listeners."""
    return isinstance(who, Platform)
