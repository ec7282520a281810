"""Figures, the rows behind each, and the targets they are held against."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from navet.directory.doors import KINDS, Audience, MemberRequest, download, key_or_none, page
from navet.kit.charts import Bar, Bars
from navet.kit.charts import Target as TargetChart
from navet.kit.forms import telling
from navet.reporting import commands, forms, queries
from navet.reporting.indicators import BREAKDOWNS
from navet.reporting.queries import Asked, Counted


def asked_for(request: MemberRequest) -> tuple[forms.PeriodForm, Asked]:
    """The period in the address, or from the first promise until today."""
    given = request.GET.copy()
    given.setdefault("since", queries.first_day().isoformat())
    given.setdefault("until", timezone.localdate().isoformat())
    given.setdefault("by", "pillar")
    form = forms.PeriodForm(given)
    fits = form.cleaned_data if form.is_valid() else {}
    since = fits.get("since") or queries.first_day()
    until = fits.get("until") or timezone.localdate()
    value = request.GET.get("value", "")[:200].replace("\x00", "")
    by = request.GET.get("by", "") if "value" in request.GET else ""
    return form, Asked(since, until, by if by in BREAKDOWNS else "", value)


@page(Audience.READER)
def figures(request: MemberRequest) -> HttpResponse:
    """Every number of the period, each a door to its rows, and one breakdown."""
    form, asked = asked_for(request)
    if request.GET.get("as") in KINDS:
        head, rows = queries.table_of_numbers(asked)
        return download(request.GET["as"], "figures", head, rows)
    by = form.cleaned_data.get("by") or "pillar" if form.is_valid() else "pillar"
    numbers = queries.all_numbers(asked)
    going = queries.outlooks(numbers)
    table = queries.broken_down(asked, by)
    shown = {
        "form": form,
        "asked": asked,
        "days": QueryDict.fromkeys(["since"], asked.since.isoformat()).urlencode() + f"&until={asked.until}",
        "numbers": numbers,
        "promised": [(each, target_chart(each), going.get(each.indicator.code)) for each in numbers if each.target],
        "by": by,
        "by_words": BREAKDOWNS[by][0],
        "table": table,
        "drawing": breakdown_chart(str(BREAKDOWNS[by][0]), table),
        "increase": queries.maturity_increase(),
    }
    return render(request, "reporting/figures.html", shown)


def target_chart(counted: Counted) -> TargetChart:
    assert counted.target is not None
    pace = counted.pace
    return TargetChart(
        str(counted.indicator.label),
        float(counted.number),
        float(counted.target.amount),
        None if pace is None else float(pace),
    )


def breakdown_chart(title: str, table: list[dict[str, Any]]) -> Bars | None:
    """The services of each value as bars; nothing to draw for nothing."""
    return Bars(title, tuple(Bar(row["label"], float(row["all_services"])) for row in table[:12])) if table else None


@page(Audience.READER)
def figure(request: MemberRequest, code: str) -> HttpResponse:
    """One number and all the rows it is made of."""
    form, asked = asked_for(request)
    indicator = queries.find_indicator(code, asked.until)
    if request.GET.get("as") in KINDS:
        head, rows = queries.table_of_rows(indicator, asked)
        return download(request.GET["as"], code, head, rows)
    shown = {
        "form": form,
        "asked": asked,
        "indicator": indicator,
        "number": queries.number_of(indicator, asked),
        "narrowed": queries.words_for(asked.by, asked.value) if asked.by else "",
        "page": queries.page_of_rows(indicator, asked, before=key_or_none(request.GET.get("before"))),
    }
    return render(request, "reporting/figure.html", shown)


@page(Audience.COORDINATOR)
def set_target(request: MemberRequest) -> HttpResponse:
    form = forms.TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.set_target(request.member, request.hub, **form.cleaned_data)
            return redirect("reporting:set_target")
    labels = {each.code: str(each.label) for each in queries.indicators().values()}
    targets = [(each, labels.get(each.indicator, each.indicator)) for each in queries.targets()]
    shown = {"form": form, "targets": targets}
    return render(request, "reporting/set_target.html", shown, status=422 if request.method == "POST" else 200)


@require_POST
@page(Audience.COORDINATOR)
def drop_target(request: MemberRequest, id: UUID) -> HttpResponse:
    commands.drop_target(request.member, queries.find_target(id))
    return redirect("reporting:set_target")
