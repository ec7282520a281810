"""What the pattern page shows: every component once, with invented but likely content."""

from datetime import UTC, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from navet.kit.charts import Bar, Bars, Chart, Lines, Radar, Series, Sparkline, Stack, Target
from navet.kit.forms import DayInput


class ExampleForm(forms.Form):
    """One field of each kind."""

    company = forms.CharField(label=_("Company"), help_text=_("As it stands in the register."), max_length=20)
    email = forms.EmailField(label=_("E-mail"))
    staff = forms.IntegerField(label=_("Number of staff"), min_value=0, required=False)
    begins_on = forms.DateField(label=_("First day"), widget=DayInput, required=False)
    size = forms.ChoiceField(label=_("Kind"), choices=[("firm", _("A firm")), ("public", _("A public body"))])
    problem = forms.CharField(label=_("What is the problem?"), widget=forms.Textarea(attrs={"rows": 4}))
    way = forms.ChoiceField(
        label=_("How do you want to meet?"),
        widget=forms.RadioSelect,
        choices=[("here", _("At the hub")), ("online", _("Online")), ("you", _("At your place"))],
    )
    areas = forms.MultipleChoiceField(
        label=_("What is it about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("ai", _("Artificial intelligence")), ("iot", _("Sensors")), ("data", _("Data"))],
        help_text=_("Tick as many as you like."),
    )
    drawing = forms.FileField(label=_("A drawing or a picture"), required=False)
    agrees = forms.BooleanField(
        label=_("The hub may keep these facts"), help_text=_("You can take it back at any time.")
    )


class ExampleFilter(forms.Form):
    """A list's filter."""

    words = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), ("open", _("Open")), ("closed", _("Closed"))]
    )


CHARTS: tuple[Chart, ...] = (
    Radar(
        "Digital maturity",
        (
            "Digital business strategy",
            "Digital readiness",
            "Human-centric digitalisation",
            "Data management and security",
            "Automation and AI",
            "Green digitalisation",
        ),
        (
            Series("First round, March 2026", (4.2, 5.1, 2.8, 6.0, 1.4, 3.3)),
            Series("One year later", (6.1, 6.4, 5.0, 6.8, 4.2, 4.0)),
        ),
    ),
    Lines(
        "Aid over three years",
        ("2025", "2026", "2027", "2028"),
        (Series("Aid counted", (80_000, 140_000, 220_000, 185_000)),),
        ceiling=("Ceiling", 300_000),
        area=True,
    ),
    Bars(
        "Sub-dimensions",
        (
            Bar("Skills and training of staff", 3.4),
            Bar("Cybersecurity", 7.1, "(+1.2)"),
            Bar("Intelligent automation", 1.2),
        ),
        top=10,
        bands=(("Basic", 2.5), ("Average", 5), ("Advanced", 7.5), ("Leading", 10)),
    ),
    Stack(
        "Customers by region and size",
        ("Skåne", "Blekinge", "Kronoberg"),
        (Series("Micro", (14, 6, 9)), Series("Small", (8, 4, 3)), Series("Public body", (3, 2, 1))),
    ),
    Target("Customers helped", 42, 60, 48),
    Sparkline("Applications a month", (3, 5, 4, 8, 7, 11)),
)


def examples() -> dict[str, object]:
    """Everything the pattern page needs to draw itself."""
    return {
        "form": ExampleForm(
            {"company": "Granlunds Snickeri och Fönsterrenovering AB", "email": "anna@", "size": "firm"}
        ),
        "fresh": ExampleForm(auto_id="fresh_%s"),
        "filter": ExampleFilter(auto_id="filter_%s"),
        "charts": CHARTS,
        "moment": datetime(2027, 3, 1, 9, 30, tzinfo=UTC),
        "rows": [
            ("Granlunds Snickeri AB", "success", _("Helped"), 14, "SE224"),
            ("Fjordkaféet AS", "info", _("Plan agreed"), 6, "NO060"),
            ("Lagans Mekaniska Verkstad & Precisionsskärning AB", "warning", _("Waiting for us"), 112, "SE212"),
        ],
    }
