from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.catalogue import queries
from navet.catalogue.models import Price, Service
from navet.funding.queries import projects
from navet.hubs.models import Hub
from navet.hubs.queries import partners
from navet.kit.forms import DayInput, Pick, TextsForm

TEXTS = ("title", "summary", "gives", "description", "needs", "duration")
LISTS = ("technologies", "sectors", "audience", "languages", "regions", "strengthens")


def text_area(label: Any, rows: int, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, required=False, max_length=10_000, help_text=help_text)


def ticks(label: Any, scheme: str) -> forms.MultipleChoiceField:
    """Words of a list, to tick."""
    return forms.MultipleChoiceField(
        label=label, choices=lambda: choices(scheme), widget=forms.CheckboxSelectMultiple, required=False
    )


def choices(scheme: str, codes: Iterable[str] | None = None) -> list[tuple[str, str]]:
    return [(code, str(word)) for code, word in queries.words(scheme).items() if codes is None or code in codes]


class ServiceForm(TextsForm):
    """A service, as those who offer it write it down."""

    texts = {
        "title": forms.CharField(label=_("Name"), max_length=120),
        "summary": forms.CharField(
            label=_("In one or two sentences"),
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=400,
            required=False,
            help_text=_("What is it, and whom does it help? This is what people see in the list."),
        ),
        "gives": text_area(_("What one gets"), 4, _("One thing a line.")),
        "description": text_area(_("How it goes"), 8),
        "needs": text_area(_("What it takes from the customer"), 3),
        "duration": forms.CharField(
            label=_("How long it takes"), max_length=120, required=False, help_text=_("For example: two half days.")
        ),
    }
    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("Short and lasting, for example TBI-03."))
    kind = forms.ChoiceField(label=_("Kind of offer"), choices=Service.Kind.choices)
    pillar = forms.ChoiceField(label=_("Kind of help"), choices=lambda: choices("pillars"), widget=forms.RadioSelect)
    format = forms.ChoiceField(label=_("How we meet"), choices=lambda: choices("formats"), widget=forms.RadioSelect)
    hours = forms.DecimalField(label=_("Hours of work"), max_digits=6, decimal_places=1, min_value=0, required=False)
    capacity = forms.IntegerField(label=_("Number of places"), min_value=1, max_value=100_000, required=False)
    apply_by = forms.DateField(
        label=_("Last day to apply"),
        widget=DayInput,
        required=False,
        help_text=_("For a course or a call: after that day it is no longer shown."),
    )
    technologies = ticks(_("Technologies"), "technologies")
    sectors = ticks(_("Industries"), "catalogue-sectors")
    audience = ticks(_("For whom"), "audience")
    languages = ticks(_("Languages"), "languages")
    regions = ticks(_("Where"), "nuts-3")
    strengthens = ticks(_("Which parts of digital maturity it strengthens"), "maturity-dimensions")
    ai_level = forms.ChoiceField(label=_("AI"), choices=Service.AILevel.choices, required=False)
    provider = Pick(partners, label=_("Who gives it"), required=False)
    contact = Pick(queries.contacts, label=_("Whom one asks about it"), required=False)
    contact_email = forms.EmailField(label=_("Contact's e-mail"), required=False)
    before = forms.MultipleChoiceField(label=_("What comes first"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, hub: Hub, service: Service | None, by_coordinator: bool, **kwargs: Any) -> None:
        super().__init__(*args, languages=hub.languages, initial=_initial(hub, service), **kwargs)
        regions = self.fields["regions"]
        regions.choices = choices("nuts-3", {*hub.regions, *(service.regions if service else [])} or None)  # type: ignore[attr-defined]
        others = queries.service_titles(but=service)
        if others:
            self.fields["before"].choices = others  # type: ignore[attr-defined]
        else:
            del self.fields["before"]
        if not by_coordinator:
            del self.fields["provider"]

    def written(self) -> tuple[dict[str, Any], list[Any]]:
        """What was typed, as the command takes it: the particulars, and what comes first."""
        details = dict(self.cleaned_data)
        return details, details.pop("before", [])


def _initial(hub: Hub, service: Service | None) -> dict[str, Any]:
    if service is None:
        return {"languages": hub.languages, "regions": hub.regions, "format": "on-site"}
    written = ("code", "kind", "pillar", "format", "hours", "capacity", "apply_by", "ai_level", "contact_email")
    kept = {name: getattr(service, name) for name in (*TEXTS, *LISTS, *written)}
    before = [str(each.id) for each in queries.needed_before(service)]
    return kept | {"provider": service.provider_id, "contact": service.contact_id, "before": before}


class SetPrice(forms.Form):
    """A price from a day on, and the project that pays."""

    project = Pick(projects, label=_("Project that pays"))
    amount = forms.DecimalField(
        label=_("Price"), max_digits=12, decimal_places=2, min_value=0, help_text=_("What one unit is worth.")
    )
    invoiced = forms.DecimalField(
        label=_("What the customer pays"),
        max_digits=12,
        decimal_places=2,
        min_value=0,
        initial=0,
        help_text=_("Nothing, if the hub pays it all. Only the rest can be state aid."),
    )
    unit = forms.ChoiceField(label=_("For"), choices=Price.Unit.choices, initial=Price.Unit.PIECE)
    since = forms.DateField(
        label=_("First day"),
        widget=DayInput,
        initial=timezone.localdate,
        help_text=_("The price that holds now ends the day before."),
    )
    aid_step = forms.TypedChoiceField(
        label=_("Round the aid to"),
        coerce=lambda text: forms.DecimalField().to_python(text),
        choices=[("0.01", _("cents")), ("1.00", _("whole units")), ("10.00", _("tens"))],
        initial="0.01",
    )
