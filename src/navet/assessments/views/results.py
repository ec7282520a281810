from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from navet.assessments import commands, letters, permissions, queries
from navet.assessments.doors import RoundRequest, round_page
from navet.assessments.forms import CorrectionForm, Report, posted_answers, report_of, sheet
from navet.assessments.forms.letter import letter_of
from navet.assessments.views.answering import steps_of
from navet.kit.refusals import Refused
from navet.questionnaires.form import told
from navet.questionnaires.queries import form_of


@round_page
def assessment(request: RoundRequest) -> HttpResponse:
    """A round: where to begin or go on while it is open, the result when it is submitted."""
    return _result(request) if request.assessment.is_locked else _overview(request)


def _overview(request: RoundRequest) -> HttpResponse:
    assessment = request.assessment
    form = form_of(assessment.questionnaire_id)
    answers = queries.answers_to(assessment)
    steps = steps_of(request, form, answers)
    waiting = next((step for step in steps if not step["progress"].is_done), None)
    world = {
        "assessment": assessment,
        "title": told(form.title, get_language() or "en"),
        "about": told(form.about, get_language() or "en"),
        "parts": steps,
        "whole": queries.progress(form, answers),
        "next": waiting or (steps[0] if steps else None),
        "is_done": waiting is None,
        "may_answer": permissions.may_answer(request.who, assessment),
        "may_submit": permissions.may_submit(request.who, assessment),
        "may_invite": permissions.may_invite(request.who, assessment),
        "may_remind": permissions.may_remind(request.who, assessment),
        "known": queries.known_facts(assessment),
    }
    return render(request, "assessments/assessment.html", world)


def _result(request: RoundRequest) -> HttpResponse:
    world = {
        "assessment": request.assessment,
        "report": _report(request),
        "known": queries.known_facts(request.assessment),
        "may_correct": permissions.may_correct(request.who, request.assessment),
    }
    return render(request, "assessments/result.html", world)


def _report(request: RoundRequest) -> Report:
    assessment = request.assessment
    return report_of(
        form_of(assessment.questionnaire_id),
        assessment,
        queries.answers_to(assessment),
        get_language() or "en",
        series=queries.series_of(assessment),
        peers=queries.peers_of(assessment),
        offers=queries.help_for(assessment),
    )


@round_page
def result_letter(request: RoundRequest) -> HttpResponse:
    """The result as a PDF, in the reader's language."""
    if not request.assessment.is_locked:
        raise Http404
    known = queries.known_facts(request.assessment)
    language = get_language() or "en"
    content = letters.result_pdf(letter_of(request.hub, request.assessment, known, _report(request), language))
    name = slugify(f"{request.assessment.organisation} {request.assessment.timing}")
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@round_page
def answers(request: RoundRequest) -> HttpResponse:
    """Every answer as it stands, who gave it, and the corrections."""
    form = form_of(request.assessment.questionnaire_id)
    given, by = queries.answers_to(request.assessment), queries.who_answered(request.assessment)
    language = get_language() or "en"
    world = {
        "assessment": request.assessment,
        "parts": [
            (told(dimension.title, language), sheet(form, dimension.questions, given, language, by=by))
            for dimension in form.dimensions
        ],
        "corrections": queries.corrections_of(request.assessment),
        "may_correct": request.assessment.is_locked and permissions.may_correct(request.who, request.assessment),
    }
    return render(request, "assessments/answers.html", world)


@round_page
def correct_assessment(request: RoundRequest, question: str) -> HttpResponse:
    """Correct one answer of a submitted round, with a reason that stays."""
    assessment = request.assessment
    form = form_of(assessment.questionnaire_id)
    if question not in form.questions or not permissions.may_correct(request.who, assessment):
        raise Http404
    asked = form.questions[question]
    reason, given = CorrectionForm(), queries.answers_to(assessment)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        reason = CorrectionForm(request.POST)
        typed, wrong = posted_answers([asked], request.POST)
        given |= typed
        if reason.is_valid() and not wrong:
            try:
                commands.correct_assessment(
                    request.who, assessment, question=question, value=typed[question], **reason.cleaned_data
                )
            except Refused as refusal:
                reason.add_error(None, str(refusal))
            else:
                messages.success(request, _("The answer is corrected, and the scores with it."))
                return redirect("assessments:assessment", assessment.id)
    world = {
        "assessment": assessment,
        "form": reason,
        "question": sheet(form, [asked], given, get_language() or "en", errors=wrong)[0],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if reason.errors or wrong else HTTPStatus.OK
    return render(request, "assessments/correct_assessment.html", world, status=status)
