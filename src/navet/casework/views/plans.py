"""The plan: proposed, edited, sent by the hub; accepted by the customer in one click."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from navet.casework import commands, forms, queries
from navet.casework.doors import answer
from navet.casework.permissions import may_accept_plan, may_edit_plan
from navet.directory.doors import Audience, MemberRequest, VisitorRequest, page
from navet.kit.refusals import Refused
from navet.matching.doors import look, reader_language, tell
from navet.matching.forms import DeclineForm

if TYPE_CHECKING:
    from navet.casework.models import Plan


@require_POST
@page(Audience.STAFF)
def propose_plan(request: MemberRequest, case_id: UUID) -> HttpResponse:
    plan = commands.propose_plan(request.member, queries.find_case(request.member, case_id))
    return redirect("casework:plan", plan.id)


@page(Audience.READER)
def plan(request: MemberRequest, plan_id: UUID) -> HttpResponse:
    return _show(request, queries.find_plan(request.member, plan_id), forms.AddPlanItem())


@require_POST
@page(Audience.STAFF)
def add_plan_item(request: MemberRequest, plan_id: UUID) -> HttpResponse:
    plan = queries.find_plan(request.member, plan_id)
    form = forms.AddPlanItem(request.POST)
    if form.is_valid():
        try:
            commands.add_plan_item(request.member, plan, service=form.cleaned_data["service"])
        except Refused as refusal:
            form.add_error("service", str(refusal))
        else:
            tell(request.member, form.cleaned_data["match"], "RECOMMENDED")
            return redirect(reverse("casework:plan", args=[plan.id]) + "#items")
    return _show(request, plan, form, status=422)


@require_POST
@page(Audience.STAFF)
def show_matches(request: MemberRequest, plan_id: UUID) -> HttpResponse:
    """What fits the need out of everything on offer: a part of the plan's page, or the page with that part."""
    plan = queries.find_plan(request.member, plan_id)
    found, cards = look(request.member, request.hub, plan.case.application.need, language=reader_language())
    planned = {item.service_id for item in queries.items_of(plan)}
    matched: dict[str, Any] = {"found": found, "cards": cards, "planned": planned, "declining": DeclineForm()}
    if "HX-Request" in request.headers:
        return render(request, "casework/plan_matches.html", {"plan": plan, **matched})
    return _show(request, plan, forms.AddPlanItem(), **matched)


@page(Audience.STAFF)
def change_plan_item(request: MemberRequest, item_id: UUID) -> HttpResponse:
    item = queries.find_plan_item(request.member, item_id)
    before = {"quantity": item.quantity.normalize(), "partner": item.partner_id, "note": item.note}
    form = forms.ChangePlanItem(request.POST or None, initial=before)
    return answer(
        request,
        form,
        lambda **details: commands.change_plan_item(request.member, item, **details),
        back=reverse("casework:plan", args=[item.plan_id]),
        title=_("Change a piece of help"),
        case=item.plan.case,
    )


@require_POST
@page(Audience.STAFF)
def remove_plan_item(request: MemberRequest, item_id: UUID) -> HttpResponse:
    plan = commands.remove_plan_item(request.member, queries.find_plan_item(request.member, item_id))
    return redirect(reverse("casework:plan", args=[plan.id]) + "#items")


@require_POST
@page(Audience.STAFF)
def move_plan_item(request: MemberRequest, item_id: UUID) -> HttpResponse:
    item = queries.find_plan_item(request.member, item_id)
    commands.move_plan_item(request.member, item, earlier=request.POST.get("way") == "earlier")
    return redirect(reverse("casework:plan", args=[item.plan_id]) + "#items")


@page(Audience.STAFF)
def send_plan(request: MemberRequest, plan_id: UUID) -> HttpResponse:
    plan = queries.find_plan(request.member, plan_id)
    return answer(
        request,
        forms.SendPlan(request.POST or None),
        lambda **details: commands.send_plan(request.member, plan, **details),
        back=reverse("casework:plan", args=[plan.id]),
        title=_("Send the plan to the customer"),
        submit=_("Send"),
        case=plan.case,
    )


@page(Audience.PUBLIC)
def your_plan(request: VisitorRequest, link: str) -> HttpResponse:
    """The customer's own page of the plan, opened by the link in the letter."""
    plan = queries.find_plan_by_link(link)
    context = {"plan": plan, "case": plan.case, "rows": queries.plan_rows(plan), "link": link}
    return render(request, "casework/your_plan.html", context)


@require_POST
@page(Audience.PUBLIC)
def accept_plan(request: VisitorRequest, link: str) -> HttpResponse:
    plan = queries.find_plan_by_link(link)
    who = request.member if may_accept_plan(request.member, plan) else queries.holder_of_link(plan.case)
    try:
        commands.accept_plan(who, plan)
    except Refused as refusal:
        context = {"plan": plan, "case": plan.case, "rows": queries.plan_rows(plan), "link": link, "refusal": refusal}
        return render(request, "casework/your_plan.html", context, status=409)
    return redirect("casework:your_plan", link)


def _show(
    request: MemberRequest, plan: "Plan", form: forms.AddPlanItem, *, status: int = 200, **matched: Any
) -> HttpResponse:
    context = {
        **matched,
        "plan": plan,
        "case": plan.case,
        "rows": queries.plan_rows(plan),
        "form": form,
        "may_edit": may_edit_plan(request.member, plan),
        "link": queries.link_to_plan(plan) if plan.sent_at else "",
        "agreement": queries.agreement_on(plan),
    }
    return render(request, "casework/plan.html", context, status=status)
