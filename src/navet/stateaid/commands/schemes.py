"""A hub's own schemes: rules under which it alone gives aid, written down with their days and never changed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.records import new_id
from navet.kit.refusals import Refused
from navet.stateaid import facts, permissions
from navet.stateaid.models import Regime


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme as it is written down; texts by language, `part` of the costs in per cent, `ceiling` in euro."""

    name: dict[str, str]
    legal_basis: dict[str, str]
    article: dict[str, str]
    valid_from: date
    source: str
    valid_until: date | None = None
    part: Decimal | None = None
    only_smes: bool = False
    ceiling: Decimal | None = None
    years: int | None = None


@command(may=permissions.may_set_scheme)
def set_scheme(administrator: Membership, hub: Hub, *, scheme: Scheme) -> Regime:
    """Write down a scheme of the hub's own; aid is granted under it on its days, and counted against its ceiling."""
    faults = {
        "name": None if scheme.name else _("Say what it is called."),
        "legal_basis": None if scheme.legal_basis else _("Say on what it rests."),
    }
    if any(faults.values()):
        raise Refused(fields={field: [words] for field, words in faults.items() if words})
    code = f"OWN_{new_id().hex[-8:].upper()}"
    rule = Regime(
        hub=hub,
        code=code,
        family=code,
        version=scheme.valid_from.isoformat(),
        name=scheme.name,
        legal_basis=scheme.legal_basis,
        article=scheme.article,
        valid_from=scheme.valid_from,
        valid_until=scheme.valid_until,
        source=scheme.source,
        intensity=None if scheme.part is None else scheme.part / 100,
        only_smes=scheme.only_smes,
        ceiling=scheme.ceiling,
        years=scheme.years,
    )
    rule.full_clean()
    rule.save()
    made = facts.SchemeSet(
        hub_id=hub.id, about=rule.id, code=code, valid_from=scheme.valid_from, valid_until=scheme.valid_until
    )
    announce(made, by=administrator)
    return rule


@command(may=permissions.may_end_scheme)
def end_scheme(administrator: Membership, scheme: Regime, *, valid_until: date) -> Regime:
    """Let a scheme end on a day; aid granted under it stands."""
    scheme.valid_until = valid_until
    scheme.full_clean()
    scheme.save()
    ended = facts.SchemeEnded(hub_id=administrator.hub_id, about=scheme.id, code=scheme.code, valid_until=valid_until)
    announce(ended, by=administrator)
    return scheme
