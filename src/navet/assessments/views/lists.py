from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from navet.assessments import commands, permissions, queries
from navet.assessments.forms import FilterForm, OpeningForm
from navet.directory.doors import Audience, MemberRequest, page
from navet.directory.queries import customers_of, find_organisation
from navet.kit.refusals import NotAllowed, Refused
from navet.questionnaires.queries import offered


@page(Audience.SIGNED_IN)
def assessments(request: MemberRequest) -> HttpResponse:
    """The hub's rounds for its staff and auditors; the own organisations' rounds for everybody else."""
    return _all(request) if request.member.may_read else _own(request)


def _all(request: MemberRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    try:
        after = queries.read_key(request.GET.get("after", ""))
    except ValueError as wrong:
        raise Http404 from wrong
    found = list(queries.assessments(**chosen, after=after)[: queries.PER_PAGE + 1])
    shown = found[: queries.PER_PAGE]
    world = {"form": form, "assessments": shown, "next": ""}
    if len(found) > len(shown):
        asked = request.GET.copy()
        asked["after"] = queries.key_of(shown[-1])
        world["next"] = f"?{asked.urlencode()}"
    return render(request, "assessments/assessments.html", world)


def _own(request: MemberRequest) -> HttpResponse:
    customers = customers_of(request.member)
    rounds = queries.rounds_of_many(customer.organisation_id for customer in customers)
    world = {"customers": [(customer, rounds.get(customer.organisation_id, [])) for customer in customers]}
    return render(request, "assessments/own_assessments.html", world)


@page(Audience.SIGNED_IN)
def open_assessment(request: MemberRequest) -> HttpResponse:
    """Open a round for a customer: which questionnaire, which round, until when."""
    organisation = find_organisation(request.member, _organisation_id(request))
    if not permissions.may_open(request.member, organisation):
        raise NotAllowed
    choices = queries.offered_to(organisation, offered())
    form = OpeningForm(choices, initial=queries.usual_opening(organisation, choices))
    if request.method == "POST":
        form = OpeningForm(choices, request.POST)
        if form.is_valid():
            try:
                opened = commands.open_assessment(request.member, organisation, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect(reverse("assessments:assessment", args=[opened.id]))
    world = {"form": form, "organisation": organisation}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/open_assessment.html", world, status=status)


def _organisation_id(request: MemberRequest) -> UUID:
    try:
        return UUID(request.GET.get("organisation", ""))
    except ValueError as wrong:
        raise Http404 from wrong
