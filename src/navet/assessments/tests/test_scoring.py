"""Scoring against the two published vectors, an oracle written straight from the formulas, and its properties."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navet.assessments.score_file import forms
from navet.assessments.scoring import rounded, score
from navet.questionnaires.form import CHOICE, NUMBER, SCALE, TEXT, TICKS, Questionnaire

FORMS = {form.code: form for form in forms()}
WORDS = {"no": 0, "partly": 1, "yes": 2}


def ticks(count: int, of: int) -> list[bool]:
    return [number < count for number in range(of)]


SME = {
    "q1": {"invested": ticks(6, 10), "planned": ticks(4, 10)},
    "q2": ticks(7, 10),
    "q3": ticks(8, 10),
    "q4": [0, 0, 5, 0, 2, 0, 1],
    "q5": ticks(3, 7),
    "q6": ticks(4, 8),
    "q7": [True, False, True, True, True, False, False, False],
    "q8": ticks(4, 6),
    "q9": [3, 0, 0, 5, 4],
    "q10": ticks(3, 10),
    "q11": ["yes", "no", "partly", "partly", "yes"],
}
PSO = {
    "q1": ticks(5, 10),
    "q2": {"planned": ticks(3, 8), "invested": ticks(6, 8)},
    "q3": ticks(7, 9),
    "q4": [2, 0, 5, 0, 5, 0, 1, 4],
    "q5": ticks(4, 7),
    "q6": ticks(6, 10),
    "q7": ticks(5, 9),
    "q8": ticks(4, 6),
    "q9": {"planned": ticks(6, 16), "implemented": ticks(9, 16)},
    "q10": ticks(4, 9),
    "q11": ["partly", "no", "yes", "partly", "yes"],
}


def sme_oracle(a: dict) -> list[Fraction]:
    q7 = sum(tick for number, tick in enumerate(a["q7"]) if number != 1)
    return [
        Fraction(sum(a["q1"]["invested"]) + sum(a["q1"]["planned"]) + sum(a["q2"])) * Fraction(10, 3),
        (Fraction(sum(a["q3"])) + Fraction(sum(a["q4"]), 5) / 7 * 10) * 5,
        (Fraction(sum(a["q5"]), 7) * 10 + Fraction(sum(a["q6"]), 8) * 10) * 5,
        (Fraction(q7, 7) * 10 + Fraction(sum(a["q8"]), 6) * 10) * 5,
        Fraction(sum(a["q9"]), 5) / 5 * 10 * 10,
        (Fraction(sum(a["q10"])) + sum(WORDS[word] for word in a["q11"])) * 5,
    ]


def pso_oracle(a: dict) -> list[Fraction]:
    return [
        (sum(a["q1"]) + Fraction(sum(a["q2"]["planned"]), 8) * 10 + Fraction(sum(a["q2"]["invested"]), 8) * 10)
        * Fraction(10, 3),
        (Fraction(sum(a["q3"]), 9) * 10 + Fraction(sum(a["q4"]), 5) / 8 * 10) * 5,
        (Fraction(sum(a["q5"]), 7) * 10 + Fraction(sum(a["q6"]))) * 5,
        (Fraction(sum(a["q7"]), 9) * 10 + Fraction(sum(a["q8"]), 6) * 10) * 5,
        (Fraction(sum(a["q9"]["planned"]), 16) * 10 + Fraction(sum(a["q9"]["implemented"]), 16) * 10) * 5,
        (Fraction(sum(a["q10"]), 9) * 10 + sum(WORDS[word] for word in a["q11"])) * 5,
    ]


def flags(size: int) -> st.SearchStrategy[list[bool]]:
    return st.lists(st.booleans(), min_size=size, max_size=size)


@st.composite
def answers(draw: st.DrawFn, form: Questionnaire) -> dict:
    given_answers = {}
    for code, question in form.questions.items():
        size = len(question.rows)
        if question.columns:
            given_answers[code] = {column.code: draw(flags(size)) for column in question.columns}
        elif question.kind == TICKS:
            lone = [number for number, row in enumerate(question.rows) if row.exclusive]
            ticked = draw(flags(size))
            alone = bool(lone) and draw(st.booleans())
            given_answers[code] = [
                (number in lone) if alone else (tick and number not in lone) for number, tick in enumerate(ticked)
            ]
        elif question.kind == SCALE:
            given_answers[code] = draw(st.lists(st.integers(0, len(question.steps) - 1), min_size=size, max_size=size))
        elif question.kind == CHOICE:
            words = [step.code for step in question.steps]
            given_answers[code] = draw(st.lists(st.sampled_from(words), min_size=size, max_size=size))
        elif question.kind == NUMBER:
            given_answers[code] = draw(st.none() | st.integers(0, 2000))
        else:
            given_answers[code] = draw(st.text(max_size=5))
    return given_answers


@pytest.mark.parametrize(
    ("code", "given_answers", "dimensions", "overall"),
    [
        ("sme", SME, [56.6667, 51.4286, 46.4286, 61.9048, 48.0, 45.0], 51.5714),
        ("pso", PSO, [54.1667, 60.1389, 58.5714, 61.1111, 46.875, 52.2222], 55.5142),
    ],
)
def test_the_published_vectors_to_four_decimals(code, given_answers, dimensions, overall):
    scores = score(FORMS[code], given_answers)
    assert [rounded(value) for value in scores.dimensions.values()] == dimensions
    assert rounded(scores.overall) == overall
    assert scores.level == "moderately advanced"


@given(answers(FORMS["sme"]))
def test_the_company_form_agrees_with_its_formulas(given_answers):
    scores = score(FORMS["sme"], given_answers)
    expected = sme_oracle(given_answers)
    assert list(scores.dimensions.values()) == expected
    assert scores.overall == sum(expected) / 6


@given(answers(FORMS["pso"]))
def test_the_public_form_agrees_with_its_formulas(given_answers):
    scores = score(FORMS["pso"], given_answers)
    expected = pso_oracle(given_answers)
    assert list(scores.dimensions.values()) == expected
    assert scores.overall == sum(expected) / 6


@pytest.mark.parametrize("code", list(FORMS))
def test_nothing_is_nothing_and_everything_is_a_hundred(code):
    form = FORMS[code]
    assert score(form, {}).overall == 0
    full = score(form, {code: fullest(question) for code, question in form.questions.items()})
    assert set(full.dimensions.values()) == {Fraction(100)}
    assert (full.overall, full.level, set(full.parts.values())) == (100, "advanced", {Fraction(100)})


def fullest(question):
    if question.columns:
        return {column.code: [True] * len(question.rows) for column in question.columns}
    if question.kind == TICKS:
        return [row.counts for row in question.rows]
    if question.kind == SCALE:
        return [len(question.steps) - 1] * len(question.rows)
    if question.kind == CHOICE:
        return [question.steps[-1].code] * len(question.rows)
    return 2000 if question.kind == NUMBER else "x"


@pytest.mark.parametrize("code", list(FORMS))
@settings(max_examples=40)
@given(data=st.data())
def test_every_score_lies_between_nothing_and_a_hundred(code, data):
    scores = score(FORMS[code], data.draw(answers(FORMS[code])))
    assert all(0 <= value <= 100 for value in [scores.overall, *scores.dimensions.values(), *scores.parts.values()])
    assert scores.levels == {d: FORMS[code].band(value).code for d, value in scores.dimensions.items()}


@pytest.mark.parametrize("code", ["sme", "pso"])
@settings(max_examples=40)
@given(data=st.data())
def test_one_more_tick_or_step_never_lowers_a_score(code, data):
    form = FORMS[code]
    before = data.draw(answers(form))
    question = form.questions[data.draw(st.sampled_from(list(form.questions)))]
    if any(row.exclusive for row in question.rows):
        return
    after = before | {question.code: one_more(question, before[question.code], data)}
    low, high = score(form, before), score(form, after)
    assert all(high.dimensions[d] >= value for d, value in low.dimensions.items())
    assert high.overall >= low.overall


def one_more(question, answer, data):
    if isinstance(answer, dict):
        column = data.draw(st.sampled_from(list(answer)))
        return answer | {column: one_more(question, answer[column], data)}
    number = data.draw(st.integers(0, len(answer) - 1))
    codes = [step.code for step in question.steps]
    raised = {
        bool: lambda _value: True,
        int: lambda value: min(value + 1, len(codes) - 1),
        str: lambda value: codes[min(codes.index(value) + 1, len(codes) - 1)],
    }[type(answer[number])](answer[number])
    return [*answer[:number], raised, *answer[number + 1 :]]


@settings(max_examples=40)
@given(data=st.data())
def test_the_order_of_the_rows_does_not_matter(data):
    form = FORMS["pso"]
    before = data.draw(answers(form))
    code = data.draw(st.sampled_from([c for c, q in form.questions.items() if not q.columns]))
    after = before | {code: data.draw(st.permutations(before[code]))}
    assert score(form, after) == score(form, before)


def test_the_negative_option_is_worth_nothing():
    alone = [False, True, False, False, False, False, False, False]
    assert score(FORMS["sme"], {"q7": alone}).dimensions["D4"] == 0


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (Fraction(0), "basic"),
        (Fraction(25), "basic"),
        (Fraction(25) + Fraction(1, 10**9), "average"),
        (Fraction("25.4"), "average"),
        (Fraction(50), "average"),
        (Fraction(50) + Fraction(1, 10**9), "moderately advanced"),
        (Fraction(75), "moderately advanced"),
        (Fraction(75) + Fraction(1, 10**9), "advanced"),
        (Fraction(100), "advanced"),
    ],
)
def test_the_level_is_that_of_the_unrounded_score(value, level):
    assert FORMS["sme"].band(value).code == level


@pytest.mark.parametrize(
    ("value", "figure"),
    [
        (Fraction("1.00005"), 1.0),
        (Fraction("1.00015"), 1.0002),
        (Fraction("1.00025"), 1.0002),
        (Fraction(200, 3), 66.6667),
    ],
)
def test_figures_are_rounded_half_even(value, figure):
    assert rounded(value) == figure


def test_a_question_not_asked_is_worth_nothing_or_left_out_as_the_data_says():
    form = FORMS["ai-readiness"]
    used = {"a2": [False, True, False, False, False], "a4": ["yes", "yes", "yes"]}
    assert score(form, used).dimensions["purpose"] == Fraction(100) * (Fraction(1, 4) + 1) / 2
    unused = used | {"a2": [True, False, False, False, False]}
    assert score(form, unused).dimensions["purpose"] == 0
    ground = {"a5": [True] * 4, "a6": [5, 0, 0], "a7": 8, "a8": ["no", "no"]}
    assert score(form, ground).dimensions["ground"] == Fraction(100) * (1 + Fraction(1, 3) + 1) / 3
    assert score(form, ground | {"a6": [5, 3, 0]}).dimensions["ground"] == Fraction(100) * (1 + Fraction(8, 15) + 1) / 4


def test_half_given_answers_score_what_is_there():
    scores = score(
        FORMS["sme"], {"q4": [5, None, None, None, None, None, None], "q11": [None, "yes", None, None, None]}
    )
    assert scores.dimensions["D2"] == Fraction(100, 14)
    assert scores.dimensions["D6"] == 10


def test_text_is_never_scored():
    assert all(
        form.questions[component.question].kind != TEXT
        for form in FORMS.values()
        for dimension in form.dimensions
        for component in dimension.components
    )
