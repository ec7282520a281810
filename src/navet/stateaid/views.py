from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from navet.directory.doors import Audience, MemberRequest, page
from navet.directory.queries import find_organisation
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
        "declaration": queries.newest_declaration(organisation),
        "may_correct": request.member.is_staff,
    }
    return render(request, "stateaid/organisation_aid.html", context, status=status)


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
    context = {"form": form, "rates": queries.newest_rates()}
    return render(request, "stateaid/enter_rate.html", context, status=_status(form))


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
