"""Indicators of a hub's own: defined, counted another way from a day on, retired."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.records import new_id
from navet.kit.refusals import Refused
from navet.reporting import facts, permissions
from navet.reporting.indicators import INDICATORS, NARROWED_BY, ROWS
from navet.reporting.models import IndicatorVersion


@command(may=permissions.may_define_indicator)
def define_indicator(
    coordinator: Membership,
    hub: Hub,
    *,
    label: dict[str, str],
    set_name: str,
    base: str,
    only: dict[str, str],
    valid_from: date,
    instead_of: IndicatorVersion | None = None,
) -> IndicatorVersion:
    """Define an indicator that narrows another, or how one counts from a day on (`instead_of`: its version until then)."""
    _check(label, base, only)
    before = instead_of and IndicatorVersion.objects.select_for_update().get(id=instead_of.id)
    if before:
        _end_before(before, valid_from)
    version = IndicatorVersion(
        code=before.code if before else f"own-{new_id().hex[-8:]}",
        version=before.version + 1 if before else 1,
        set_name=set_name.strip(),
        label=label,
        base=base,
        only={name: value for name, value in only.items() if value},
        valid_from=valid_from,
        by=coordinator,
    )
    version.full_clean()
    version.save()
    defined = facts.IndicatorDefined(
        hub_id=hub.id, about=version.id, code=version.code, version=version.version, valid_from=valid_from
    )
    announce(defined, by=coordinator)
    return version


@command(may=permissions.may_define_indicator)
def retire_indicator(coordinator: Membership, version: IndicatorVersion, *, valid_until: date) -> IndicatorVersion:
    """Let an indicator count no longer after a day; what was reported by it stays."""
    version.valid_until = valid_until
    version.full_clean()
    version.save()
    retired = facts.IndicatorRetired(
        hub_id=version.hub_id, about=version.id, code=version.code, valid_until=valid_until
    )
    announce(retired, by=coordinator)
    return version


def _check(label: dict[str, str], base: str, only: dict[str, str]) -> None:
    known = base in INDICATORS and INDICATORS[base].source == ROWS
    clash = {name for name in only if known and INDICATORS[base].measure.only.get(name, only[name]) != only[name]}
    faults = {
        "label": None if label else _("Say what it is called."),
        "base": None if known else _("There is no such indicator to narrow."),
        "only": None if set(only) <= set(NARROWED_BY) else _("It cannot be narrowed by that."),
        "kind": _("What is counted is narrowed to another kind already.") if clash else None,
    }
    if any(faults.values()):
        raise Refused(fields={name: [words] for name, words in faults.items() if words})


def _end_before(before: IndicatorVersion, valid_from: date) -> None:
    """The version until then ends on the day before; its days stay as they were counted."""
    if valid_from <= before.valid_from:
        raise Refused(fields={"valid_from": [_("A new version begins after the one before it.")]})
    if IndicatorVersion.objects.filter(code=before.code, version__gt=before.version).exists():
        raise Refused(_("Somebody has made a newer version meanwhile. Look at it, and make your change again."))
    before.valid_until = valid_from - timedelta(days=1)
    before.save()
