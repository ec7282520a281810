"""Letters: tagged, the same for ever, and nothing a person typed is a command."""

import re
import zlib

import pytest

from navet.kit.charts import PAPER, Radar, Series
from navet.kit.letters import BLOCKS, letter, words_around

HUB = {
    "name": "Åsnens nav",
    "address": "Storgatan 1, Växjö",
    "email": "hej@example.org",
    "phone": "",
    "colour": "#0b5563",
}
RADAR = Radar("Digital maturity", ("Strategy", "Skills", "Data"), (Series("T0", (1, 2, 3)),))


def written(*blocks, **changes):
    return {
        "hub": HUB,
        "to": ["Bageriet AB", "Ana Ek"],
        "title": "Beslut",
        "reference": "2027-14",
        "day": "2027-03-01",
        "day_written": "1 mars 2027",
        "blocks": list(blocks),
    } | changes


def text(words):
    return {"kind": "text", "text": words}


EVERYTHING = written(
    text("Hej!\n\nNi får hjälp.\nMed vänlig hälsning"),
    {"kind": "heading", "text": "Vad ni får"},
    {"kind": "list", "items": ["Test", "Råd"]},
    {"kind": "facts", "pairs": [["Organisation", "Bageriet AB"], ["Nummer", "556036-0793"]]},
    {
        "kind": "table",
        "head": ["Hjälp", "Kronor"],
        "rows": [["Test", "1 200"]],
        "numbers": [1],
        "sums": ["Summa", "1 200"],
    },
    {"kind": "note", "text": "Stödet är av mindre betydelse."},
    {"kind": "chart", "svg": RADAR.svg(PAPER), "alt": "Strategi 1, kompetens 2, data 3"},
    {"kind": "break"},
    {"kind": "signatures", "names": ["Åsnens nav", "Bageriet AB"]},
)


def streams(pdf):
    """Everything that is packed in the file, unpacked."""
    found = b""
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found += zlib.decompress(packed)
        except zlib.error:
            found += packed
    return pdf + found


@pytest.mark.parametrize("standard", ["ua-1", "a-2b", "a-3b"])
def test_every_block_is_set_in_every_standard(standard):
    assert letter(BLOCKS, EVERYTHING, language="sv", standard=standard).startswith(b"%PDF-")


def test_a_letter_is_tagged_for_screen_readers_and_says_its_language():
    whole = streams(letter(BLOCKS, EVERYTHING, language="sv"))
    assert b"/StructTreeRoot" in whole
    assert b"/Lang (sv)" in whole or b"/Lang(sv)" in whole


def test_the_same_data_gives_the_same_bytes_for_ever():
    assert letter(BLOCKS, EVERYTHING, language="sv") == letter(BLOCKS, EVERYTHING, language="sv")


def test_another_day_is_another_letter():
    assert letter(BLOCKS, EVERYTHING, language="sv") != letter(
        BLOCKS, EVERYTHING | {"day": "2027-03-02"}, language="sv"
    )


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_the_words_around_are_in_the_receivers_language(language):
    assert letter(BLOCKS, EVERYTHING, language=language).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        "#panic(1)",
        "= Heading * bold _ $x^2$ #set page(width: 1mm)",
        '"] #(1/0)',
        "\\u{0} </script><b>",
        "åäöæøÅÄÖÆØ éüß €–”",
        "Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 8,
        "",
        "\n\n\n",
    ],
)
def test_what_a_person_typed_is_never_a_command(hostile):
    sent = written(
        text(hostile), {"kind": "facts", "pairs": [[hostile, hostile]]}, title=hostile or "Brev", to=[hostile]
    )
    assert letter(BLOCKS, sent, language="sv").startswith(b"%PDF-")


def test_a_hub_without_a_logo_signs_with_its_name_and_one_with_a_logo_shows_it():
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5"/></svg>'
    with_logo = written(text("Hej"), hub=HUB | {"logo": logo})
    assert letter(BLOCKS, with_logo, language="nb") != letter(BLOCKS, written(text("Hej")), language="nb")


def test_a_missing_template_says_so():
    with pytest.raises(RuntimeError):
        letter("kit/letters/none.typ", written(), language="sv")


def test_a_letter_kept_with_its_words_is_not_changed_by_a_later_translation():
    kept = EVERYTHING | {"words": words_around("sv")}
    assert letter(BLOCKS, kept, language="sv") == letter(BLOCKS, EVERYTHING, language="sv")
