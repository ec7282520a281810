from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from navet.directory.schemas import OneOf
from navet.kit.translated import LANGUAGES
from navet.matching.forms import SHORTEST
from navet.matching.schemas import LONGEST, Code, Few


class SubscriptionIn(Schema):
    """A need to be watched, and one's own yes to letters about it. `language`: of the letters."""

    need: str = Field(min_length=SHORTEST, max_length=LONGEST)
    language: Annotated[str, OneOf(list(LANGUAGES))] = "en"
    topics: list[Code] = Few
    agree: bool


class SubscriptionOut(Schema):
    """A yes to letters, in which wording it was said, until which day it holds."""

    id: UUID
    need: str
    topics: list[str]
    language: str
    wording: str
    created_at: datetime
    ends_on: date
