"""Audit rooms: opened and closed by the hub, read by whoever holds the link; everything opened is written down."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from navet.audits import commands, forms, queries
from navet.audits.views.evidence import as_kept
from navet.casework.queries import letter_of
from navet.directory.doors import KINDS, Audience, MemberRequest, VisitorRequest, download, page
from navet.funding.queries import COLUMNS, find_financier, find_period, told_claim, told_rows
from navet.kit.forms import telling
from navet.kit.refusals import NotFound

if TYPE_CHECKING:
    from navet.audits.models import Auditor, AuditRoom


@require_safe
@page(Audience.READER)
def rooms(request: MemberRequest) -> HttpResponse:
    return render(request, "audits/rooms.html", {"rooms": queries.rooms()})


@page(Audience.COORDINATOR)
def open_room(request: MemberRequest, financier_id: UUID) -> HttpResponse:
    financier = find_financier(financier_id)
    form = forms.RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            room = commands.open_room(request.member, financier, **form.cleaned_data)
            return redirect("audits:room", room.id)
    shown = {"form": form, "financier": financier}
    return render(request, "audits/open_room.html", shown, status=422 if request.method == "POST" else 200)


@require_safe
@page(Audience.READER)
def room(request: MemberRequest, id: UUID) -> HttpResponse:
    """A room with its link, and everything that has been opened in it."""
    found = queries.find_room(id)
    shown = {"room": found, "visits": queries.visits_of(found), "address": address_of(request, found)}
    return render(request, "audits/room.html", shown)


@require_POST
@page(Audience.COORDINATOR)
def close_room(request: MemberRequest, id: UUID) -> HttpResponse:
    commands.close_room(request.member, queries.find_room(id))
    messages.success(request, _("The link opens nothing any more."))
    return redirect("audits:room", id)


def address_of(request: HttpRequest, room: "AuditRoom") -> str:
    return request.build_absolute_uri(reverse("audits:audit", args=[queries.link_to_room(room)]))


@never_cache
@require_safe
@page(Audience.PUBLIC)
def audit(request: VisitorRequest, link: str) -> HttpResponse:
    """The auditor's way in: every claim of the financier. A room that is closed says so."""
    auditor, room = queries.find_room_by_link(link)
    if not room.is_open:
        return render(request, "audits/closed.html", {"room": room}, status=410)
    commands.open_evidence(auditor, room, kind="room", thing=room.id)
    return render(request, "audits/audit.html", {"room": room, "link": link, "claims": queries.claims_in(room)})


@never_cache
@require_safe
@page(Audience.PUBLIC)
def audited_claim(request: VisitorRequest, link: str, claim_id: UUID) -> HttpResponse:
    """One claim as it was sent, each line a door to what stands behind it."""
    auditor, room = open_room_behind(link)
    claim = queries.find_claim_in(room, claim_id)
    commands.open_evidence(auditor, room, kind="claim", thing=claim.id)
    told = told_claim(find_period(claim.period_id))
    if request.GET.get("as") in KINDS:
        return download(request.GET["as"], "claim", [str(name) for name in COLUMNS], told_rows(told.rows))
    return render(request, "audits/claim.html", {"room": room, "link": link, "claim": claim, "told": told})


@never_cache
@require_safe
@page(Audience.PUBLIC)
def audited_line(request: VisitorRequest, link: str, claim_id: UUID, line_id: UUID) -> HttpResponse:
    """One claimed cost, down to its evidence."""
    auditor, room = open_room_behind(link)
    line = queries.find_line_in(room, claim_id, line_id)
    commands.open_evidence(auditor, room, kind="line", thing=line.id)
    evidence = queries.evidence_of(auditor, line.cost.about)
    return render(request, "audits/line.html", {"room": room, "link": link, "line": line, "evidence": evidence})


@never_cache
@require_safe
@page(Audience.PUBLIC)
def audited_letter(request: VisitorRequest, link: str, claim_id: UUID, line_id: UUID) -> HttpResponse:
    """The agreement that promised the help, as the customer has it."""
    auditor, room = open_room_behind(link)
    line = queries.find_line_in(room, claim_id, line_id)
    agreement = queries.evidence_of(auditor, line.cost.about).agreement
    if agreement is None:
        raise NotFound
    commands.open_evidence(auditor, room, kind="letter", thing=line.id)
    response = HttpResponse(letter_of(agreement), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{agreement.number}.pdf"'
    return response


@never_cache
@require_safe
@page(Audience.PUBLIC)
def audited_proof(request: VisitorRequest, link: str, claim_id: UUID, line_id: UUID, proof_id: UUID) -> HttpResponse:
    """A file that proves the work, exactly as it was added."""
    auditor, room = open_room_behind(link)
    line = queries.find_line_in(room, claim_id, line_id)
    proof = queries.find_proof(proof_id, about=line.cost.about)
    commands.open_evidence(auditor, room, kind="proof", thing=proof.id)
    return as_kept(proof)  # type: ignore[return-value]


def open_room_behind(link: str) -> "tuple[Auditor, AuditRoom]":
    """A closed room's pages are not there."""
    auditor, room = queries.find_room_by_link(link)
    if not room.is_open:
        raise NotFound
    return auditor, room
