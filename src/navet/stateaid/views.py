from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from navet.directory.doors import KINDS, Audience, MemberRequest, download, key_or_none, page
from navet.directory.queries import find_organisation
from navet.kit.forms import telling
from navet.kit.refusals import NotAllowed, Refused
from navet.stateaid import commands, forms, queries
from navet.stateaid.course import course_of
from navet.stateaid.permissions import may_declare

if TYPE_CHECKING:
    from navet.directory.models import Organisation

MOST_DIGITS = 3


@page(Audience.READER)
def organisation_aid(request: MemberRequest, id: UUID) -> HttpResponse:
    """An organisation's aid: the room today, what a promise would do, and the rows behind the figures."""
    organisation = find_organisation(request.member, id)
    room = queries.room_of(organisation)
    form = forms.WhatIfForm(request.GET if "amount" in request.GET else None, initial={"on": room.on})
    context: dict[str, Any] = {"organisation": organisation, "room": room, "form": form}
    if form.is_valid():
        asked = queries.room_of(organisation, form.cleaned_data["on"])
        amount = form.cleaned_data["amount"]
        context |= {"asked": asked, "answer": asked.answer(amount), "ways": queries.ways_forward(asked, amount)}
    status = _status(form)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "stateaid/organisation_aid.html#what_if", context, status=status)
    context |= {
        "ledger": queries.ledger_of(room),
        "course": course_of(room.history, room.on),
        "past": room.history.windows_past(),
        "splits": queries.splits_of(organisation),
        "declaration": queries.newest_declaration(organisation),
        "may_correct": request.member.is_staff,
    }
    return render(request, "stateaid/organisation_aid.html", context, status=status)


@page(Audience.READER)
def register(request: MemberRequest) -> HttpResponse:
    """What the public register must still be told of; a coordinator notes what was sent."""
    if request.GET.get("as") in KINDS:
        return _register_file(request, request.GET["as"])
    queue = queries.register_queue(request.hub, after=key_or_none(request.GET.get("after")))
    form = forms.FilingForm(request.POST or None, waiting=queue.rows)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.file_aid(request.member, request.hub, **form.cleaned_data)
            messages.success(request, _("Noted: the register knows."))
            return redirect("stateaid:register")
    chosen = set(request.POST.getlist("entries"))
    shown = {
        "queue": queue,
        "form": form,
        "rows": [(each, str(each.entry.id) in chosen) for each in queue.rows],
        "filings": queries.filings(request.hub),
        "years": [timezone.localdate().year - back for back in range(3)],
        "may_file": request.member.is_coordinator,
    }
    return render(request, "stateaid/register.html", shown, status=422 if request.method == "POST" else 200)


def _register_file(request: MemberRequest, kind: str) -> HttpResponse:
    """What waits, in the register's fields; or with a year, that year's sums."""
    year = request.GET.get("year", "")
    if not year.isdecimal() or not date.min.year <= int(year) <= date.max.year:
        return download(kind, "aid-register", *queries.register_table(request.hub))
    rows = queries.year_of_aid(request.hub, int(year))
    return download(
        kind,
        f"de-minimis-{int(year)}",
        ["NACE version", "NACE sector", "Grants", "Aid amount, EUR"],
        [list(row.values()) for row in rows],
    )


@page(Audience.COORDINATOR)
def undo_filing(request: MemberRequest, id: UUID) -> HttpResponse:
    """A filing that does not count after all."""
    filing = queries.find_filing(id)
    form = forms.UndoFilingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.undo_filing(request.member, filing, reason=form.cleaned_data["reason"])
            return redirect("stateaid:register")
    shown = {"form": form, "filing": filing}
    return render(request, "stateaid/undo_filing.html", shown, status=422 if request.method == "POST" else 200)


@page(Audience.COORDINATOR)
def record_split(request: MemberRequest, id: UUID) -> HttpResponse:
    """Which part of an organisation's aid went on with another when it split up."""
    organisation = find_organisation(request.member, id)
    form = forms.SplitForm(request.POST or None, initial={"country": organisation.country})
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.record_split(request.member, organisation, **form.details())
            return redirect("stateaid:organisation_aid", id=id)
    shown = {"form": form, "organisation": organisation}
    return render(request, "stateaid/split.html", shown, status=422 if request.method == "POST" else 200)


@page(Audience.COORDINATOR)
def undo_split(request: MemberRequest, id: UUID, split_id: UUID) -> HttpResponse:
    organisation = find_organisation(request.member, id)
    split = queries.find_split(organisation, split_id)
    form = forms.UndoSplitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.undo_split(request.member, split, reason=form.cleaned_data["reason"])
            return redirect("stateaid:organisation_aid", id=id)
    shown = {"form": form, "organisation": organisation, "split": split}
    return render(request, "stateaid/split.html", shown, status=422 if request.method == "POST" else 200)


@page(Audience.READER)
def schemes(request: MemberRequest) -> HttpResponse:
    """The hub's own schemes; its administrator writes one down."""
    form = forms.SchemeForm(request.POST or None, languages=request.hub.languages)
    if request.method == "POST" and not request.member.is_administrator:
        raise NotAllowed
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.set_scheme(request.member, request.hub, scheme=commands.Scheme(**form.cleaned_data))
            messages.success(request, _("From its first day on, aid can be granted under it."))
            return redirect("stateaid:schemes")
    shown = {"form": form, "schemes": queries.own_schemes()}
    return render(request, "stateaid/schemes.html", shown, status=422 if request.method == "POST" else 200)


@page(Audience.ADMINISTRATOR)
def end_scheme(request: MemberRequest, id: UUID) -> HttpResponse:
    scheme = queries.find_scheme(id)
    form = forms.EndSchemeForm(request.POST or None, initial={"valid_until": scheme.valid_until})
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.end_scheme(request.member, scheme, valid_until=form.cleaned_data["valid_until"])
            return redirect("stateaid:schemes")
    shown = {"form": form, "scheme": scheme}
    return render(request, "stateaid/end_scheme.html", shown, status=422 if request.method == "POST" else 200)


@page(Audience.SIGNED_IN)
def declare_aid(request: MemberRequest, id: UUID) -> HttpResponse:
    """The customer's statement of other de minimis aid, signed online."""
    organisation = find_organisation(request.member, id)
    if not may_declare(request.member, organisation):
        raise NotAllowed(_("Only somebody who may sign for the organisation can sign this."))
    if "more" in request.POST:
        return _declaration(request, organisation, _with_one_more(request.POST), forms.SignatureForm())
    form = forms.SignatureForm(request.POST or None)
    rows = forms.other_aid_forms(request.POST or None, request.hub.currency)
    if not (form.is_valid() and rows.is_valid()):
        return _declaration(request, organisation, request.POST or None, form, 422 if request.POST else 200)
    try:
        commands.declare_aid(request.member, organisation, rows=forms.told_rows(rows))
    except Refused as refusal:
        _tell(form, refusal)
        return _declaration(request, organisation, request.POST, form, _status(form))
    messages.success(request, _("Thank you. Your declaration is signed."))
    return redirect("stateaid:declare_aid", id=id)


def _declaration(
    request: MemberRequest,
    organisation: "Organisation",
    data: QueryDict | None,
    form: forms.SignatureForm,
    status: int = 200,
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "rows": forms.other_aid_forms(data, request.hub.currency),
        "form": form,
        "declaration": queries.newest_declaration(organisation),
        "today": timezone.localdate(),
    }
    return render(request, "stateaid/declare_aid.html", context, status=status)


@page(Audience.STAFF)
def correct_aid(request: MemberRequest, id: UUID) -> HttpResponse:
    """Set a grant's amount right, with the reason."""
    entry = queries.find_entry(request.member, id)
    standing = queries.changed_amount(entry)[1]
    form = forms.CorrectAidForm(request.POST or None, initial={"amount": standing})
    if form.is_valid():
        try:
            commands.correct_aid(request.member, entry, **form.cleaned_data)
        except Refused as no:
            _tell(form, no)
        else:
            messages.success(request, _("The correction is entered."))
            return redirect("stateaid:organisation_aid", id=entry.organisation_id)
    context = {"entry": entry, "form": form, "standing": standing}
    return render(request, "stateaid/correct_aid.html", context, status=_status(form))


@page(Audience.STAFF)
def revoke_aid(request: MemberRequest, id: UUID) -> HttpResponse:
    """Take a grant back whole, with the reason."""
    entry = queries.find_entry(request.member, id)
    form = forms.RevokeAidForm(request.POST or None)
    if form.is_valid():
        try:
            commands.revoke_aid(request.member, entry, **form.cleaned_data)
        except Refused as no:
            _tell(form, no)
        else:
            messages.success(request, _("The grant is revoked."))
            return redirect("stateaid:organisation_aid", id=entry.organisation_id)
    context = {"entry": entry, "form": form, "standing": queries.changed_amount(entry)[1]}
    return render(request, "stateaid/revoke_aid.html", context, status=_status(form))


@page(Audience.COORDINATOR)
def enter_rate(request: MemberRequest) -> HttpResponse:
    """The exchange rates aid is converted with, and the next one."""
    form = forms.EnterRateForm(request.POST or None, initial={"day": timezone.localdate()})
    if form.is_valid():
        currency = form.cleaned_data.pop("currency")
        try:
            commands.enter_rate(request.member, currency, **form.cleaned_data)
        except Refused as no:
            _tell(form, no)
        else:
            messages.success(request, _("The rate is entered."))
            return redirect("stateaid:enter_rate")
    context = {"form": form, "file_form": forms.RateFileForm(), "rates": queries.newest_rates()}
    return render(request, "stateaid/enter_rate.html", context, status=_status(form))


@require_POST
@page(Audience.COORDINATOR)
def import_rates(request: MemberRequest) -> HttpResponse:
    """Official rates from the Bank's own file."""
    form = forms.RateFileForm(request.POST, request.FILES)
    if form.is_valid():
        with telling(form):
            done = commands.import_rates(request.member, request.hub, raw=form.cleaned_data["file"].read())
            words = {"entered": done.entered, "known": done.known, "differing": len(done.differing)}
            text = _("%(entered)s rates came in; %(known)s were here already, %(differing)s of them with another rate.")
            messages.success(request, text % words)
            return redirect("stateaid:enter_rate")
    context = {
        "form": forms.EnterRateForm(initial={"day": timezone.localdate()}),
        "file_form": form,
        "rates": queries.newest_rates(),
    }
    return render(request, "stateaid/enter_rate.html", context, status=422)


def _with_one_more(data: QueryDict) -> QueryDict:
    """What was typed, and one row more to type in."""
    more = data.copy()
    rows = data.get("aid-TOTAL_FORMS", "")
    more["aid-TOTAL_FORMS"] = str(int(rows) + 1) if rows.isdecimal() and len(rows) < MOST_DIGITS else rows
    return more


def _tell(form: Form, refusal: Refused) -> None:
    """Say a refusal in its place on the form."""
    place = next((name for name in refusal.fields if name in form.fields), None)
    form.add_error(place, ValidationError(str(refusal), code="refused"))


def _status(form: Form) -> int:
    """409 for what was refused, 422 for what was not understood."""
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    if "refused" in codes:
        return 409
    return 422 if codes else 200
