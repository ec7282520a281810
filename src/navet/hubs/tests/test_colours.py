"""Whatever two colours a hub chooses, every text can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.hubs.colours import contrast, luminance, palette, stylesheet

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
PAIRS = [
    ("text-default", "background-default"),
    ("text-default", "surface-active"),
    ("text-subtle", "background-tinted"),
    ("text-subtle", "surface-tinted"),
    ("base-contrast-default", "base-default"),
    ("base-contrast-default", "base-hover"),
    ("base-contrast-default", "base-active"),
]


@given(colours)
def test_text_is_read_on_every_ground(colour):
    for shades in palette(colour):
        for text, ground in PAIRS:
            assert contrast(shades[text], shades[ground]) >= 4.5, (text, ground, shades)


@given(colours)
def test_a_border_is_seen(colour):
    for shades in palette(colour):
        assert contrast(shades["border-default"], shades["background-default"]) >= 3


@pytest.mark.parametrize(("colour", "place"), [("#000000", 0.0), ("#ffffff", 1.0), ("#808080", 0.2159)])
def test_luminance_as_the_standard_reckons(colour, place):
    assert luminance(colour) == pytest.approx(place, abs=1e-4)


def test_the_hubs_own_colour_stands_unchanged():
    assert palette("#0b5563")[0]["base-default"] == "#0b5563"


def test_the_stylesheet_names_both_colours_in_both_schemes():
    css = stylesheet("#0b5563", "#f2a33a")
    assert css.count("--ds-color-brand-base-default:") == 2
    assert css.count("--ds-color-accent-base-default:") == 2
    assert css.count("@media (prefers-color-scheme:dark)") == 1
