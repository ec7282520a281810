"""Charts: well-formed, inside their frame, escaped, and with the numbers behind them."""

from xml.etree import ElementTree as ET

import pytest
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from navet.kit.charts import PAPER, SCREEN, Bar, Bars, Lines, Radar, Series, Sparkline, Stack, Target
from navet.kit.charts.drawing import ADVANCE, WIDE, plain, wrapped

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "\"><script>alert(1)</script>&amp; ' æøå"
words = st.text(st.characters(categories=["L", "N", "P", "Zs", "S"]), max_size=60)
CHARTS = (
    Radar(
        "Maturity",
        ("Digital business strategy", "Readiness", "Human-centric digitalisation", "Data"),
        (Series("T0", (4, 5, 3, 6)), Series("T1", (6, 6, 5, 7))),
    ),
    Lines(
        "Aid",
        ("2025", "2026", "2027"),
        (Series("Aid", (80_000, 140_000, 220_000)),),
        ceiling=("Ceiling", 300_000),
        area=True,
    ),
    Bars("Parts", (Bar("Skills", 3.4), Bar("Security", 7.1, "(+1.2)")), top=10, bands=(("Basic", 5), ("Leading", 10))),
    Stack("Customers", ("Skåne", "Blekinge"), (Series("Micro", (14, 6)), Series("Small", (8, 4)))),
    Target("Helped", 42, 60, 48),
    Target("Helped", 42, 60),
    Sparkline("Applications a month", (3, 5, 4, 8)),
)
numbers = st.floats(-1e9, 1e9, allow_nan=False)


def drawn(chart, style=SCREEN):
    return ET.fromstring(chart.svg(style))


def inside(chart):
    """Every letter (by its estimated width), bar and dot lies in the frame."""
    root = drawn(chart)
    high = float(root.get("viewBox").split()[3])
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size"))
        for place, line in enumerate(text.iter(f"{SVG}tspan")):
            long = len(line.text or "") * ADVANCE * size / 12
            x = float(line.get("x"))
            left = {"end": x - long, "middle": x - long / 2}.get(text.get("text-anchor", ""), x)
            y = float(text.get("y")) + 15 * place
            assert left >= -1, (line.text, left)
            assert left + long <= WIDE + 1, (line.text, left + long)
            assert 0 <= y <= high, (line.text, y, high)
    for bar in root.iter(f"{SVG}rect"):
        assert 0 <= float(bar.get("x")) <= float(bar.get("x")) + float(bar.get("width")) <= WIDE
        assert float(bar.get("y")) + float(bar.get("height")) <= high
    for dot in root.iter(f"{SVG}circle"):
        assert 0 <= float(dot.get("cx")) <= WIDE
        assert 0 <= float(dot.get("cy")) <= high
    return True


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
@pytest.mark.parametrize("style", [SCREEN, PAPER])
def test_every_chart_is_a_drawing_with_a_name_a_description_and_a_table(chart, style):
    root = drawn(chart, style)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == chart.title
    assert root.find(f"{SVG}desc").text
    table = chart.table(style)
    assert {len(row) for row in table.rows} == {len(table.head)}
    assert inside(chart)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_drawing_carries_no_style_of_its_own_and_none_of_the_screens_on_paper(chart):
    assert " style=" not in chart.svg(SCREEN)
    assert "var(" not in chart.svg(PAPER)


@pytest.mark.parametrize(
    "chart",
    [
        Radar(HOSTILE, (HOSTILE, "b", "c"), (Series(HOSTILE, (1, 2, 3)),)),
        Bars(HOSTILE, (Bar(HOSTILE, 1, "<b>"),), bands=((HOSTILE, 1), ("b", 2)), top=2),
        Lines(HOSTILE, ("<1>", "<2>"), (Series(HOSTILE, (1, 2)), Series("b", (2, 1))), ceiling=("<c>", 3)),
        Stack(HOSTILE, (HOSTILE,), (Series(HOSTILE, (1,)),)),
        Target(HOSTILE, 1, 2, 1.5, names=("<a>", "<b>", "<c>")),
        Sparkline(HOSTILE, (1, 2)),
    ],
    ids=lambda chart: type(chart).__name__,
)
def test_what_a_person_typed_is_never_markup(chart):
    assert "<script" not in chart.svg()
    assert drawn(chart).find(f"{SVG}title").text == HOSTILE


@given(st.lists(words, min_size=3, max_size=12), st.data())
def test_a_radar_stays_in_its_frame(axes, data):
    values = tuple(data.draw(st.lists(st.floats(-5, 15), min_size=len(axes), max_size=len(axes))))
    assert inside(Radar("x", tuple(axes), (Series("T0", values), Series("T1", values))))


@given(st.lists(st.tuples(words, numbers), max_size=8))
def test_bars_stay_in_their_frame(bars):
    assert inside(Bars("x", tuple(Bar(label, value) for label, value in bars)))


@given(st.lists(st.tuples(words, st.floats(0, 1e9)), min_size=1, max_size=6))
def test_stacks_stay_in_their_frame(rows):
    values = tuple(value for _, value in rows)
    assert inside(Stack("x", tuple(label for label, _ in rows), (Series("a", values), Series("b", values))))


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=30), st.floats(0, 1e9) | st.none())
def test_lines_stay_in_their_frame(values, ceiling):
    moments = tuple(str(place) for place in range(len(values)))
    over = ("Ceiling", ceiling) if ceiling is not None else None
    assert inside(Lines("x", moments, (Series("a", tuple(values)),), ceiling=over, area=True))


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6) | st.none())
def test_a_target_stays_in_its_frame(actual, target, pace):
    assert inside(Target("x", actual, target, pace))


@given(st.lists(numbers, min_size=1, max_size=40))
def test_a_sparkline_stays_in_its_frame(values):
    assert inside(Sparkline("x", tuple(values)))


@given(words, st.floats(20, 400))
def test_wrapping_loses_no_letter(label, room):
    joined = "".join(wrapped(label, room)).replace("-", "")
    assert joined.replace(" ", "") == "".join(label.split()).replace("-", "")


@pytest.mark.parametrize(("value", "shown"), [(3, "3"), (3.0, "3"), (3.14159, "3.14"), (-0.5, "-0.5"), (100, "100")])
def test_a_plain_number_has_no_empty_decimals(value, shown):
    assert plain(value) == shown


@pytest.mark.parametrize(("language", "shown"), [("en", "4.2"), ("sv", "4,2"), ("nb", "4,2")])
def test_on_a_page_numbers_are_written_as_the_reader_writes_them(language, shown):
    with translation.override(language):
        page = engines["django"].from_string("{% chart radar %}{% sparkline 'x' values %}")
        html = page.render({"radar": Radar("x", ("a", "b", "c"), (Series("T0", (4.2, 1, 0)),)), "values": [1, 2]})
    assert f'<td class="nv-number">{shown}</td>' in html
    assert html.count("<svg") == 2


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "1,478,200"), ("sv", "1\xa0478\xa0200"), ("nb", "1\xa0478\xa0200")]
)
def test_large_numbers_are_grouped_and_a_target_speaks_the_readers_language(language, shown):
    with translation.override(language):
        html = (
            engines["django"]
            .from_string("{% chart c %}")
            .render({"c": Target("Value", 1_478_200, 3_200_000, 2_045_662.1)})
        )
    assert shown in html
    assert ("Reached" in html) == (language == "en")
