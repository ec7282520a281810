import pytest

from navet.questionnaires.answering import LONGEST_TEXT, is_answered, is_asked, read_answer, read_answers
from navet.questionnaires.loading import DATA, load, parse
from navet.questionnaires.places import Misplaced, Place

AI = load(parse((DATA / "ai-readiness-1.json").read_bytes()))
SME = load(parse((DATA / "sme-2023.json").read_bytes()))
USED = {"a2": [False, True, False, False, False]}
UNUSED = {"a2": [True, False, False, False, False]}


@pytest.mark.parametrize(
    ("code", "answers", "asked"),
    [
        ("a1", {}, True),
        ("a4", {}, False),
        ("a4", USED, True),
        ("a4", UNUSED, False),
        ("a8", {"a6": [5, 2, 5]}, False),
        ("a8", {"a6": [0, 3, 0]}, True),
        ("a8", {"a6": [5, None, 5]}, False),
    ],
)
def test_a_question_is_asked_when_its_condition_holds(code, answers, asked):
    assert is_asked(AI, AI.questions[code], answers) is asked


def test_hidden_questions_texts_and_numbers_need_no_answer():
    answers = UNUSED | {"a5": [True] * 4, "a6": [0, 0, 0]}
    assert read_answers(AI, Place(answers, "answers")) == answers


def test_shown_questions_need_one():
    with pytest.raises(Misplaced, match=r"^answers\.a4: is missing$"):
        read_answers(AI, Place(USED | {"a5": [True] * 4, "a6": [0, 0, 0]}, "answers"))


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("a1", None),
        ("a1", "To sort our mail"),
        ("a3", None),
        ("a3", 0),
        ("a3", 100_000),
        ("a4", ["yes", None, "no"]),
        ("a6", [None, 5, 0]),
    ],
)
def test_an_unfinished_answer_may_have_holes(code, value):
    assert read_answer(AI.questions[code], Place(value, code), unfinished=True) == value


@pytest.mark.parametrize(
    ("code", "value", "line"),
    [
        ("a1", 7, "a1: 7 is not a text"),
        ("a1", "x" * (LONGEST_TEXT + 1), f"a1: is longer than {LONGEST_TEXT} characters"),
        ("a1", "nothing\x00", "a1: has characters that cannot be kept"),
        ("a3", -1, "a3: -1 is not between 0 and 100000"),
        ("a3", "9", 'a3: "9" is not a whole number'),
        ("a4", ["yes", "yes"], "a4: has 2 values, not 3"),
        (
            "a2",
            [True, True, False, False, False],
            "a2[0]: true excludes the other ticks, and there are others",
        ),
    ],
)
def test_a_wrong_answer_says_why(code, value, line):
    with pytest.raises(Misplaced) as refusal:
        read_answer(AI.questions[code], Place(value, code), unfinished=True)
    assert str(refusal.value) == line


@pytest.mark.parametrize(
    ("code", "value", "answered"),
    [
        ("q2", None, False),
        ("q2", [False] * 10, True),
        ("q4", [0, 0, 0, 0, 0, 0, None], False),
        ("q4", [0] * 7, True),
        ("q1", {"invested": [False] * 10, "planned": [False] * 10}, True),
    ],
)
def test_answered_means_nothing_is_left_open(code, value, answered):
    assert is_answered(SME.questions[code], value) is answered


def test_an_empty_text_is_no_answer():
    assert not is_answered(AI.questions["a1"], "")
