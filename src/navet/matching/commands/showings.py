"""What was shown for a need, and what was done with it."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.directory.models import Membership, Visitor
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import Platform, command
from navet.kit.refusals import Refused
from navet.matching import facts, permissions
from navet.matching.models import Reaction, Showing
from navet.matching.queries import Matches

NEED_DAYS = 90  # as long as a draft is kept; a hub may set "draft_days"


@command(may=permissions.may_remember)
def remember_matches(who: Membership | Visitor, hub: Hub, *, matches: Matches) -> Showing:
    """Keep what was shown and everything needed to reckon it again; nobody can change it afterwards."""
    asking = matches.asking
    showing = Showing(
        member=who if isinstance(who, Membership) else None,
        need=asking.need,
        vector=asking.vector,
        reader_language=asking.reader_language,
        is_plain=matches.plain,
        provider=asking.provider,
        offsets=asking.offsets,
        edition=asking.edition,
        asked=asking.asked,
        shown=[
            {
                "offer": str(each.offer_id),
                "hub": str(each.hub_id),
                "language": each.sentence_language,
                "word": each.word,
            }
            for each in matches.matches
        ],
    )
    showing.full_clean(exclude=["vector"])
    showing.save()
    offers = [str(each.offer_id) for each in matches.matches]
    announce(
        facts.MatchesShown(hub_id=hub.id, about=showing.id, offers=offers, is_plain=matches.plain),
        by=who,
    )
    return showing


@command(may=permissions.may_tell)
def tell_what_became(
    who: Membership | Visitor, showing: Showing, *, offer_id: UUID, what: str, reason: str = ""
) -> Reaction:
    """Say what was done with an offer that was shown: opened, applied for, recommended, or declined and why."""
    if str(offer_id) not in {each["offer"] for each in showing.shown}:
        raise Refused(_("That was not among what was shown."))
    known = Reaction.objects.filter(showing=showing, offer_id=offer_id, what=what).first()
    if known is not None and known.reason == reason:
        return known
    reaction = known or Reaction(showing=showing, offer_id=offer_id, what=what)
    reaction.reason = reason
    reaction.full_clean()
    reaction.save()
    announce(
        facts.ReactionTold(hub_id=showing.hub_id, about=showing.id, offer_id=offer_id, what=what, reason=reason), by=who
    )
    return reaction


@command(may=permissions.is_the_platform)
def forget_needs(who: Platform, hub: Hub) -> int:
    """Forget the words of needs that are older than the hub keeps a draft; which offers were shown stays. Answers how many."""
    days = int(hub.settings.get("draft_days", NEED_DAYS))
    old = Showing.objects.filter(forgotten_at=None, created_at__lt=timezone.now() - timedelta(days=days))
    count = old.update(need="", vector=b"", forgotten_at=timezone.now())
    if count:
        announce(facts.NeedsForgotten(hub_id=hub.id, about=hub.id, count=count), by=who)
    return count
