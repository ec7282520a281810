"""The ways a command says no."""

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError


class Refused(Exception):
    """The hub will not do this; the message is written for the person who asked.

    `fields` maps a field's name to what is wrong with it, so that a form can say it in its place.
    """

    def __init__(self, message: str = "", *, fields: dict[str, list[str]] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


class NotAllowed(Refused):
    """This person may not do this to this thing."""


class NotFound(Exception):
    """There is no such thing, or this person may not know that there is."""


def as_refusal(error: ValidationError | IntegrityError) -> Refused:
    """Give the database's no, or a record's, the words of the rule it broke.

    Raises the error again when no rule of ours has that name: that is a fault, not a refusal.
    """
    if isinstance(error, ValidationError):
        return _from_validation(error)
    broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            # A distributed database adds a shard's number to the name.
            if broken.startswith(constraint.name):
                return Refused(str(constraint.get_violation_error_message()))
    raise error


def _from_validation(error: ValidationError) -> Refused:
    if not hasattr(error, "error_dict"):
        return Refused(" ".join(error.messages))
    fields = {name: messages for name, messages in error.message_dict.items() if name != NON_FIELD_ERRORS}
    return Refused(" ".join(error.messages), fields=fields)
