"""The same sentences in many languages: Django's own translations (BSD), which every installation has."""

import gettext
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

LANGUAGES = "bg bs ca cs cy da de el en es et eu fi fr ga gl hr hu is it lt lv mk nb nl nn pl pt ro sk sl sq sr sv tr uk".split()
_SHORTEST = 25  # characters; shorter ones are button texts
_FILLED_IN = re.compile(r"%\(\w+\)[sd]?|%[sd]|<[^>]+>")


def interface_sentences(most: int) -> dict[str, dict[str, str]]:
    """For each language its sentences by their English original; the ones that most languages have, at most so many."""
    told = {language: dict(_translations(language)) for language in LANGUAGES if language != "en"}
    known = Counter(original for sentences in told.values() for original in sentences)
    chosen = sorted(known, key=lambda original: (-known[original], original))[:most]
    told["en"] = {original: original for original in chosen}
    return {
        language: {
            original: _FILLED_IN.sub("", told[language][original]) for original in chosen if original in told[language]
        }
        for language in LANGUAGES
    }


def _translations(language: str) -> Iterator[tuple[str, str]]:
    spec = importlib.util.find_spec("django")
    folders = spec.submodule_search_locations if spec else None
    for folder in map(Path, folders or []):
        for file in sorted(folder.rglob(f"locale/{language}/LC_MESSAGES/django.mo")):
            with file.open("rb") as stream:
                kept: dict[object, str] = vars(gettext.GNUTranslations(stream))["_catalog"]
            for original, translated in kept.items():
                if isinstance(original, str) and len(original) > _SHORTEST and "\x04" not in original and translated:
                    yield original, translated
