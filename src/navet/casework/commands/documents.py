"""Files in an application and its case: checked by content, kept out of the web server's sight."""

import hashlib
import re
from collections.abc import Iterable
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from navet.casework import permissions
from navet.casework.facts import applications as facts
from navet.casework.file_kinds import Fault, WrongFile, ending, media_type_of
from navet.casework.models import Application, Document, Guest
from navet.journal.commands import announce
from navet.kit.commands import Actor, command
from navet.kit.refusals import Refused
from navet.kit.secrets import new_secret

MOST_DOCUMENTS = 20
LONGEST_NAME = 200
UNSHOWN = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@command(may=permissions.may_write_to)
def attach_document(who: Actor, application: Application, *, name: str, file: BinaryIO, size: int) -> Document:
    """Add a file to the application; the same file under the same name is added once."""
    application = Application.objects.select_for_update().get(id=application.id)
    name = shown_name(name)
    media_type = checked_type(name, file, size)
    digest = digest_of(file)
    known = application.documents.filter(name=name, sha256=digest).first()
    if known is not None:
        return known
    if application.documents.count() >= MOST_DOCUMENTS:
        words = _("Twenty files are the most. Send us a message if you have more.")
        raise Refused(words, fields={"file": [words]})
    document = Document(application=application, name=name, content_type=media_type, size=size, sha256=digest)
    document.added_by = "" if isinstance(who, Guest) else who.actor_name
    document.path = keep_file(application.hub_id, file)
    document.save()
    announce(
        facts.DocumentAttached(hub_id=application.hub_id, about=application.id, document_id=document.id),
        by=who,
    )
    return document


@command(may=permissions.may_remove)
def remove_document(who: Actor, document: Document) -> None:
    """Take a file away again, as long as the application has not been sent."""
    if not document.application.is_draft:
        raise Refused(_("It has been sent already. Write us a message instead."))
    about = document.application_id
    removed = facts.DocumentRemoved(hub_id=document.hub_id, about=about, document_id=document.id)
    forget_files([document])
    document.delete()
    announce(removed, by=who)


def digest_of(file: BinaryIO) -> str:
    """SHA-256 in hex."""
    total = hashlib.sha256()
    while chunk := file.read(1 << 20):
        total.update(chunk)
    return total.hexdigest()


def shown_name(name: str) -> str:
    """The file's own name: no folders, nothing invisible that turns letters round, the ending kept."""
    last = UNSHOWN.sub("", name.replace("\\", "/")).rsplit("/", 1)[-1].strip()
    tail = f".{ending(last)}"
    return last if len(last) <= LONGEST_NAME else last[: LONGEST_NAME - len(tail)] + tail


def forget_files(documents: Iterable[Document]) -> None:
    """Delete the files themselves, once the records are surely gone."""
    for path in [document.path for document in documents]:
        transaction.on_commit(lambda path=path: default_storage.delete(path))  # type: ignore[misc]


def keep_file(hub_id: UUID, file: BinaryIO) -> str:
    """Keep a file in its hub's folder, under a name nobody can guess; its path is returned."""
    file.seek(0)
    return default_storage.save(f"{hub_id}/{new_secret()}", File(file))


def checked_type(name: str, file: BinaryIO, size: int) -> str:
    """The file's media type, or what is wrong with it in the reader's words."""
    try:
        return media_type_of(name, file, size=size, limit=settings.FILE_UPLOAD_MAX_BYTES)
    except WrongFile as wrong:
        words = {
            Fault.EMPTY: _("This file is empty."),
            Fault.TOO_BIG: _("This file is too big: 20 MB is the most."),
            Fault.UNKNOWN: _(
                "We can read PDF, pictures (PNG, JPEG), Word, Excel, PowerPoint, OpenDocument, text and CSV."
            ),
            Fault.MISMATCH: _("This file is not what its name says. Open it, save it again and send that one."),
            Fault.RUNS: _("This file has macros or scripts in it. Save it without them, for example as a PDF."),
        }
        raise Refused(words[wrong.fault], fields={"file": [words[wrong.fault]]}) from wrong
