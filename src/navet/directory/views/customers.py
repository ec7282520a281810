"""Customers: the list, one customer, and every small step with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from navet.directory import commands, forms, queries
from navet.directory.doors import KINDS, Audience, MemberRequest, download, key_or_none, page
from navet.directory.register import Registered, RegisterSilent, look_up
from navet.directory.views.hubs import answer


@dataclass(frozen=True)
class RegisterAnswer:
    """What the register said, or that it said nothing; `asked` is what was typed."""

    country: str
    asked: str
    hits: list[Registered]
    is_silent: bool = False

    @classmethod
    def to(cls, country: str, asked: str) -> "RegisterAnswer":
        try:
            return cls(country, asked, look_up(country, asked.replace("\x00", "")))
        except RegisterSilent:
            return cls(country, asked, [], is_silent=True)

    def first_guess(self, number: str) -> dict[str, Any]:
        """What the form begins with: the hit that was chosen, else the country alone."""
        chosen = next((hit for hit in self.hits if hit.register_number == number), None)
        if chosen is None:
            return {"country": self.country}
        return {name: getattr(chosen, name) for name in forms.NewCustomerForm.base_fields}


LIST, ONE = "directory:customers", "directory:customer"


@page(Audience.READER)
def customers(request: MemberRequest) -> HttpResponse:
    """The list: narrowed by what is asked, fifty a page, or as a table file."""
    form = forms.FilterCustomers(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.list_of_customers(asked)
    if request.GET.get("as") in KINDS:
        return download(
            request.GET["as"],
            "customers",
            [str(column) for column in queries.COLUMNS],
            queries.table_of_customers(found),
        )
    shown = queries.page_of_customers(found, before=key_or_none(request.GET.get("before")))
    context = {"form": form, "page": shown, "is_narrowed": any(asked.values())}
    return render(request, "directory/customers.html", context)


@page(Audience.READER)
def customer(request: MemberRequest, id: UUID) -> HttpResponse:
    found = queries.find_customer(request.member, id)
    return render(request, "directory/customer.html", queries.whole_customer(found))


@page(Audience.STAFF)
def register_customer(request: MemberRequest) -> HttpResponse:
    """By hand, or filled in from the register: looked up while typing, or by the button where scripts are off."""
    found = RegisterAnswer.to(request.hub.country, request.GET.get("find", ""))
    if request.headers.get("HX-Request") and "find" in request.GET and request.method == "GET":
        return render(request, "directory/register_hits.html", {"found": found})
    form = forms.NewCustomerForm(request.POST or None, initial=found.first_guess(request.GET.get("number", "")))

    def act() -> object:
        kept = dict(form.cleaned_data)
        key = {name: kept.pop(name) for name in ("country", "register_number", "legal_name")}
        return commands.register_customer(request.member, request.hub, **key, details=kept)

    page = "directory/register_customer.html"
    return answer(request, form, act, title=_("A new customer"), back=LIST, template=page, found=found)


def step(
    request: MemberRequest, id: UUID, form: django_forms.BaseForm, act: Callable[[Any], object], title: str
) -> HttpResponse:
    """One small step with one customer: its form on a page of its own, then back to the customer."""
    found = queries.find_customer(request.member, id)
    return answer(request, form, lambda: act(found), title=title, back=(ONE, found.id))


@page(Audience.STAFF)
def edit_organisation(request: MemberRequest, id: UUID) -> HttpResponse:
    organisation = queries.find_customer(request.member, id).organisation
    form = forms.OrganisationForm(request.POST or None, initial=forms.OrganisationForm.of(organisation))

    def act(found: Any) -> object:
        return commands.edit_organisation(request.member, found, details=form.cleaned_data)

    return step(request, id, form, act, organisation.legal_name)


@page(Audience.STAFF)
def edit_customer(request: MemberRequest, id: UUID) -> HttpResponse:
    found = queries.find_customer(request.member, id)
    start = {"adviser": found.adviser_id, "sector": found.sector, "note": found.note}
    form = forms.CustomerForm(request.POST or None, initial=start)

    def act(found: Any) -> object:
        return commands.edit_customer(request.member, found, details=form.cleaned_data)

    return step(request, id, form, act, found.organisation.legal_name)


@page(Audience.STAFF)
def enter_accounts(request: MemberRequest, id: UUID) -> HttpResponse:
    form = forms.AccountsForm(request.POST or None)

    def act(found: Any) -> object:
        return commands.enter_accounts(request.member, found, **form.cleaned_data)

    return step(request, id, form, act, _("Figures of a year"))


@page(Audience.STAFF)
def link_organisations(request: MemberRequest, id: UUID) -> HttpResponse:
    form = forms.LinkForm(request.POST or None, initial={"country": request.hub.country})

    def act(found: Any) -> object:
        return commands.link_organisations(request.member, found, **form.details())

    return step(request, id, form, act, _("A hold between organisations"))


@page(Audience.STAFF)
def end_link(request: MemberRequest, id: UUID, link_id: UUID) -> HttpResponse:
    form = forms.EndForm(request.POST or None)

    def act(_found: Any) -> object:
        return commands.end_link(request.member, queries.find_link(link_id), **form.cleaned_data)

    queries.find_link(link_id)
    return step(request, id, form, act, _("The hold has ended"))


@page(Audience.STAFF)
def add_establishment(request: MemberRequest, id: UUID) -> HttpResponse:
    form = forms.EstablishmentForm(request.POST or None)

    def act(found: Any) -> object:
        return commands.add_establishment(request.member, found, details=form.cleaned_data)

    return step(request, id, form, act, _("A place where they work"))


@page(Audience.STAFF)
def add_contact(request: MemberRequest, id: UUID) -> HttpResponse:
    form = forms.NewContactForm(request.POST or None)

    def act(found: Any) -> object:
        title = form.cleaned_data["title"]
        person = {name: form.cleaned_data[name] for name in ("email", "name", "phone")}
        member = commands.welcome(**person, language=request.hub.first_language)
        contact = commands.add_contact(request.member, found, member=member, title=title)
        return commands.set_signing_right(request.member, contact, may_sign=form.cleaned_data["may_sign"])

    return step(request, id, form, act, _("Somebody who speaks for them"))


@require_POST
@page(Audience.STAFF)
def end_contact(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    contact = commands.end_contact(request.member, queries.find_contact(contact_id))
    return redirect(ONE, contact.customer_id)


@require_POST
@page(Audience.STAFF)
def set_signing_right(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    """One click gives the right to sign, or takes it away."""
    contact = queries.find_contact(contact_id)
    commands.set_signing_right(request.member, contact, may_sign=request.POST.get("may_sign") == "yes")
    return redirect(reverse(ONE, args=[contact.customer_id]) + "#people")


@page(Audience.COORDINATOR)
def merge_organisations(request: MemberRequest, id: UUID, gone_id: UUID) -> HttpResponse:
    """Both side by side, one box to tick, one button."""
    keep = queries.find_customer(request.member, id)
    gone = queries.find_customer(request.member, gone_id)
    form = forms.MergeForm(request.POST or None)
    both = [queries.whole_customer(keep), queries.whole_customer(gone)]
    return answer(
        request,
        form,
        lambda: commands.merge_organisations(request.member, keep, gone=gone),
        title=_("Are these the same?"),
        back=(ONE, keep.id),
        template="directory/merge_organisations.html",
        both=both,
    )
