from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from navet.assessments import commands, permissions, queries
from navet.assessments.doors import RoundRequest, open_parts, round_page
from navet.assessments.forms import posted_answers, posted_value, radar, sheet
from navet.assessments.scoring import score
from navet.kit.refusals import Refused
from navet.questionnaires.answering import is_answered, is_asked
from navet.questionnaires.form import Dimension, Questionnaire, told
from navet.questionnaires.queries import form_of


@round_page
def answer_question(request: RoundRequest, part: str) -> HttpResponse:
    """One dimension at a time: with JavaScript every choice is saved at once, without it by the button."""
    assessment = request.assessment
    form = form_of(assessment.questionnaire_id)
    dimension = next((each for each in form.dimensions if each.code == part), None)
    if dimension is None or part not in open_parts(request, form):
        raise Http404
    if assessment.is_locked:
        return redirect("assessments:assessment", assessment.id)
    if request.method != "POST":
        return _page(request, form, dimension, {})
    if request.POST.get("only"):
        return _save_one(request, form, dimension)
    return _save_all(request, form, dimension)


def _save_one(request: RoundRequest, form: Questionnaire, dimension: Dimension) -> HttpResponse:
    """A choice was made: save its question, answer with what changed on the page."""
    questions = [question for question in dimension.questions if question.code == request.POST["only"]]
    wrong = _save(request, questions)
    return _page(request, form, dimension, wrong, fragment="#saved")


def _save_all(request: RoundRequest, form: Questionnaire, dimension: Dimension) -> HttpResponse:
    """The button: save the page's questions and go on, unless something is wrong or a new question appeared."""
    before = queries.answers_to(request.assessment)
    shown = [question for question in dimension.questions if is_asked(form, question, before)]
    wrong = _save(request, shown)
    if wrong:
        return _page(request, form, dimension, wrong)
    after = queries.answers_to(request.assessment)
    appeared = [
        question
        for question in dimension.questions
        if question not in shown and is_asked(form, question, after) and not is_answered(question, None)
    ]
    if appeared and not all(question.code in after for question in appeared):
        return redirect(f"{request.path}#{appeared[0].code}")
    return redirect(_next_address(request, form, dimension))


def _save(request: RoundRequest, questions: list[Any]) -> dict[str, str]:
    """Save what can be kept and is new; give back what is wrong, by question."""
    answers, wrong = posted_answers(questions, request.POST)
    known = queries.answers_to(request.assessment)
    for code, value in answers.items():
        if code not in known or known[code] != value:
            try:
                commands.answer_question(request.who, request.assessment, question=code, value=value)
            except Refused as refusal:
                wrong[code] = str(refusal)
    return wrong


def _next_address(request: RoundRequest, form: Questionnaire, dimension: Dimension) -> str:
    codes = open_parts(request, form)
    place = codes.index(dimension.code) + 1
    if place < len(codes):
        return reverse("assessments:answer_question", args=[request.assessment.id, codes[place]])
    return reverse("assessments:assessment", args=[request.assessment.id])


def _page(
    request: RoundRequest, form: Questionnaire, dimension: Dimension, wrong: dict[str, str], fragment: str = ""
) -> HttpResponse:
    language = get_language() or "en"
    answers = queries.answers_to(request.assessment)
    typed = answers
    if wrong:
        typed = answers | {
            question.code: posted_value(question, request.POST)
            for question in dimension.questions
            if question.code in wrong
        }
    world = {
        "assessment": request.assessment,
        "form": form,
        "dimension": dimension,
        "title": told(dimension.title, language),
        "about": told(dimension.about, language),
        "number": form.dimensions.index(dimension) + 1,
        "questions": sheet(
            form,
            dimension.questions,
            typed,
            language,
            by=queries.who_answered(request.assessment),
            errors=wrong,
        ),
        "wrong": wrong,
        "changed": request.POST.get("only", ""),
        "so_far": queries.progress(form, answers, dimension.code),
        "whole": queries.progress(form, answers),
        "parts": steps_of(request, form, answers, dimension.code),
        "radar": radar(form, language, [(_("So far"), dict(score(form, answers).dimensions))]),
        "previous": _previous_address(request, form, dimension),
        "known": queries.known_facts(request.assessment) if dimension == form.dimensions[0] else None,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, f"assessments/answer_question.html{fragment}", world, status=status)


def _previous_address(request: RoundRequest, form: Questionnaire, dimension: Dimension) -> str:
    codes = open_parts(request, form)
    place = codes.index(dimension.code)
    if place == 0:
        return reverse("assessments:assessment", args=[request.assessment.id])
    return reverse("assessments:answer_question", args=[request.assessment.id, codes[place - 1]])


def steps_of(
    request: RoundRequest, form: Questionnaire, answers: dict[str, Any], current: str = ""
) -> list[dict[str, Any]]:
    """The dimensions this person may answer, each with how far it has come and its address."""
    language = get_language() or "en"
    return [
        {
            "code": dimension.code,
            "title": told(dimension.title, language),
            "number": number,
            "progress": queries.progress(form, answers, dimension.code),
            "is_current": dimension.code == current,
            "address": reverse("assessments:answer_question", args=[request.assessment.id, dimension.code]),
        }
        for number, dimension in enumerate(form.dimensions, start=1)
        if dimension.code in open_parts(request, form)
    ]


@round_page
def submit_assessment(request: RoundRequest) -> HttpResponse:
    """What is left, or: is this right? Then it is sent in and locked."""
    assessment = request.assessment
    if not permissions.may_submit(request.who, assessment):
        raise Http404
    if assessment.is_locked:
        return redirect("assessments:assessment", assessment.id)
    form = form_of(assessment.questionnaire_id)
    answers = queries.answers_to(assessment)
    world = {
        "assessment": assessment,
        "whole": queries.progress(form, answers),
        "parts": steps_of(request, form, answers),
        "refusal": "",
    }
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            commands.submit_assessment(request.who, assessment)
        except Refused as refusal:
            world["refusal"], status = str(refusal), HTTPStatus.CONFLICT
        else:
            return redirect("assessments:assessment", assessment.id)
    return render(request, "assessments/submit_assessment.html", world, status=status)
