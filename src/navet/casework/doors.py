"""What casework's pages share: a form is shown, answered, refused in its place, or done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from navet.kit.forms import telling

STEP = "casework/step.html"


def answer(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[..., object],
    *,
    back: str,
    template: str = STEP,
    **context: Any,
) -> HttpResponse:
    """Show the form; posted and fitting, act on it and go back. A refusal stands at its field, what was typed is kept."""
    if request.method == "POST" and form.is_valid() and done(form, act):
        return redirect(back)
    status = 422 if request.method == "POST" else 200
    return render(request, template, {**context, "form": form, "back": back}, status=status)


def done(form: forms.BaseForm, act: Callable[..., object]) -> bool:
    """Did it happen? A refusal is put on the form, at the field it names."""
    with telling(form):
        act(**form.cleaned_data)
        return True
    return False
