from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.assessments import facts, permissions
from navet.assessments.models import Assessment, ResultFile
from navet.assessments.result_files import ResultRow, Unreadable, read_result_file
from navet.assessments.scoring import rounded
from navet.directory.models import Membership
from navet.directory.queries import customers_by_number
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused
from navet.questionnaires.commands import keep_questionnaire
from navet.questionnaires.form import Questionnaire
from navet.questionnaires.queries import shipped_forms

READY = "ready"


@command(may=permissions.may_read_results)
def read_results(coordinator: Membership, hub: Hub, *, name: str, raw: bytes) -> ResultFile:
    """Read an official result file and say, row by row, what would come of it; nothing comes in yet."""
    try:
        form, rows = read_result_file(raw, shipped_forms())
    except Unreadable as fault:
        words = _unreadable(fault)
        raise Refused(words, fields={"file": [words]}) from fault
    customers = customers_by_number()
    seen = _rounds_here(form)
    checked = [_checked(row, customers, seen) for row in rows]
    file = ResultFile(name=name[:200], form=form.code, rows=checked, read_by=coordinator)
    file.full_clean()
    file.save()
    announce(facts.ResultFileRead(hub_id=hub.id, about=file.id, rows=len(rows)), by=coordinator)
    return file


@command(may=permissions.may_import_results)
def import_results(coordinator: Membership, file: ResultFile) -> ResultFile:
    """Take in the good rows of a result file as submitted rounds; a row that came in meanwhile is left alone."""
    held = ResultFile.objects.select_for_update().get(id=file.id)
    if held.imported_at:
        return held
    form = next(form for form in shipped_forms() if form.code == held.form)
    questionnaire = keep_questionnaire(coordinator, held.hub, code=form.code, version=form.version)
    seen = _rounds_here(form)
    taken = [row for row in held.rows if row["state"] == READY and _key(row) not in seen]
    for row in taken:
        assessment = Assessment(
            organisation_id=UUID(row["organisation"]),
            questionnaire=questionnaire,
            timing=row["timing"],
            source=Assessment.Source.FILE,
            submitted_at=timezone.now(),
            submitted_by=coordinator,
            submitted_by_name=coordinator.actor_name,
            scores={"dimensions": row["dimensions"], "overall": row["overall"]},
            overall=Decimal(str(rounded(Fraction(row["overall"])))),
            level=form.band(Fraction(row["overall"])).code,
        )
        _replace_planned(assessment)
        assessment.full_clean()
        assessment.save()
    held.imported_at = timezone.now()
    held.save()
    announce(facts.ResultFileImported(hub_id=held.hub_id, about=held.id, rounds=len(taken)), by=coordinator)
    return held


def _replace_planned(assessment: Assessment) -> None:
    """A round that was only planned gives way to the one that came in; its day is kept."""
    planned = Assessment.objects.filter(
        organisation_id=assessment.organisation_id,
        questionnaire=assessment.questionnaire,
        timing=assessment.timing,
        submitted_at__isnull=True,
    ).first()
    if planned:
        assessment.anchor_on, assessment.due_on = planned.anchor_on, planned.due_on
        planned.delete()


def _rounds_here(form: Questionnaire) -> set[tuple[str, str]]:
    """The rounds of this form that are submitted or being answered, by organisation and timing."""
    here = Assessment.objects.filter(questionnaire__code=form.code, opened_at__isnull=False)
    came = Assessment.objects.filter(questionnaire__code=form.code, submitted_at__isnull=False)
    return {(str(id), timing) for id, timing in (here | came).values_list("organisation_id", "timing")}


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["organisation"], row["timing"]


def _checked(row: ResultRow, customers: dict[str, tuple[UUID, str]], seen: set[tuple[str, str]]) -> dict[str, Any]:
    """A row with its state: `ready`, `here`, `unknown`, or the code of its fault."""
    found = _customer(row, customers)
    kept = asdict(row) | {
        "overall": str(row.overall),
        "dimensions": {code: str(value) for code, value in row.dimensions.items()},
        "organisation": str(found[0]) if found else "",
        "known_as": found[1] if found else "",
    }
    kept["state"] = row.fault or ("unknown" if not found else "here" if _key(kept) in seen else READY)
    if kept["state"] == READY:
        seen.add(_key(kept))
    return kept


def _customer(row: ResultRow, customers: dict[str, tuple[UUID, str]]) -> tuple[UUID, str] | None:
    """By register number, else by a legal name that only one customer has."""
    number = "".join(filter(str.isalnum, row.number)).upper()
    if number in customers:
        return customers[number]
    named = [found for found in customers.values() if found[1].casefold() == row.name.casefold()]
    return named[0] if len(named) == 1 else None


def _unreadable(fault: Unreadable) -> str:
    words = {
        "format": _("This is not an XLSX file that can be read."),
        "size": _("The file is too large to unpack."),
        "sheet": _("The file has no sheet of official results. Its sheets: %(detail)s."),
        "columns": _("These columns are missing: %(detail)s."),
    }
    return words[fault.reason] % {"detail": fault.detail}
