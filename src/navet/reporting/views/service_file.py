"""The European reporting tool's file: what is in it, what is still missing, and how it compares with the tool's own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from navet.directory.doors import KINDS, Audience, MemberRequest, download, page
from navet.reporting import forms, queries
from navet.reporting.queries import Reported
from navet.reporting.service_file import AID, INVOICED, PRICE, Fault
from navet.reporting.views.figures import asked_for

NAME = "EDIH services"
OF_CUSTOMER = frozenset({"Customer primary sector", "Customer staff size"})
OF_ORGANISATION = frozenset({"Customer  region", "Customer Country", "Customer", "VAT"})


@page(Audience.READER)
def service_file(request: MemberRequest) -> HttpResponse:
    """See what the file would hold, take it, and lay the tool's own beside it."""
    period, asked = asked_for(request)
    del period.fields["by"]
    if request.GET.get("as") in KINDS:
        return download(request.GET["as"], NAME, *queries.table_of_service_rows(request.hub, asked))
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.ToolsFileForm(*posted)
    compared = form.compared(request.hub, asked) if request.method == "POST" and form.is_valid() else None
    rows, gaps = queries.gaps_of_service_file(request.hub, asked)
    shown = {
        "period": period,
        "asked": asked,
        "form": form,
        "compared": compared,
        "rows": rows,
        "whole": rows - len(gaps),
        "gaps": [(each, mended_at(each)) for each in gaps[: queries.MOST_GAPS]],
    }
    return render(request, "reporting/service_file.html", shown, status=422 if form.errors else 200)


def mended_at(reported: Reported) -> list[tuple[Fault, str, str]]:
    """Each fault of a row, in words, and the page on which it is mended."""
    return [(fault, forms.words_for_fault(fault), _place(fault, reported)) for fault in reported.faults]


def _place(fault: Fault, reported: Reported) -> str:
    if fault.code == "MISSING" and fault.column in {PRICE, INVOICED, AID}:
        return reverse("stateaid:enter_rate")
    if fault.column in OF_CUSTOMER:
        return reverse("directory:edit_customer", args=[reported.customer_id])
    if fault.column in OF_ORGANISATION:
        return reverse("directory:edit_organisation", args=[reported.customer_id])
    if fault.column == "Technology type used":
        return reverse("catalogue:edit_service", args=[reported.service_id])
    return reverse("casework:case", args=[reported.case_id])
