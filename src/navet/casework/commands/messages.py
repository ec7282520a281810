from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.casework import permissions
from navet.casework.facts import applications as facts
from navet.casework.models import Application, Guest, Message
from navet.directory.models import Membership
from navet.journal.commands import announce
from navet.kit.commands import Actor, command
from navet.kit.refusals import Refused


@command(may=permissions.may_write_to)
def write_message(who: Actor, application: Application, *, text: str, once: UUID | None = None) -> Message:
    """Write to the other side; the answer to a question asked back puts the application before the hub again.

    `once` is the sender's own name for the message: sent again under the same name, it is written once.
    """
    application = Application.objects.select_for_update().get(id=application.id)
    known = application.messages.filter(id=uuid5(application.id, str(once))).first() if once else None
    if known is not None:
        return known
    if application.is_draft or application.erased_at:
        raise Refused(_("There is nobody to write to yet: send the application first."))
    message = new_message(who, application, text=text, once=once)
    if message.from_hub:
        note_first_answer(application)
    elif application.status == Application.Status.ASKED_BACK:
        application.status = Application.Status.SUBMITTED
        application.save(update_fields=["status", "updated_at"])
        announce(
            facts.ApplicationAnswered(hub_id=application.hub_id, about=application.id, message_id=message.id), by=who
        )
    written = facts.MessageWritten(
        hub_id=application.hub_id, about=application.id, message_id=message.id, from_hub=message.from_hub
    )
    announce(written, by=who)
    return message


@command(may=permissions.may_write_to)
def read_messages(who: Actor, application: Application) -> int:
    """Note that the messages of the other side have been read. Answers how many were new."""
    new = application.messages.filter(read_at__isnull=True, from_hub=not is_hub(who, application))
    return new.update(read_at=timezone.now())


def new_message(who: Actor, application: Application, *, text: str, once: UUID | None = None) -> Message:
    message = Message(
        application=application,
        from_hub=is_hub(who, application),
        author=who if isinstance(who, Membership) else None,
        author_name=application.applicant_name or application.applicant_email
        if isinstance(who, Guest)
        else who.actor_name,
        text=text,
    )
    if once:
        message.id = uuid5(application.id, str(once))
    message.full_clean()
    message.save(force_insert=True)
    return message


def is_hub(who: Actor, application: Application) -> bool:
    """An adviser who applies herself writes as an applicant."""
    return permissions.is_staff(who, application) and not permissions.may_speak_for(who, application)


def note_first_answer(application: Application) -> None:
    """The first-answer clock stops at the first word from the hub."""
    if application.first_answered_at is None:
        application.first_answered_at = timezone.now()
        application.save(update_fields=["first_answered_at", "updated_at"])
