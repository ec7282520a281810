"""The agreement: written and confirmed by the hub, declared and signed by the customer."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from navet.casework import commands, forms, queries
from navet.casework.doors import answer
from navet.casework.permissions import may_sign_agreement, may_write_agreement
from navet.directory.doors import Audience, MemberRequest, VisitorRequest, page
from navet.directory.queries import has_signer
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.stateaid.commands import declare_aid

if TYPE_CHECKING:
    from navet.casework.models import Agreement
from navet.kit.forms import tell_form


@require_POST
@page(Audience.STAFF)
def draft_agreement(request: MemberRequest, plan_id: UUID) -> HttpResponse:
    plan = queries.find_plan(request.member, plan_id)
    try:
        agreement = commands.draft_agreement(request.member, plan)
    except NotAllowed:
        raise
    except Refused as refusal:
        return _refused(request, plan.case, refusal, back=reverse("casework:plan", args=[plan.id]))
    return redirect("casework:agreement", agreement.id)


@page(Audience.READER)
def agreement(request: MemberRequest, agreement_id: UUID) -> HttpResponse:
    return _show(request, queries.find_agreement(request.member, agreement_id))


@page(Audience.STAFF)
def change_agreement_item(request: MemberRequest, item_id: UUID) -> HttpResponse:
    item = queries.find_agreement_item(request.member, item_id)
    before = {
        "quantity": item.quantity.normalize(),
        "invoiced": item.invoiced,
        "regime": item.regime,
        "partner": item.partner_id,
    }
    form = forms.ChangeAgreementItem(request.POST or None, initial=before)
    return answer(
        request,
        form,
        lambda **details: commands.change_agreement_item(request.member, item, **details),
        back=reverse("casework:agreement", args=[item.agreement_id]),
        title=_("Change what is agreed"),
        case=item.agreement.case,
    )


@require_POST
@page(Audience.STAFF)
def send_agreement(request: MemberRequest, agreement_id: UUID) -> HttpResponse:
    return _act(request, agreement_id, commands.send_agreement)


@require_POST
@page(Audience.STAFF)
def confirm_agreement(request: MemberRequest, agreement_id: UUID) -> HttpResponse:
    return _act(request, agreement_id, commands.confirm_agreement)


@page(Audience.STAFF)
def end_agreement(request: MemberRequest, agreement_id: UUID) -> HttpResponse:
    agreement = queries.find_agreement(request.member, agreement_id)
    return answer(
        request,
        forms.EndAgreement(request.POST or None),
        lambda **details: commands.end_agreement(request.member, agreement, **details),
        back=reverse("casework:agreement", args=[agreement.id]),
        title=_("End the agreement"),
        lead=_("The aid is lowered to what has been given. What was given stands."),
        case=agreement.case,
    )


@page(Audience.READER)
def agreement_letter(request: MemberRequest, agreement_id: UUID) -> HttpResponse:
    return _letter(queries.find_agreement(request.member, agreement_id))


@page(Audience.PUBLIC)
def your_agreement(request: VisitorRequest, link: str) -> HttpResponse:
    """The customer's own page of the agreement; whoever signs has signed in."""
    agreement = queries.find_agreement_by_link(link)
    form = forms.Declare(request.POST or None)
    if request.method == "POST" and _has_signed(request, agreement, form):
        return redirect("casework:your_agreement", link)
    items = list(queries.items_of_agreement(agreement))
    context = {
        **_in_all(agreement, items),
        "form": form,
        "link": link,
        "may_sign": may_sign_agreement(request.member, agreement),
        "needs_declaration": queries.needs_declaration(items),
    }
    return render(request, "casework/your_agreement.html", context, status=422 if request.method == "POST" else 200)


@page(Audience.PUBLIC)
def your_letter(request: VisitorRequest, link: str) -> HttpResponse:
    return _letter(queries.find_agreement_by_link(link))


def _has_signed(request: VisitorRequest, agreement: "Agreement", form: forms.Declare) -> bool:
    """The declaration and the signature are one act; a public body and a paying customer declare nothing."""
    if not may_sign_agreement(request.member, agreement):
        raise NotAllowed(_("Sign in as somebody who may sign for the organisation."))
    declares = queries.needs_declaration(queries.items_of_agreement(agreement))
    if declares and not form.is_valid():
        return False
    signer: Any = request.member
    try:
        if declares and agreement.signed_at is None:
            declare_aid(signer, agreement.case.customer.organisation, rows=form.other_aid())
        commands.sign_agreement(signer, agreement)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.is_valid()
        tell_form(form, refusal)
        return False
    return True


def _act(request: MemberRequest, agreement_id: UUID, act: Any) -> HttpResponse:
    agreement = queries.find_agreement(request.member, agreement_id)
    try:
        act(request.member, agreement)
    except NotAllowed:
        raise
    except Refused as refusal:
        return _show(request, agreement, refusal=refusal)
    return redirect("casework:agreement", agreement.id)


def _show(request: MemberRequest, agreement: "Agreement", *, refusal: Refused | None = None) -> HttpResponse:
    items = list(queries.items_of_agreement(agreement))
    waiting = agreement.confirmed_at is None and agreement.ended_at is None
    answers = queries.ledger_answers(agreement, items) if waiting else []
    context = {
        **_in_all(agreement, items),
        "answers": [{"answer": each, "told": queries.told_answer(each)} for each in answers],
        "may_write": may_write_agreement(request.member, agreement),
        "regimes": dict(queries.regime_choices()),
        "link": queries.link_to_agreement(agreement) if agreement.sent_at else "",
        "refusal": refusal,
        "waits_for_signer": waiting and agreement.signed_at is None and not has_signer(agreement.case.customer),
    }
    return render(request, "casework/agreement.html", context, status=409 if refusal else 200)


def _in_all(agreement: "Agreement", items: list[Any]) -> dict[str, Any]:
    regimes = dict(queries.regime_choices())
    return {
        "agreement": agreement,
        "case": agreement.case,
        "items": [{"item": item, "regime": regimes.get(item.regime, item.regime)} for item in items],
        "worth": sum(item.worth for item in items),
        "invoiced": sum(item.invoiced for item in items),
        "aid": sum(item.aid for item in items),
        "currency": items[0].currency if items else "",
    }


def _letter(agreement: "Agreement") -> HttpResponse:
    if not agreement.facts:
        raise NotFound
    response = HttpResponse(queries.letter_of(agreement), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{agreement.number}.pdf"'
    return response


def _refused(request: MemberRequest, case: Any, refusal: Refused, *, back: str) -> HttpResponse:
    context = {"case": case, "refusal": refusal, "back": back, "title": _("That cannot be done yet")}
    return render(request, "casework/refused.html", context, status=409)
