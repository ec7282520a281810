"""What the letter of an agreement says: gathered once, when it is confirmed, and kept word for word."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from navet.casework.models import Agreement, AgreementItem
from navet.directory.models import Membership
from navet.kit.letters import BLOCKS, letter, words_around
from navet.kit.translated import told
from navet.stateaid.queries import EntryFacts, facts_of_entry, find_entry


def letter_facts(member: Membership, agreement: Agreement, items: Sequence[AgreementItem]) -> dict[str, Any]:
    """Everything the letter says, in the customer's language, as plain data. Domain.md 4.4 lists what it must hold.

    The ledger's own rows say the aid, its legal basis, rate, rolling total, declaration and last day of keeping.
    """
    entries = [facts_of_entry(find_entry(member, item.aid_entry_id)) for item in items if item.aid_entry_id]
    with translation.override(agreement.language):
        return _composed(agreement, items, entries)


def letter_of(agreement: Agreement) -> bytes:
    """The letter as PDF: the same bytes from the same kept facts, whatever has changed since."""
    return letter(BLOCKS, agreement.facts, language=agreement.language)


def _composed(agreement: Agreement, items: Sequence[AgreementItem], entries: Sequence[EntryFacts]) -> dict[str, Any]:
    hub, case = agreement.hub, agreement.case
    organisation = case.customer.organisation
    day = timezone.localdate(agreement.confirmed_at)
    blocks = [
        *_opening(agreement, organisation.legal_name),
        {"kind": "heading", "text": _("The parties")},
        {"kind": "facts", "pairs": _parties(agreement)},
        {"kind": "heading", "text": _("The help")},
        _table(items),
        {"kind": "heading", "text": _("State aid")},
        *_aid(entries, items),
        {"kind": "heading", "text": _("Good to know")},
        {"kind": "list", "items": _terms(entries, day)},
    ]
    return {
        "hub": hub.letterhead,
        "to": [organisation.legal_name, *filter(None, [organisation.address, organisation.postcode])],
        "title": _("Agreement on help"),
        "reference": agreement.number,
        "day": day.isoformat(),
        "day_written": _day(day),
        "words": words_around(agreement.language),
        "blocks": blocks,
    }


def _opening(agreement: Agreement, name: str) -> Iterable[dict[str, Any]]:
    text = _("%(hub)s gives %(customer)s the help below. It was agreed in case %(case)s.")
    words = {"hub": agreement.hub.name, "customer": name, "case": agreement.case.number}
    yield {"kind": "text", "text": text % words}


def _parties(agreement: Agreement) -> list[list[str]]:
    organisation = agreement.case.customer.organisation
    return [
        [_("Customer"), organisation.legal_name],
        [_("Register number"), organisation.shown_number],
        [_("Hub"), agreement.hub.name],
        [_("Granting authority"), agreement.authority],
        [_("Signed for the customer by"), f"{agreement.signed_by}, {_moment(agreement.signed_at)}"],
        [_("Confirmed by the hub"), _moment(agreement.confirmed_at)],
    ]


def _table(items: Sequence[AgreementItem]) -> dict[str, Any]:
    head = [_("Help"), _("How much"), _("Price list"), _("Value"), _("You pay"), _("Aid")]
    rows = [
        [
            _named(item),
            f"{_number(item.quantity)} × {_number(item.price)}",
            item.price_version,
            _money(item.worth, item.currency),
            _money(item.invoiced, item.currency),
            _money(item.aid, item.currency),
        ]
        for item in items
    ]
    currency = items[0].currency
    sums = [
        _("In all"),
        "",
        "",
        _money(sum((item.worth for item in items), Decimal(0)), currency),
        _money(sum((item.invoiced for item in items), Decimal(0)), currency),
        _money(sum((item.aid for item in items), Decimal(0)), currency),
    ]
    return {"kind": "table", "head": head, "rows": rows, "numbers": [3, 4, 5], "sums": sums}


def _named(item: AgreementItem) -> str:
    title = told(item.service.title).text
    return f"{title} ({item.partner.name})" if item.partner else title


def _aid(entries: Sequence[EntryFacts], items: Sequence[AgreementItem]) -> Iterable[dict[str, Any]]:
    """Each grant with its legal basis, its rate and its record number; then the total it brought."""
    titles = {str(item.id): told(item.service.title).text for item in items}
    for entry in entries:
        yield {"kind": "facts", "pairs": _grant(entry, titles.get(str(entry.about), ""))}
    last = max((entry for entry in entries if entry.ceiling), key=lambda entry: entry.total_after, default=None)
    if last and last.ceiling:
        text = _("With this aid your group has had %(total)s of at most %(ceiling)s in the last three years.")
        yield {
            "kind": "note",
            "text": text % {"total": _money(last.total_after, "EUR"), "ceiling": _money(last.ceiling, "EUR")},
        }


def _grant(entry: EntryFacts, title: str) -> list[list[str]]:
    pairs = [[_("Help"), title], [_("Record number"), entry.number]]
    pairs += [[_("Legal basis"), f"{told(entry.name).text}. {told(entry.legal_basis).text} ({entry.regime_version})"]]
    if not entry.is_aid:
        return [*pairs, [_("Why it is no aid"), told(entry.article).text]]
    pairs += [
        [_("Gross grant equivalent"), _money(entry.amount, "EUR")],
        [_("Granted on"), _day(entry.granted_on)],
        [_("Granting authority"), entry.authority],
    ]
    if entry.costs and entry.highest_intensity:
        part = _("%(costs)s, of which at most %(percent)s %% may be aid")
        words = {"costs": _money(entry.costs, entry.currency), "percent": _number(entry.highest_intensity * 100)}
        pairs.append([_("Eligible costs"), part % words])
    if entry.currency != "EUR":
        rate = _("EUR 1 = %(rate)s %(currency)s on %(day)s (%(source)s)")
        words = {
            "rate": number_format(entry.rate, 4),
            "currency": entry.currency,
            "day": _day(entry.rate_on),
            "source": entry.rate_source,
        }
        pairs.append([_("Exchange rate"), rate % words])
    if entry.declared_on:
        declared = _("%(name)s, %(day)s (%(id)s)")
        words = {"name": entry.declared_by, "day": _day(entry.declared_on), "id": str(entry.declaration_id)[:8]}
        pairs.append([_("Declaration of earlier aid"), declared % words])
    return pairs


def _terms(entries: Sequence[EntryFacts], day: date) -> list[str]:
    aided = [entry for entry in entries if entry.is_aid and entry.amount]
    terms = [
        _("What is not given lowers the aid to what was given; the hub writes when it does."),
        _("The hub takes the aid back if it rests on wrong statements, or if the conditions of the legal basis fail."),
        _("You can end the agreement at any time by writing to the hub; help already given stands."),
    ]
    if aided:
        register = _("The aid is entered in the public register of aid by %(day)s.")
        keep = _("Keep this letter until %(day)s.")
        terms.append(register % {"day": _day(max(entry.register_by for entry in aided))})
        terms.append(keep % {"day": _day(max(entry.keep_until for entry in aided))})
    return terms


def _money(amount: Decimal, currency: str) -> str:
    return f"{number_format(amount, 2, use_l10n=True, force_grouping=True)} {currency}"


def _number(amount: Decimal) -> str:
    return str(number_format(amount.normalize() if amount % 1 else int(amount), use_l10n=True, force_grouping=True))


def _day(on: date) -> str:
    return date_format(on, "DATE_FORMAT")


def _moment(at: Any) -> str:
    return _day(timezone.localdate(at)) if at else ""
