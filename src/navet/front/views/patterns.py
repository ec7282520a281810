from datetime import UTC, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from navet.directory.doors import Audience, VisitorRequest, page
from navet.front.forms import ExampleFilter, ExampleForm
from navet.kit.charts import Bar, Bars, Chart, Lines, Radar, Series, Sparkline, Stack, Target

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
ROWS = (
    ("Granlunds Snickeri AB", "success", "Helped", 14, "SE224"),
    ("Fjordkaféet AS", "info", "Plan agreed", 6, "NO060"),
    ("Lagans Mekaniska Verkstad & Precisionsskärning AB", "warning", "Waiting for us", 112, "SE212"),
)


@require_safe
@page(Audience.PUBLIC)
def patterns(request: VisitorRequest) -> HttpResponse:
    """Every component once, with invented but likely content, for those who build pages."""
    sent = {"company": "Granlunds Snickeri och Fönsterrenovering AB", "email": "anna@", "size": "firm"}
    shown = {
        "form": ExampleForm(sent),
        "fresh": ExampleForm(auto_id="fresh_%s"),
        "filter": ExampleFilter(auto_id="filter_%s"),
        "charts": CHARTS,
        "rows": ROWS,
        "moment": datetime(2027, 3, 1, 9, 30, tzinfo=UTC),
    }
    return render(request, "front/patterns.html", shown)
