from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class OfferRead(Fact):
    """Matching has read an offer anew, or that it is no longer open; `edition` is everything on offer after that."""

    edition: int


@fact
class MatchesShown(Fact):
    """Somebody was shown offers for a need; `about` is the showing."""

    offers: list[str]
    is_plain: bool


@fact
class ReactionTold(Fact):
    """Something was done with an offer that was shown; `about` is the showing."""

    offer_id: UUID
    what: str
    reason: str


@fact
class NeedsForgotten(Fact):
    """The words of so many old needs were forgotten; what was shown for them stands."""

    count: int


@fact
class FairnessReckoned(Fact):
    """How much offers were read against how well they fit was reckoned from so many lists; `about` is the reckoning."""

    lists: int
