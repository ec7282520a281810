from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.casework import permissions
from navet.casework.facts import cases as facts
from navet.casework.models import Case, CasePartner, Note, Task, TimeSpent
from navet.directory.models import Membership
from navet.hubs.models import Partner
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused


@command(may=permissions.may_work_on)
def assign_case(member: Membership, case: Case, *, adviser: Membership) -> Case:
    """Give the case to an adviser."""
    if not adviser.is_staff:
        raise Refused(fields={"adviser": [_("Only the hub's own staff can have a case.")]})
    case.adviser = adviser
    case.save(update_fields=["adviser"])
    announce(facts.CaseAssigned(hub_id=case.hub_id, about=case.id, adviser_id=adviser.id), by=member)
    return case


@command(may=permissions.may_work_on)
def set_next_step(member: Membership, case: Case, *, next_step: str, next_step_on: date | None = None) -> Case:
    """Write down what happens next, and when; the customer sees it."""
    case.next_step = next_step
    case.next_step_on = next_step_on
    case.full_clean()
    case.save(update_fields=["next_step", "next_step_on"])
    announce(facts.NextStepSet(hub_id=case.hub_id, about=case.id, on=next_step_on), by=member)
    return case


@command(may=permissions.may_write_in)
def add_task(
    member: Membership,
    case: Case,
    *,
    text: str,
    due_on: date | None = None,
    assigned_to: Membership | None = None,
) -> Task:
    """Note something to do in the case, by a day; for whoever adds it unless another is named."""
    task = Task(case=case, text=text, due_on=due_on, assigned_to=assigned_to or member)
    task.full_clean()
    task.save()
    announce(facts.TaskAdded(hub_id=case.hub_id, about=case.id, task_id=task.id), by=member)
    return task


@command(may=permissions.may_finish)
def finish_task(member: Membership, task: Task) -> Task:
    """Tick a task off; ticking it again changes nothing."""
    if task.done_at is None:
        task.done_at = timezone.now()
        task.save(update_fields=["done_at"])
        announce(facts.TaskFinished(hub_id=task.hub_id, about=task.case_id, task_id=task.id), by=member)
    return task


@command(may=permissions.may_write_in)
def write_note(member: Membership, case: Case, *, text: str) -> Note:
    """Keep a note that the customer never sees."""
    note = Note(case=case, author=member, text=text)
    note.full_clean()
    note.save()
    announce(facts.NoteWritten(hub_id=case.hub_id, about=case.id, note_id=note.id), by=member)
    return note


@command(may=permissions.may_write_in)
def log_time(member: Membership, case: Case, *, on: date, hours: Decimal, what: str) -> TimeSpent:
    """Log hours put into the case outside any delivery."""
    if not 0 < hours <= 24:
        raise Refused(fields={"hours": [_("A day has at most 24 hours.")]})
    if on > timezone.localdate():
        raise Refused(fields={"on": [_("Hours that were worked cannot lie in the future.")]})
    spent = TimeSpent(case=case, member=member, on=on, hours=hours, what=what)
    spent.full_clean()
    spent.save()
    announce(facts.TimeLogged(hub_id=case.hub_id, about=case.id, time_id=spent.id, hours=hours), by=member)
    return spent


@command(may=permissions.may_work_on)
def add_partner_to_case(member: Membership, case: Case, *, partner: Partner) -> CasePartner:
    """Let a partner into the case; its staff then see their own part of it. Asked again it changes nothing."""
    already = CasePartner.objects.filter(case=case, partner=partner).first()
    if already:
        return already
    taking_part = CasePartner(case=case, partner=partner)
    taking_part.full_clean()
    taking_part.save()
    announce(facts.PartnerAddedToCase(hub_id=case.hub_id, about=case.id, partner_id=partner.id), by=member)
    return taking_part


@command(may=permissions.may_reopen)
def reopen_case(member: Membership, case: Case) -> Case:
    """Take a closed case up again, where the help was."""
    case.stage = Case.Stage.DELIVERING
    case.closed_at = None
    case.save(update_fields=["stage", "closed_at"])
    announce(facts.CaseReopened(hub_id=case.hub_id, about=case.id), by=member)
    return case
