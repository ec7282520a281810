"""How Django's forms become our components, and the controls phones understand."""

from collections.abc import Callable
from typing import Any, Self

from django import forms
from django.db.models import QuerySet
from django.forms.renderers import TemplatesSetting

from navet.kit.refusals import Refused


class Rendering(TemplatesSetting):
    """Makes `{{ form }}` and every field use our templates; named in the setting FORM_RENDERER."""

    form_template_name = "kit/forms/form.html"
    field_template_name = "kit/forms/field.html"


class DayInput(forms.DateInput):
    """A calendar day, picked with the device's own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day, picked with the device's own picker."""

    input_type = "time"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day and a time in the hub's zone, picked with the device's own picker."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Pick(forms.ModelChoiceField[Any]):
    """One of the records that a query answers; asked when the form is made, inside its hub."""

    def __init__(self, ask: Callable[[], QuerySet[Any]], **options: Any) -> None:
        super().__init__(queryset=None, **options)
        self.ask = ask

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        copy = super().__deepcopy__(memo)
        copy.queryset = self.ask()
        return copy


def tell_form(form: forms.BaseForm, refusal: Refused) -> None:
    """Put a refusal at the fields it is about, or above the form; what was typed stays."""
    known = {name: messages for name, messages in refusal.fields.items() if name in form.fields}
    for name, messages in known.items():
        form.add_error(name, messages)
    if not known:
        form.add_error(None, str(refusal))
