"""Keeps the translations: finds every sentence for people, and builds what Django reads. Needs no GNU gettext.

`python scripts/messages.py` writes each module's `locale/{sv,nb}/LC_MESSAGES/django.po` (keeping what is translated),
`--check` fails when a translation is missing, and `--build` makes the `.mo` files that are older than their text.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent.parent
MODULES = HERE / "src" / "navet"
LANGUAGES = ("sv", "nb")
TEMPLATES = (".html", ".txt", ".typ", ".svg", ".xml")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Attributes of our components hold expressions: <c-field :label="_('Name')" />
EXPRESSION = re.compile(r"""_\((?P<quote>['"])(?P<text>(?:(?!(?P=quote)).)+)(?P=quote)\)""")
PLACEHOLDER = re.compile(r"%\([a-zA-Z_]\w*\)[sdif]|%[sdif]|\{[a-zA-Z_][\w.]*\}")
DATES = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By|Project-Id|Report-Msgid|Language-Team).*\n',
    re.MULTILINE,
)
HEADER = "# Navet's words. Licence: EUPL-1.2."

Sentence = tuple[str | None, str | tuple[str, str]]


def in_python(source: str) -> Iterator[Sentence]:
    """Every sentence in Python code: (context or None, text or (singular, plural))."""
    for _line, function, said, _notes in extract_python(io.BytesIO(source.encode()), list(KEYWORDS), (), {}):
        sentence = read_call(str(function), said)
        if sentence:
            yield sentence


def read_call(function: str, said: object) -> Sentence | None:
    """What a gettext call says; calls whose text is not written out say nothing here."""
    words = list(said) if isinstance(said, tuple | list) else [said]
    context = words.pop(0) if "pgettext" in function else None
    wanted = 2 if function.startswith("n") else 1
    texts = words[:wanted]
    if len(texts) < wanted or not all(isinstance(text, str) and text for text in texts):
        return None
    return context, texts[0] if wanted == 1 else (texts[0], texts[1])


def in_template(source: str) -> Iterator[Sentence]:
    """Every sentence in a Django template."""
    from django.utils.translation.template import templatize

    python = "\n".join(line.strip() for line in templatize(source).splitlines())
    yield from in_python(python)
    for found in EXPRESSION.finditer(source):
        yield None, found["text"]


def sentences(module: Path) -> set[Sentence]:
    """Every sentence of one module, its tests and data left aside."""
    found: set[Sentence] = set()
    for path in sorted(module.rglob("*")):
        if {"tests", "migrations", "static", "locale", "data"} & set(path.relative_to(module).parts):
            continue
        if path.suffix == ".py":
            found |= set(in_python(path.read_text()))
        elif path.suffix in TEMPLATES and "templates" in path.parts:
            found |= set(in_template(path.read_text()))
    return found


def fresh(language: str, wanted: Iterable[Sentence], known: Catalog) -> Catalog:
    """A catalogue of the wanted sentences, with the translations already known."""
    catalog = Catalog(locale=language, project="Navet", version="", charset="utf-8", fuzzy=False)
    catalog.header_comment = HEADER
    for context, text in sorted(wanted, key=lambda sentence: (str(sentence[1]), sentence[0] or "")):
        old = known.get(text if isinstance(text, str) else text[0], context)
        kept = old.string if old and not old.fuzzy and isinstance(old.string, str) == isinstance(text, str) else None
        catalog.add(text, kept, context=context)
    return catalog


def text_of(catalog: Catalog) -> str:
    """The catalogue as text: no line numbers, no dates, steady order and width, so that merges are calm."""
    raw = io.BytesIO()
    write_po(raw, catalog, no_location=True, sort_output=True, width=100, ignore_obsolete=True)
    return DATES.sub("", raw.getvalue().decode())


def read(path: Path, language: str) -> Catalog:
    """The catalogue in this file, or an empty one."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def modules() -> list[Path]:
    return sorted(path for path in MODULES.iterdir() if (path / "__init__.py").exists())


def catalogues() -> Iterator[tuple[Path, str, set[Sentence]]]:
    """Every catalogue that should be: its file, language and sentences."""
    for module in modules():
        wanted = sentences(module)
        for language in LANGUAGES:
            path = module / "locale" / language / "LC_MESSAGES" / "django.po"
            if wanted or path.exists():
                yield path, language, wanted


def write() -> int:
    """Bring every catalogue in step with the code, and say how many sentences wait for a translator."""
    for path, language, wanted in catalogues():
        catalog = fresh(language, wanted, read(path, language))
        text = text_of(catalog)
        if not path.exists() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        waiting = sum(1 for message in catalog if message.id and not all(strings(message)))
        if waiting:
            print(f"{path.relative_to(HERE)}: {waiting} to translate")
    return 0


def strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]


def faults(path: Path, language: str, wanted: set[Sentence]) -> Iterator[str]:
    """Everything wrong with one catalogue."""
    catalog = read(path, language)
    for context, text in sorted(wanted, key=str):
        identity = text if isinstance(text, str) else text[0]
        message = catalog.get(identity, context)
        if message is None:
            yield f"missing: {identity!r}"
        elif message.fuzzy or not all(strings(message)):
            yield f"not translated: {identity!r}"
        elif not placeholders_agree(text, strings(message)):
            yield f"other placeholders than the original: {identity!r}"
    held = {(message.context, message.id if isinstance(message.id, str) else tuple(message.id)) for message in catalog}
    yield from (f"no longer said: {sentence[1]!r}" for sentence in sorted(held - wanted - {(None, "")}, key=str))


def disagreements() -> Iterator[str]:
    """The same sentence in other words in another module: Django shows one of them everywhere, and nobody knows which."""
    told: dict[tuple[str, object], tuple[list[str], Path]] = {}
    for path, language, wanted in catalogues():
        catalog = read(path, language)
        for context, text in sorted(wanted, key=str):
            message = catalog.get(text if isinstance(text, str) else text[0], context)
            if message is None:
                continue
            words, first = told.setdefault((language, (context, message.id)), (strings(message), path))
            if words != strings(message):
                yield f"{path.relative_to(HERE)}: {message.id!r} is {words[0]!r} in {first.relative_to(HERE)}"


def placeholders_agree(text: str | tuple[str, str], translated: list[str]) -> bool:
    """Every placeholder comes back; a plural's first form may leave the number out."""
    originals = [text] if isinstance(text, str) else list(text)
    wanted = [set(PLACEHOLDER.findall(original)) for original in originals]
    got = [set(PLACEHOLDER.findall(string)) for string in translated]
    return got[-1] == wanted[-1] and all(found <= set().union(*wanted) for found in got)


def check() -> int:
    """Print every fault; 1 when there is any."""
    wrong = [
        f"{path.relative_to(HERE)}: {fault}"
        for path, language, wanted in catalogues()
        for fault in faults(path, language, wanted)
    ]
    wrong += disagreements()
    print("\n".join(wrong) if wrong else "translations: complete")
    return 1 if wrong else 0


def build() -> int:
    """Make the .mo files that are older than their text."""
    for source in MODULES.glob("*/locale/*/LC_MESSAGES/django.po"):
        goal = source.with_suffix(".mo")
        if goal.exists() and goal.stat().st_mtime >= source.stat().st_mtime:
            continue
        raw = io.BytesIO()
        write_mo(raw, read(source, source.parts[-3]))
        half = goal.with_suffix(".half")
        half.write_bytes(raw.getvalue())
        half.replace(goal)
    return 0


def main(words: list[str]) -> int:
    return {"--check": check, "--build": build}.get(words[0] if words else "", write)()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
