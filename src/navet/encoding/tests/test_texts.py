"""Text on its way into the encoder: nothing that somebody typed or pasted may harm it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.encoding.texts import clauses, cleaned, in_small_letters, passages, sentences, windows
from navet.encoding.texts.cleaning import LONGEST
from navet.encoding.texts.interface import LANGUAGES, interface_sentences
from navet.encoding.texts.passages import MOST_CLAUSES, MOST_PARTS, WINDOW

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)


@given(ANYTHING)
def test_what_is_cleaned_is_composed_short_and_stays_so(text):
    once = cleaned(text)
    assert unicodedata.is_normalized("NFC", once)
    assert once == cleaned(once)
    assert not [letter for letter in once if unicodedata.category(letter) in {"Cc", "Cs"} and letter != "\n"]
    once.encode()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("robot\0svets", "robot svets"),
        ("\ud800robot\udfff", "robot"),
        (unicodedata.normalize("NFD", "Målning på Åland"), "Målning på Åland"),
        ("ro\u00adbot\u200b", "robot"),
        ("\u202erobot\ufeff", "robot"),
        ("one \t two\r\n\r\n three\x85four", "one two\nthree\nfour"),
        ("a" + "\u0301" * 9, "á" + "\u0301" * 3),
        ("", ""),
    ],
)
def test_what_nobody_sees_goes(raw, clean):
    assert cleaned(raw) == clean


@pytest.mark.parametrize("text", ["\ufdfa" * 2000, "x" * 1_000_000, "\u3300" * 4000])
def test_no_text_is_longer_than_two_pages_however_it_is_written(text):
    assert len(unicodedata.normalize("NFKC", cleaned(text))) == LONGEST


def test_shouting_is_heard_as_speaking():
    assert in_small_letters("VI BEHÖVER HJÄLP!") == "vi behöver hjälp!"
    assert in_small_letters("NIS2 gapanalys") == "NIS2 gapanalys"
    assert in_small_letters("123") == "123"


def test_sentences_and_clauses():
    text = "Vi är ett bageri. Två personer står vid bandet, men vi vill prova en kamera – gärna snart.\nVem kan hjälpa?"
    assert sentences(text) == [
        "Vi är ett bageri.",
        "Två personer står vid bandet, men vi vill prova en kamera – gärna snart.",
        "Vem kan hjälpa?",
    ]
    assert clauses(text) == sentences(text)
    shorter = text.removeprefix("Vi är ett bageri. ")
    assert clauses(shorter) == [
        "Två personer står vid bandet,",
        "men vi vill prova en kamera –",
        "gärna snart.",
        "Vem kan hjälpa?",
    ]
    assert clauses("Vi har en fråga till er. " * 9)[3:] == [("Vi har en fråga till er. " * 6).strip()]
    assert sentences("") == []


@given(ANYTHING)
def test_pieces_are_the_text(text):
    text = cleaned(text)
    for pieces in (sentences(text), clauses(text)):
        assert "".join("".join(pieces).split()) == "".join(text.split())
    assert len(sentences(text)) <= MOST_PARTS
    assert len(clauses(text)) <= MOST_CLAUSES


@pytest.mark.parametrize("text", ["Ett ord och ett till. " * 200, "ord " * 1000, "x" * 4000])
def test_windows_hold_the_text_each_with_its_title(text):
    found = windows("Titel", text)
    assert all(window.startswith("Titel. ") and len(window) <= WINDOW for window in found)
    inside = "".join(window.removeprefix("Titel. ") for window in found)
    assert "".join(inside.split()) == "".join(text.split())


def test_a_window_without_title_is_the_text():
    assert windows("", "Hej.") == ["Hej."]
    assert windows("t" * 4000, "Hej.") == ["t" * 4000 + ". Hej."]


def test_the_same_sentences_in_many_languages():
    told = interface_sentences(20)
    assert sorted(told) == sorted(LANGUAGES)
    assert len(told["en"]) == 20
    assert {each for sentences in told.values() for each in sentences} == set(told["en"])
    assert [len(told[language]) for language in ("sv", "nb", "nn", "da", "fi", "de")] == [20] * 6
    assert not [text for sentences in told.values() for text in sentences.values() if "%(" in text or "<" in text]


def test_passages_are_about_as_long_as_each_other():
    text = " ".join(f"Sentence {number:02} says a little." for number in range(50))
    found = passages(text, 10)
    assert " ".join(found) == text
    assert 8 <= len(found) <= 10
    assert max(map(len, found[:-1])) <= 2 * min(map(len, found[:-1]))
    assert passages("One of them only.", 10) == ["One of them only."]
