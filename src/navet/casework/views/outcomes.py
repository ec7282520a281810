"""What came of the help: at closing, and asked again by letter."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from navet.casework import commands, forms, queries
from navet.casework.commands import Told
from navet.casework.doors import answer, done
from navet.directory.doors import Audience, MemberRequest, VisitorRequest, page


@page(Audience.STAFF)
def record_outcome(request: MemberRequest, case_id: UUID) -> HttpResponse:
    case = queries.find_case(request.member, case_id)
    form = forms.RecordOutcome(request.POST or None)
    return answer(
        request,
        form,
        lambda **_details: commands.record_outcome(request.member, case, told=form.told()),
        back=reverse("casework:case", args=[case.id]) + "#help",
        title=_("What came of the help?"),
        case=case,
    )


@page(Audience.STAFF)
def close_case(request: MemberRequest, case_id: UUID) -> HttpResponse:
    case = queries.find_case(request.member, case_id)
    form = forms.CloseCase(request.POST or None)
    return answer(
        request,
        form,
        lambda **details: commands.close_case(
            request.member, case, outcomes=form.outcomes(), score=details["score"], comment=details["comment"]
        ),
        back=reverse("casework:case", args=[case.id]),
        title=_("Close the case"),
        submit=_("Close the case"),
        case=case,
    )


@page(Audience.PUBLIC)
def outcome_question(request: VisitorRequest, link: str) -> HttpResponse:
    """Three big buttons; then, after a yes, one field more."""
    question = queries.find_question_by_link(link)
    customer = queries.holder_of_link(question.case)
    step = forms.FollowUp if request.POST.get("kind") is not None else forms.AnswerQuestion
    form = step(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = Told(**form.cleaned_data) if isinstance(form, forms.FollowUp) else None
        given = form.cleaned_data.get("answer") or "YES"
        if done(form, lambda **_details: commands.answer_outcome_question(customer, question, answer=given, told=told)):
            more = "" if told or given == "NO" else "?more=1"
            return redirect(reverse("casework:outcome_question", args=[link]) + (more or "?thanks=1"))
    context = {"question": question, "form": form, "link": link, "follow_up": _follow_up(form)}
    return render(request, "casework/outcome_question.html", context, status=422 if request.method == "POST" else 200)


def _follow_up(form: object) -> forms.FollowUp:
    return form if isinstance(form, forms.FollowUp) else forms.FollowUp()
