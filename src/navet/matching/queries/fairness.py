"""What was shown in the chosen hub, group by group of offers, and what was reckoned from it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count

from navet.hubs.models import Hub
from navet.kit.refusals import NotFound
from navet.matching.exposure import Place, Tally
from navet.matching.models import Fairness, OfferText, Reaction, Showing

TRAITS = ("language", "size", "country")
TAKEN = frozenset({Reaction.What.APPLIED, Reaction.What.RECOMMENDED})
MIDDLE, LARGE = 10, 50  # offers that a hub has now
OTHERS = 12
ENOUGH_TO_LEARN = 300  # decisions; of fewer nothing may be learnt, and of more nothing is yet (docs/matching.md)


class Hubs:
    """Where each hub is and how much it offers, once for all lists."""

    def __init__(self) -> None:
        self.countries = {str(id): country for id, country in Hub.objects.values_list("id", "country")}
        offered = OfferText.objects.filter(until=None).values_list("hub").annotate(Count("offer_id", distinct=True))
        self.offers = Counter({str(id): count for id, count in offered.order_by()})

    def size(self, id: str) -> str:
        """By what it offers now."""
        offers = self.offers[id]
        return "large" if offers >= LARGE else "middle" if offers >= MIDDLE else "small"

    def groups(self, hub: str, language: str) -> tuple[str, str, str]:
        """An offer's group by each trait; `language` is the one it was read in, of several."""
        return language, self.size(hub), self.countries.get(hub, "")

    def on_offer(self) -> dict[str, Counter[str]]:
        """How many offers each group has now; one in two languages is in two groups."""
        found: dict[str, Counter[str]] = {trait: Counter() for trait in TRAITS}
        told = OfferText.objects.filter(until=None).values_list("language").annotate(Count("offer_id", distinct=True))
        found["language"].update(dict(told.order_by()))
        for hub, count in self.offers.items():
            found["size"][self.size(hub)] += count
            found["country"][self.countries.get(hub, "")] += count
        return found


def tally_lists(hubs: Hubs, since: date, until: date) -> dict[str, Tally]:
    """Every list of these days, by each trait; but for those that the reader asked to have the nearest first."""
    tallies = {trait: Tally() for trait in TRAITS}
    days = (since, until)
    reactions = Reaction.objects.filter(what__in=TAKEN, showing__created_at__date__range=days)
    taken = set(reactions.values_list("showing_id", "offer_id"))
    shown = Showing.objects.filter(created_at__date__range=days).exclude(shown=[]).exclude(asked__nearest_first=True)
    for id, places in shown.values_list("id", "shown").iterator():
        groups = [hubs.groups(each["hub"], each["language"]) for each in places]
        words = [(each["word"], (id, UUID(each["offer"])) in taken) for each in places]
        for number, tally in enumerate(tallies.values()):
            tally.add(Place(of[number], *word) for of, word in zip(groups, words, strict=True))
    return tallies


def decisions_told() -> int:
    """How often somebody has said what became of an offer, beyond opening it."""
    return Reaction.objects.exclude(what=Reaction.What.OPENED).count()


def find_fairness(id: UUID | None = None) -> Fairness | None:
    """That reckoning, or the newest; none before the first night. Raises `NotFound` when there is none of that id."""
    kept = Fairness.objects.order_by("-id")
    found = (kept.filter(id=id) if id else kept).first()
    if id and found is None:
        raise NotFound
    return found


def other_reckonings(but: Fairness) -> Sequence[Fairness]:
    """The newest others, without their numbers."""
    return list(Fairness.objects.exclude(id=but.id).order_by("-id").only("created_at")[:OTHERS])
