from datetime import time
from typing import TYPE_CHECKING, Annotated

from ninja import Router, Schema
from pydantic import Field, StringConstraints

from navet.casework import commands, queries
from navet.casework.eligibility import SIZES
from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.schemas import NOS, OneOf
from navet.kit.translated import LANGUAGES

if TYPE_CHECKING:
    from navet.hubs.models import Hub

router = Router(tags=["hub"])
# The hour of a day in the hub's own zone; JSON Schema's "time" would want an offset.
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Text = Annotated[str, StringConstraints(max_length=1_000)]


class Promises(Schema):
    """How soon the hub answers, how many months after help it measures again, whom it helps."""

    first_answer_hours: Annotated[int, Field(ge=1, le=400)]
    opens: Clock
    closes: Clock
    first_round: Annotated[int, Field(ge=1, le=120)]
    second_round: Annotated[int, Field(ge=2, le=120)]
    largest: Annotated[str, OneOf(SIZES)]
    pointer: dict[Annotated[str, OneOf(LANGUAGES)], Text] = {}
    authority: Annotated[str, StringConstraints(max_length=200)] = ""


def told(hub: "Hub") -> dict[str, object]:
    promises = queries.promises_of(hub)
    return promises | {when: f"{promises[when]:%H:%M}" for when in ("opens", "closes")}


@router.get("/hub/promises", response={200: Promises, **NOS}, operation_id="promises")
def promises(request: MemberRequest) -> object:
    """What the hub promises whoever turns to it."""
    only(request.member, Audience.ADMINISTRATOR)
    return told(request.hub)


@router.put("/hub/promises", response={200: Promises, **NOS}, operation_id="set_promises")
def set_promises(request: MemberRequest, asked: Promises) -> object:
    """Promise something else from now on; what was promised before stays promised."""
    hours = {"opens": time.fromisoformat(asked.opens), "closes": time.fromisoformat(asked.closes)}
    return told(commands.set_promises(request.member, request.hub, **asked.dict() | hours))
