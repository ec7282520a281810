"""The conversation: one question a page, every answer saved at once, with or without JavaScript."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from navet.casework import commands
from navet.casework.commands.drafts import Overwritten
from navet.casework.doors import done
from navet.casework.forms import applications as forms
from navet.casework.queries import (
    drafts_by,
    find_application_by_secret,
    first_answer_days,
    fit_of,
    next_step,
    served,
    service_asked_for,
    summary_of,
)
from navet.casework.questions import MATCH, QUESTIONS, STEPS
from navet.casework.views.askers import links_in, own_application, posted, remember, way_back
from navet.directory.doors import Audience, VisitorRequest, page
from navet.kit.forms import tell_form, telling
from navet.kit.refusals import Refused
from navet.kit.secrets import is_secret, new_secret
from navet.matching.doors import tell

if TYPE_CHECKING:
    from navet.casework.models import Application, Guest
    from navet.directory.models import Membership

CHECK = "check"


@never_cache
@page(Audience.PUBLIC)
def start_application(request: VisitorRequest) -> HttpResponse:
    """The first question. Its answer begins a draft, which belongs to the secret that came with the page."""
    given = request.POST.get("key", "")
    key = given if is_secret(given) else new_secret()
    service = service_asked_for(request.GET.get("service", ""))
    form = forms.NeedForm(posted(request), hub=request.hub)
    form.initial.setdefault("need", request.GET.get("problem", ""))  # begun on the hub's front page
    if request.method == "POST" and form.is_valid():
        with telling(form):
            application = commands.start_application(
                request.member,
                request.hub,
                secret=key,
                language=(get_language() or "en")[:2],
                answers=form.answers,
                service_id=service.id if service else None,
            )
            return remember(_after(request, application, "need", []), request, key)
    if _is_autosave(request):
        return _note(request, form, [])
    context = {
        "form": form,
        "key": key,
        "service": service,
        "drafts": drafts_by(links_in(request)) if request.method == "GET" else [],
        "served": served(request.hub),
        "answer_days": first_answer_days(request.hub),
        **_progress("need"),
    }
    return render(request, "casework/start_application.html", context, status=422 if form.is_bound else 200)


@never_cache
@page(Audience.PUBLIC)
def return_to_application(request: VisitorRequest, secret: str) -> HttpResponse:
    """The link from a letter: remembered here, and gone from the address line."""
    application = find_application_by_secret(secret)
    return remember(redirect("casework:show_application", application_id=application.id), request, secret)


@never_cache
@page(Audience.PUBLIC)
def answer_application(request: VisitorRequest, application_id: UUID, question: str) -> HttpResponse:
    """One question of a draft: shown, and saved when answered."""
    if question not in QUESTIONS:
        raise Http404
    who, application = own_application(request, application_id)
    if not application.is_draft:
        return redirect("casework:show_application", application_id=application_id)
    form = forms.QUESTION_FORMS[question](posted(request), hub=request.hub, application=application)
    if request.method == "POST":
        overwritten = _save(request, who, application, form, question)
        if _is_autosave(request):
            return _note(request, form, overwritten)
        if form.is_valid():
            return _after(request, application, question, overwritten)
    context = {
        "form": form,
        "application": application,
        "seen": application.written(question).get("at", ""),
        "fit": fit_of(request.hub, application),
        **_progress(question),
    }
    return render(request, "casework/answer_application.html", context, status=422 if form.errors else 200)


@never_cache
@page(Audience.PUBLIC)
def submit_application(request: VisitorRequest, application_id: UUID) -> HttpResponse:
    """Everything on one page, to be looked through, consented to and sent."""
    who, application = own_application(request, application_id)
    if not application.is_draft:
        return redirect("casework:show_application", application_id=application_id)
    form = forms.SubmitApplicationForm(posted(request))
    missing: dict[str, list[str]] = {}
    if request.method == "POST":
        form.is_valid()
        try:
            commands.submit_application(who, application, consents=form.cleaned_data.get("consents", False))
        except Refused as refusal:
            missing = refusal.fields
            if not missing:
                tell_form(form, refusal)
        else:
            tell(request.member, application.answer(MATCH), "APPLIED")
            messages.success(request, _("Sent. Thank you! We have sent you a letter with a link to this page."))
            return redirect("casework:show_application", application_id=application_id)
    context = {
        "form": form,
        "application": application,
        "summary": summary_of(application, missing),
        "colleagues": application.links.filter(for_colleague=True),
        "invite": forms.InviteColleagueForm(),
        "way_back": way_back(request, application),
        "fit": fit_of(request.hub, application),
        **_progress(CHECK),
    }
    return render(request, "casework/submit_application.html", context, status=422 if form.is_bound else 200)


@page(Audience.PUBLIC)
def invite_colleague(request: VisitorRequest, application_id: UUID) -> HttpResponse:
    """A colleague gets a link of the own to the same draft."""
    who, application = own_application(request, application_id)
    form = forms.InviteColleagueForm(posted(request))
    if form.is_valid() and done(form, lambda email: commands.invite_colleague(who, application, email=email)):
        text = _("We have sent %(email)s a link. You can both write; what was written last counts.")
        messages.success(request, text % form.cleaned_data)
        return redirect("casework:submit_application", application_id=application_id)
    context = {"form": form, "application": application}
    return render(request, "casework/invite_colleague.html", context, status=422 if form.is_bound else 200)


def _save(
    request: VisitorRequest,
    who: "Membership | Guest",
    application: "Application",
    form: forms.QuestionForm,
    question: str,
) -> list[Overwritten]:
    """Save what fits, also when something else does not."""
    form.is_valid()
    seen = {question: request.POST["seen"]} if "seen" in request.POST else {}
    try:
        return commands.answer_application(who, application, answers=form.answers, seen=seen)
    except Refused as refusal:
        tell_form(form, refusal)
        return []


def _after(
    request: VisitorRequest, application: "Application", question: str, overwritten: list[Overwritten]
) -> HttpResponse:
    """Saved: a word about it where the reader is, or on to the next question that is not known yet."""
    if _is_autosave(request):
        return _note(request, None, overwritten)
    for other in overwritten:
        by = other.by or _("Somebody else")
        said = "; ".join(other.said.values())
        text = _("%(by)s had written something here while you wrote. Yours is kept. Theirs was: “%(said)s”")
        messages.info(request, text % {"by": by, "said": said[:500]})
    step = next_step(application, after=question)
    if step == "files":
        return redirect("casework:attach_document", application_id=application.id)
    if step == CHECK or request.POST.get("then") == CHECK:
        return redirect("casework:submit_application", application_id=application.id)
    return redirect("casework:answer_application", application_id=application.id, question=step)


def _note(request: VisitorRequest, form: forms.QuestionForm | None, overwritten: list[Overwritten]) -> HttpResponse:
    return render(request, "casework/saved.html", {"form": form, "overwritten": overwritten})


def _is_autosave(request: VisitorRequest) -> bool:
    return request.method == "POST" and "HX-Request" in request.headers


def _progress(step: str) -> dict[str, object]:
    place = STEPS.index(step)
    return {"step": step, "place": place + 1, "steps": len(STEPS), "before": STEPS[place - 1] if place else ""}
