"""What casework's pages share: a form is shown, answered, refused in its place, or done."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from navet.kit.refusals import NotAllowed, Refused
from navet.kit.tables import CSV, XLSX, as_csv, as_xlsx

STEP = "casework/step.html"
KINDS = {"csv": CSV, "xlsx": XLSX}


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
    try:
        act(**form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refusal:
        put_on(form, refusal)
        return False
    return True


def put_on(form: forms.BaseForm, refusal: Refused) -> None:
    for name, messages in refusal.fields.items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)
    if not refusal.fields:
        form.add_error(None, str(refusal))


def download(kind: str, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The whole list as a file: `csv` or `xlsx`."""
    content = as_csv(head, rows) if kind == "csv" else as_xlsx(name, head, rows)
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
