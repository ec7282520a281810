from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from navet.catalogue.models import Service
from navet.directory.schemas import OneOf
from navet.kit.translated import Told
from navet.matching.models import Reaction
from navet.matching.queries import Match, Matches

LONGEST = 20_000  # characters; of more than 4 000 only the beginning is read
Few: Any = Field([], max_length=50)
Code = Annotated[str, Field(max_length=60)]
Slug = Annotated[str, Field(max_length=50, pattern=r"^[-\w]+$")]
Kind = Annotated[str, OneOf(Service.Kind.values)]


class NeedIn(Schema):
    """A need, in any language, and how the answer shall look. `language`: of the reader; `spoken`: of the help.

    `kinds`, `hubs` (slugs), `countries`, `spoken` and `audience` (whom it is for) narrow the answer; empty means all.
    """

    need: str = Field(max_length=LONGEST)
    language: str = Field("", max_length=5)
    kinds: list[Kind] = Few
    hubs: list[Slug] = Few
    countries: list[Code] = Few
    spoken: list[Code] = Few
    audience: list[Code] = Few
    confirmed: list[Code] = Few
    nearest_first: bool = False
    most: int = Field(5, ge=1, le=50)


class TextOut(Schema):
    """A text and the language it is in."""

    text: str
    language: str

    @classmethod
    def told(cls, told: Told) -> "TextOut":
        return cls(text=told.text, language=told.language)


class OfferedOut(Schema):
    id: UUID
    kind: str
    hub: str
    hub_name: str
    country: str
    slug: str
    title: TextOut
    summary: TextOut

    @staticmethod
    def particulars(offer: Any) -> dict[str, Any]:
        return {
            "id": offer.offer_id,
            "kind": offer.kind,
            "hub": offer.hub_slug,
            "hub_name": offer.hub_name,
            "country": offer.country,
            "slug": offer.slug,
            "title": TextOut.told(offer.title),
            "summary": TextOut.told(offer.summary),
        }


class MatchOut(OfferedOut):
    """An offer that fits, and why. `word`: strong, possible or weak; `sentence` stands in the offer, `clause` in the need."""

    rank: int
    word: str
    sentence: TextOut
    clause: str
    shared_topics: list[str]
    facts: list[str]

    @classmethod
    def of(cls, match: Match) -> "MatchOut":
        told: dict[str, Any] = {
            name: getattr(match, name) for name in ("rank", "word", "clause", "shared_topics", "facts")
        }
        sentence = TextOut(text=match.sentence, language=match.sentence_language)
        return cls(**cls.particulars(match), **told, sentence=sentence)


class HiddenOut(OfferedOut):
    """An offer that would fit, and what was asked that keeps it away."""

    why_not: str


class TopicOut(Schema):
    code: str
    label: str


class MatchesOut(Schema):
    """`verdict` "none": no good match; ask the hub. `plain`: by letters alone, so languages hardly meet."""

    verdict: str
    plain: bool
    matches: list[MatchOut]
    topics: list[TopicOut]
    hidden: list[HiddenOut]

    @classmethod
    def of(cls, found: Matches, **more: Any) -> Any:
        hidden = [HiddenOut(**HiddenOut.particulars(each.offer), why_not=each.why_not) for each in found.hidden]
        topics = [TopicOut(code=topic.code, label=topic.label) for topic in found.topics]
        matches = [MatchOut.of(match) for match in found.matches]
        return cls(verdict=found.verdict, plain=found.plain, matches=matches, topics=topics, hidden=hidden, **more)


class ShowingOut(MatchesOut):
    """The same, kept under `id`, so that what became of it can be told."""

    id: UUID


class ReactionIn(Schema):
    offer_id: UUID
    what: Annotated[str, OneOf(Reaction.What.values)]
    reason: Annotated[str, OneOf(Reaction.Reason.values)] = ""


class ReactionOut(Schema):
    id: UUID
    offer_id: UUID
    what: str
    reason: str


class HintOut(Schema):
    """What would help an offer be found, in `count` cases; `about`: a language, or the reason it was declined for."""

    code: str
    count: int
    about: str
