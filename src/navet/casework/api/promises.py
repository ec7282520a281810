from datetime import time
from typing import Annotated

from ninja import Router, Schema
from pydantic import Field, StringConstraints

from navet.casework import commands, queries
from navet.casework.eligibility import SIZES
from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.schemas import NOS, OneOf
from navet.kit.translated import LANGUAGES

router = Router(tags=["hub"])
Text = Annotated[str, StringConstraints(max_length=1_000)]


class Promises(Schema):
    """How soon the hub answers, how many months after help it measures again, whom it helps."""

    first_answer_hours: Annotated[int, Field(ge=1, le=400)]
    opens: time
    closes: time
    first_round: Annotated[int, Field(ge=1, le=120)]
    second_round: Annotated[int, Field(ge=2, le=120)]
    largest: Annotated[str, OneOf(SIZES)]
    pointer: dict[Annotated[str, OneOf(LANGUAGES)], Text] = {}
    authority: Annotated[str, StringConstraints(max_length=200)] = ""


@router.get("/hub/promises", response={200: Promises, **NOS}, operation_id="promises")
def promises(request: MemberRequest) -> object:
    """What the hub promises whoever turns to it."""
    only(request.member, Audience.ADMINISTRATOR)
    return queries.promises_of(request.hub)


@router.put("/hub/promises", response={200: Promises, **NOS}, operation_id="set_promises")
def set_promises(request: MemberRequest, asked: Promises) -> object:
    """Promise something else from now on; what was promised before stays promised."""
    return queries.promises_of(commands.set_promises(request.member, request.hub, **asked.dict()))
