"""Logging help: one short form that survives a reload and acts once; its five records; its correction."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from navet.casework import commands, forms, queries
from navet.casework.doors import answer
from navet.casework.permissions import may_correct_delivery
from navet.directory.doors import Audience, MemberRequest, page
from navet.kit.records import new_id
from navet.kit.translated import told

if TYPE_CHECKING:
    from navet.casework.models import AgreementItem, Case


@page(Audience.PARTNER)
def to_deliver(request: MemberRequest) -> HttpResponse:
    """Everything that is promised and not all given: a partner's its own, staff's every case."""
    items = list(queries.items_to_deliver(request.member)[:200])
    left = queries.left_of(items)
    rows = [{"item": item, "left": left[item.id], "case": item.agreement.case} for item in items]
    return render(request, "casework/to_deliver.html", {"rows": rows})


@page(Audience.PARTNER)
def deliver_item(request: MemberRequest, item_id: UUID) -> HttpResponse:
    item = queries.find_agreement_item(request.member, item_id)
    case = item.agreement.case
    draft = queries.draft_of(request.member, case, item)
    left = queries.left_of([item])[item.id]
    form = forms.DeliverHelp(request.POST or None, initial=_begun(draft, {"quantity": left.normalize()}))
    _unasked(request, form, item.unit)
    return answer(
        request,
        form,
        lambda **_details: commands.deliver_help(
            request.member, case, key=form.cleaned_data["key"], given=form.given(), item=item
        ),
        back=reverse("casework:case", args=[case.id]) + "#help",
        template="casework/deliver.html",
        case=case,
        item=item,
        left=left,
        title=told(item.service.title).text,
        draft_address=reverse("casework:save_item_draft", args=[item.id]),
    )


@page(Audience.PARTNER)
def deliver_other(request: MemberRequest, case_id: UUID) -> HttpResponse:
    case = queries.find_case(request.member, case_id)
    form = forms.DeliverOther(request.POST or None, initial=_begun(queries.draft_of(request.member, case, None), {}))
    _unasked(request, form, "")
    return answer(
        request,
        form,
        lambda **_details: commands.deliver_help(
            request.member,
            case,
            key=form.cleaned_data["key"],
            given=form.given(),
            service=form.cleaned_data["service"],
        ),
        back=reverse("casework:case", args=[case.id]) + "#help",
        template="casework/deliver.html",
        case=case,
        title=_("Help outside an agreement"),
        draft_address=reverse("casework:save_draft", args=[case.id]),
    )


@require_POST
@page(Audience.PARTNER)
def save_item_draft(request: MemberRequest, item_id: UUID) -> HttpResponse:
    item = queries.find_agreement_item(request.member, item_id)
    return _save_draft(request, item.agreement.case, item)


@require_POST
@page(Audience.PARTNER)
def save_draft(request: MemberRequest, case_id: UUID) -> HttpResponse:
    return _save_draft(request, queries.find_case(request.member, case_id), None)


@page(Audience.INSIDER)
def delivery(request: MemberRequest, delivery_id: UUID) -> HttpResponse:
    """One delivery with everything that stands behind its numbers."""
    found = queries.find_delivery(request.member, delivery_id)
    context = queries.five_records(request.member, found)
    context["may_correct"] = found.replaced_at is None and may_correct_delivery(request.member, found)
    return render(request, "casework/delivery.html", context)


@page(Audience.PARTNER)
def correct_delivery(request: MemberRequest, delivery_id: UUID) -> HttpResponse:
    found = queries.find_delivery(request.member, delivery_id)
    before = {
        name: getattr(found, name)
        for name in ("first_on", "last_on", "hours", "quantity", "participants", "description", "invoiced", "is_last")
    }
    before |= {"delivered_by": found.delivered_by_id, "key": new_id()}
    form = forms.CorrectDelivery(request.POST or None, initial=before)
    _unasked(request, form, found.item.unit if found.item else "")
    return answer(
        request,
        form,
        lambda **details: commands.correct_delivery(
            request.member, found, key=details["key"], given=form.given(), reason=details["reason"]
        ),
        back=reverse("casework:case", args=[found.case_id]) + "#help",
        case=found.case,
        title=_("Correct a delivery"),
        lead=_("Write what was really given. All five records follow, and what stood before stays to be seen."),
    )


def _begun(draft: Any, usual: dict[str, Any]) -> dict[str, Any]:
    """What was typed already, else what is likely. The draft's id is the form's key, so it is sent once."""
    today = timezone.localdate()
    likely = {"first_on": today, "last_on": today, "participants": 1, "key": draft.id if draft else new_id(), **usual}
    return {**likely, **(draft.answers if draft else {})}


def _unasked(request: MemberRequest, form: forms.DeliverHelp, unit: str) -> None:
    """What need not be asked: the quantity of help priced by the hour, who did it when a partner's staff logs it."""
    if unit in {"HOUR", "PARTICIPANT"}:
        form.fields["quantity"].widget = form.fields["quantity"].hidden_widget()
        form.initial.pop("quantity", None)
    if not request.member.is_staff:
        del form.fields["delivered_by"]


def _save_draft(request: MemberRequest, case: "Case", item: "AgreementItem | None") -> HttpResponse:
    kept = {name: value for name, value in request.POST.items() if name in forms.DeliverOther.base_fields}
    kept.pop("key", None)
    draft = commands.save_delivery_draft(request.member, case, item=item, answers=kept)
    return render(request, "casework/deliver.html#saved", {"at": timezone.localtime(), "draft": draft})
