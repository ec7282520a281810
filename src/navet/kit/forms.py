"""How Django's forms become our components, and the controls phones understand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, Self

from django import forms
from django.db.models import QuerySet
from django.forms.renderers import TemplatesSetting

from navet.kit.refusals import NotAllowed, Refused
from navet.kit.translated import LANGUAGES


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


class TextsForm(forms.Form):
    """A form with texts in several languages.

    Each field named in `texts` is asked once a language (`title_sv`, `title_en`), the first language's being the
    one that may be required; `cleaned_data["title"]` is the mapping. A language not asked for keeps its text.
    """

    texts: Mapping[str, forms.CharField] = {}

    def __init__(
        self, *args: Any, languages: Sequence[str], initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.spoken = languages
        self.kept = {name: (initial or {}).get(name) or {} for name in self.texts}
        apart = {f"{name}_{language}": text for name, told in self.kept.items() for language, text in told.items()}
        kwargs["initial"] = {**(initial or {}), **apart}
        super().__init__(*args, **kwargs)
        asked = {f"{n}_{each}": self._ask(n, each) for n in self.texts for each in languages}
        self.fields = {**asked, **self.fields}

    def _ask(self, name: str, language: str) -> forms.CharField:
        field = deepcopy(self.texts[name])
        field.required = field.required and language == self.spoken[0]
        field.label = f"{field.label} ({LANGUAGES[language]})" if len(self.spoken) > 1 else field.label
        field.widget.is_required = field.required
        field.widget.attrs["lang"] = language
        return field

    def asked(self, name: str) -> list[forms.BoundField]:
        """One text's fields, for the page to show together."""
        return [self[f"{name}_{language}"] for language in self.spoken]

    def clean(self) -> dict[str, Any]:
        cleaned = {**(super().clean() or {})}
        for name in self.texts:
            said = {each: cleaned.pop(f"{name}_{each}", "") for each in self.spoken}
            cleaned[name] = {each: text for each, text in (self.kept[name] | said).items() if text}
        return cleaned


def tell_form(form: forms.BaseForm, refusal: Refused) -> None:
    """Put a refusal at the fields it is about, and above the form what is about none of them; what was typed stays."""
    for name, messages in refusal.fields.items():
        form.add_error(name if name in form.fields else None, messages)
    if not refusal.fields:
        form.add_error(None, str(refusal))


@contextmanager
def telling(form: forms.BaseForm) -> Iterator[None]:
    """Act inside this block: a refusal is told on the form and the block is left; who may not act at all is turned away."""
    try:
        yield
    except NotAllowed:
        raise
    except Refused as refusal:
        tell_form(form, refusal)
