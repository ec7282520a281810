"""Text that a hub writes in several languages: one field, a visible fallback."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = {"en": "English", "nb": "Norsk bokmål", "sv": "Svenska"}

# Whom a reader understands best when the own language is missing.
NEIGHBOURS = {"nb": ("sv", "en"), "sv": ("nb", "en"), "en": ("sv", "nb")}


@dataclass(frozen=True)
class Told:
    """A text as one reader gets it: the words, and the language they are in."""

    text: str
    language: str
    asked: str

    @property
    def is_fallback(self) -> bool:
        return bool(self.text) and self.language != self.asked

    def __str__(self) -> str:
        return self.text


def told(texts: dict[str, str] | None, language: str | None = None) -> Told:
    """The text in that language (default: the reader's), else the nearest one there is."""
    asked = (language or get_language() or "en").split("-")[0]
    for candidate in (asked, *NEIGHBOURS.get(asked, ()), *(texts or {})):
        if (texts or {}).get(candidate):
            return Told((texts or {})[candidate], candidate, asked)
    return Told("", asked, asked)


def validate_texts(value: Any) -> None:
    """A mapping of known language codes to strings."""
    fits = isinstance(value, dict) and all(
        language in LANGUAGES and isinstance(text, str) for language, text in value.items()
    )
    if not fits:
        raise ValidationError(_("Write the text by language, for example in Swedish or English."))


class TranslatedField(models.JSONField[dict[str, str], dict[str, str]]):
    """`{"sv": "…", "en": "…"}` in one column; read it with `told`."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("default", dict)
        options.setdefault("blank", True)
        super().__init__(**options)
        self.validators = [*self.validators, validate_texts]
