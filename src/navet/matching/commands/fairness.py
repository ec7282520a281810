"""How much offers are read, against how well they fit; reckoned at night."""

from dataclasses import asdict
from datetime import timedelta

from django.utils import timezone

from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import Platform, command
from navet.matching import exposure, facts, permissions
from navet.matching.models import Fairness
from navet.matching.queries.fairness import Hubs, decisions_told, tally_lists

DAYS = 90


@command(may=permissions.is_the_platform)
def reckon_fairness(who: Platform, hub: Hub) -> Fairness:
    """Reckon how much offers were read on the hub's pages, against how well they fit; every reckoning is kept."""
    today = timezone.localdate()
    since, until = today - timedelta(days=DAYS), today - timedelta(days=1)
    hubs = Hubs()
    tallies = tally_lists(hubs, since, until)
    on_offer = hubs.on_offer()
    lists = tallies["language"].lists
    groups = {trait: [asdict(share) for share in each.shares(on_offer[trait])] for trait, each in tallies.items()}
    kept = Fairness.objects.create(
        since=since, until=until, rule=exposure.RULE, lists=lists, decisions=decisions_told(), groups=groups
    )
    announce(facts.FairnessReckoned(hub_id=hub.id, about=kept.id, lists=lists), by=who)
    return kept
