"""The shapes machines send and get."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, PlainSerializer

from navet.stateaid.commands import OtherAid
from navet.stateaid.models import AidEntry, Declaration
from navet.stateaid.queries import Room, Way

Money = Annotated[Decimal, PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str)]
Amount = Annotated[Decimal, Field(max_digits=12, decimal_places=2, ge=0)]
Text = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Reason = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]

# The question of `POST aid/check`, for the description only: `check_file` reads it, so that the terminal and
# the endpoint say the same words.
AMOUNT: dict[str, Any] = {"type": "string", "pattern": r"^[0-9]{1,15}\.[0-9]{2}$"}
DAY: dict[str, Any] = {"type": "string", "format": "date"}
NAME: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 200}


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


QUESTION = _object(
    {
        "member_state": NAME,
        "regime": _object(
            {
                "code": NAME,
                "ceiling": AMOUNT,
                "currency": NAME,
                "years": {"type": "integer", "minimum": 1, "maximum": 50},
            }
        ),
        "links": {
            "type": "array",
            "items": _object(
                {
                    "parent": NAME,
                    "child": NAME,
                    "kind": {"type": "string", "enum": ["votes", "board", "contract", "agreement"]},
                    "since": DAY,
                },
                until={"anyOf": [DAY, {"type": "null"}]},
                share={"anyOf": [NAME, {"type": "null"}]},
            ),
        },
        "public_owners": {"type": "array", "items": NAME},
        "grants": {
            "type": "array",
            "items": _object(
                {"id": NAME, "undertaking": NAME, "member_state": NAME, "amount": AMOUNT, "granted_on": DAY}
            ),
        },
        "ask": _object({"undertaking": NAME, "amount": AMOUNT, "on": DAY}),
    }
)
QUESTION_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": QUESTION}}}}


class WindowOver(Schema):
    ends_on: date
    sum: str


class AidAnswer(Schema):
    """Whether the ask keeps to the ceiling, and what would."""

    allowed: bool
    group: list[str]
    used: str
    ceiling: str
    room: str
    fits_on: date | None
    windows_over: list[WindowOver]


class GroupMember(Schema):
    id: UUID
    name: str
    tie: str


class WayForward(Schema):
    code: str
    text: str
    amount: Money | None
    on: date | None
    regimes: list[str]


class AidRoom(Schema):
    """What a single undertaking may still get on a day, in euro, over all hubs."""

    on: date
    member_state: str
    regime: str
    ceiling: Money
    used: Money
    room: Money
    full_room_on: date | None
    group: list[GroupMember]
    allowed: bool | None = None
    fits_on: date | None = None
    ways: list[WayForward] = []

    @staticmethod
    def told(room: Room, amount: Decimal | None, ways: tuple[Way, ...]) -> "AidRoom":
        """The room, and if an amount was asked for, the answer to that."""
        answer = None if amount is None else room.answer(amount)
        return AidRoom(
            on=room.on,
            member_state=room.member_state,
            regime=room.regime.code,
            ceiling=room.ceiling,
            used=room.used,
            room=room.left,
            full_room_on=room.full_room_on,
            group=[GroupMember(id=each.id, name=each.name, tie=each.tie) for each in room.members],
            allowed=answer.allowed if answer else None,
            fits_on=answer.fits_on if answer else None,
            ways=[WayForward.from_orm(way) for way in ways],
        )


class OtherAidIn(Schema):
    """De minimis aid from elsewhere; `regime` is a code."""

    granted_on: date
    amount: Annotated[Decimal, Field(max_digits=12, decimal_places=2, gt=0)]
    authority: Text
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    regime: Text = "DE_MINIMIS_2023"
    member_state: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""

    def other_aid(self) -> OtherAid:
        return OtherAid(**self.dict())


class DeclarationIn(Schema):
    """Everything else received in the last three years; an empty list says that there is nothing."""

    rows: Annotated[list[OtherAidIn], Field(max_length=100)]


class DeclarationOut(Schema):
    id: UUID
    signed_by: str
    signed_on: date
    rows: int

    @staticmethod
    def told(declaration: Declaration) -> "DeclarationOut":
        return DeclarationOut(
            id=declaration.id,
            signed_by=declaration.signed_by,
            signed_on=declaration.signed_at.date(),
            rows=declaration.rows.count(),
        )


class AidCorrectionIn(Schema):
    """The right amount of the grant, in its own currency, and why."""

    amount: Amount
    reason: Reason


class RevocationIn(Schema):
    reason: Reason


class EntryOut(Schema):
    """A row of the ledger; a change's `amount` is the difference."""

    id: UUID
    number: str
    kind: str
    regime: str
    granted_on: date
    amount: Money
    original_amount: Money
    currency: str
    corrects: UUID | None
    about: UUID

    @staticmethod
    def told(entry: AidEntry) -> "EntryOut":
        return EntryOut(
            id=entry.id,
            number=entry.number,
            kind=entry.kind,
            regime=entry.regime.code,
            granted_on=entry.granted_on,
            amount=entry.amount,
            original_amount=entry.original_amount,
            currency=entry.currency,
            corrects=entry.corrects_id,
            about=entry.about,
        )


class WaitingOut(Schema):
    """An entry the register has not been told of, its last day, and how that stands: late, soon, in-time."""

    entry: EntryOut
    due_on: date
    light: str


class AidRegisterOut(Schema):
    rows: list[WaitingOut]
    total: int
    late: int
    next: UUID | None


class FilingIn(Schema):
    entries: Annotated[list[UUID], Field(min_length=1, max_length=500)]
    filed_on: date
    receipt: Annotated[str, Field(min_length=1, max_length=200)]


class FilingOut(Schema):
    id: UUID
    entry_id: UUID
    filed_on: date
    receipt: str
    undone_because: str


class UndoFilingIn(Schema):
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class RateOut(Schema):
    currency: str
    day: date
    rate: Decimal


class RatesOut(Schema):
    """How many rates came in, how many were here already, and those that stand here with another rate."""

    entered: int
    known: int
    differing: list[RateOut]


Words = Annotated[dict[Literal["nb", "sv", "en"], Reason], Field(max_length=3)]


class SchemeIn(Schema):
    """A scheme of the hub's own: texts by language, `part` of the costs in per cent, `ceiling` in euro over `years`."""

    name: Words
    legal_basis: Words
    article: Words = {}
    valid_from: date
    valid_until: date | None = None
    part: Decimal | None = Field(None, gt=0, le=100, max_digits=4, decimal_places=1)
    only_smes: bool = False
    ceiling: Decimal | None = Field(None, gt=0, max_digits=12, decimal_places=2)
    years: int | None = Field(None, ge=1, le=20)
    source: Text


class SchemeEndIn(Schema):
    valid_until: date


class SchemeOut(Schema):
    """A scheme as it stands; grants name it by its `code`."""

    id: UUID
    code: str
    name: dict[str, str]
    legal_basis: dict[str, str]
    article: dict[str, str]
    valid_from: date
    valid_until: date | None
    intensity: Decimal | None
    only_smes: bool
    ceiling: Decimal | None
    years: int | None
    source: str


class SplitIn(Schema):
    """A split: the other undertaking by its number, `part` (0 to 1) of the earlier aid, by `USE` or by `EQUITY`."""

    country: str = Field(pattern=r"^[A-Z]{2}$")
    register_number: str = Field(min_length=1, max_length=30, pattern=r"^[^\x00]*$")
    on: date
    part: Decimal = Field(gt=0, le=1, max_digits=6, decimal_places=5)
    basis: Literal["USE", "EQUITY"]
    reason: Reason


class SplitOut(Schema):
    """A split as it stands; one that was undone does not count."""

    id: UUID
    parent_id: UUID
    child_id: UUID
    on: date
    part: Decimal
    basis: str
    reason: str
    undone_at: datetime | None
    undone_because: str
