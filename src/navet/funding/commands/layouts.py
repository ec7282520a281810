from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.funding import facts, permissions
from navet.funding.layouts import FIELDS, Fault, read
from navet.funding.models import Layout
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused


@command(may=permissions.may_edit_projects)
def add_layout(coordinator: Membership, hub: Hub, *, name: str, text: str) -> Layout:
    """Keep a funder's own columns under a name."""
    return _keep(coordinator, Layout(name=name.strip(), text=text))


@command(may=permissions.may_edit_projects)
def edit_layout(coordinator: Membership, layout: Layout, *, name: str, text: str) -> Layout:
    """Change a funder's own columns; claims are laid out anew each time, so nothing that was sent changes."""
    layout.name, layout.text = name.strip(), text
    return _keep(coordinator, layout)


def _keep(coordinator: Membership, layout: Layout) -> Layout:
    columns, faults = read(layout.text)
    if faults:
        raise Refused(fields={"text": [_told(fault) for fault in faults[:10]]})
    if not columns:
        raise Refused(fields={"text": [_("Write at least one column.")]})
    layout.full_clean()
    layout.save()
    announce(facts.LayoutKept(hub_id=layout.hub_id, about=layout.id, name=layout.name), by=coordinator)
    return layout


def _told(fault: Fault) -> str:
    """What is wrong with a line of a layout, for whoever wrote it."""
    sentences = {
        "sign": _("Line %(line)s has no equals sign between what is there and what it is: %(said)s"),
        "heading": _("Line %(line)s has no heading before the equals sign."),
        "field": _(
            "Line %(line)s: we have nothing called “%(said)s”. Write one of %(fields)s, or a text in quotation marks."
        ),
        "twice": _("Line %(line)s: that heading is there already."),
        "above": _("Line %(line)s begins with *, and there is no column with values above it."),
        "many": _("Line %(line)s is a column too many: 60 are the most."),
    }
    return sentences[fault.what] % {"line": fault.line, "said": fault.said, "fields": ", ".join(FIELDS)}
