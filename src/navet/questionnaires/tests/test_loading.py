import copy
from datetime import date
from fractions import Fraction

import pytest

from navet.questionnaires.form import told
from navet.questionnaires.loading import load, parse, shipped
from navet.questionnaires.places import Misplaced


def text(word: str) -> dict[str, str]:
    return {"sv": word}


def small() -> dict:
    """A questionnaire with one question of each kind."""
    rows = [{"code": "x", "label": text("X")}, {"code": "y", "label": text("Y")}]
    return {
        "format": "navet-questionnaire/1",
        "code": "small",
        "version": "1",
        "languages": ["sv"],
        "title": text("Liten"),
        "about": text("Om"),
        "source": "Ours",
        "valid_from": "2026-01-01",
        "bands": [{"code": "low", "up_to": 50, "title": text("Låg")}, {"code": "high", "title": text("Hög")}],
        "scales": {
            "how": [
                {"code": "no", "label": text("Nej"), "worth": 0},
                {"code": "yes", "label": text("Ja"), "worth": "1"},
            ]
        },
        "dimensions": [
            {
                "code": "D1",
                "title": text("Ett"),
                "about": text("Om ett"),
                "levels": {"low": text("Börja"), "high": text("Fortsätt")},
                "score": [{"question": "t", "divisor": 2}, {"question": "g", "column": "now", "divisor": 2}],
                "parts": [
                    {
                        "code": "D1.1",
                        "title": text("Del"),
                        "questions": [
                            {"code": "t", "kind": "ticks", "title": text("T"), "rows": copy.deepcopy(rows)},
                            {
                                "code": "g",
                                "kind": "two-column ticks",
                                "title": text("G"),
                                "rows": copy.deepcopy(rows),
                                "columns": [
                                    {"code": "now", "label": text("Nu")},
                                    {"code": "then", "label": text("Sen")},
                                ],
                            },
                            {
                                "code": "s",
                                "kind": "scale",
                                "title": text("S"),
                                "rows": copy.deepcopy(rows),
                                "scale": "how",
                            },
                            {
                                "code": "c",
                                "kind": "choice",
                                "title": text("C"),
                                "rows": copy.deepcopy(rows),
                                "scale": "how",
                            },
                            {"code": "w", "kind": "text", "title": text("W")},
                            {"code": "n", "kind": "number", "title": text("N"), "full_at": 8},
                        ],
                    }
                ],
            }
        ],
    }


QUESTIONS = "dimensions.0.parts.0.questions"


def changed(path: str, value: object = None, *, drop: bool = False) -> dict:
    content = small()
    *way, last = path.split(".")
    inner = content
    for step in way:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    key = int(last) if isinstance(inner, list) else last
    if drop:
        del inner[key]
    elif isinstance(inner, list) and key == len(inner):
        inner.append(value)
    else:
        inner[key] = value
    return content


def test_every_shipped_questionnaire_loads_in_three_languages():
    forms = [load(parse(path.read_bytes())) for path in shipped()]
    assert [(form.code, form.version, form.languages) for form in forms] == [
        ("ai-readiness", "1", ("en", "sv", "nb")),
        ("pso", "2023", ("en", "sv", "nb")),
        ("sme", "2023", ("en", "sv", "nb")),
    ]
    assert [len(form.questions) for form in forms] == [8, 11, 11]
    assert forms[2].dimension("D5").components[0].divisor == 5
    assert forms[2].results["D4"] == "Data Governance"
    with pytest.raises(KeyError):
        forms[2].dimension("D7")


def test_a_small_one_loads_with_its_defaults():
    form = load(small())
    assert (form.audience, form.valid_from, form.valid_until, form.known) == (
        "anyone",
        date(2026, 1, 1),
        None,
        (),
    )
    assert form.questions["s"].worths == {"no": Fraction(0), "yes": Fraction(1)}
    assert told(form.title, "nb") == "Liten"
    assert form.dimensions[0].short == {"sv": "Ett"}


@pytest.mark.parametrize(
    "content",
    [
        changed("valid_until", "2030-12-31"),
        changed("audience", "public body"),
        changed("known", ["name", "region"]),
        changed("results", {"sheet": "S", "name": "N", "number": "I", "D1": "One"}),
        changed(f"{QUESTIONS}.5.show_when", {"question": "t", "row": "x", "any_of": ["x"]}),
        changed(f"{QUESTIONS}.5.show_when", {"question": "s", "at_least": 1}),
        changed(f"{QUESTIONS}.5.show_when", {"question": "c", "any_of": ["yes"]}),
        changed("dimensions.0.score", [{"question": "n"}, {"question": "c"}, {"question": "t"}]),
        changed("dimensions.0.score", [{"question": "t", "divisor": 9, "left_out_when_hidden": True}]),
    ],
)
def test_what_may_be_added(content):
    assert load(content).code == "small"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ([], "[] is not an object"),
        (changed("format", "other/1"), 'format: "other/1" is not one of navet-questionnaire/1'),
        (changed("code", drop=True), "code: is missing"),
        (changed("colour", "red"), "colour: is not known here"),
        (changed("code", "å b"), 'code: "\\u00e5 b" is not a code (letters, digits, . - _)'),
        (changed("version", 1), "version: 1 is not a code (letters, digits, . - _)"),
        (changed("languages", []), "languages: needs at least 1"),
        (changed("languages", ["sv", "sv"]), "languages[1]: sv stands here twice"),
        (changed("languages", ["sv", "nb"]), "bands[0].title.nb: is missing"),
        (changed("title", text(" ")), 'title.sv: " " is not a text'),
        (changed("source", 4), "source: 4 is not a text"),
        (changed("valid_from", "someday"), 'valid_from: "someday" is not a day such as 2026-05-17'),
        (changed("valid_from", 2026), "valid_from: 2026 is not a day such as 2026-05-17"),
        (changed("audience", "pets"), 'audience: "pets" is not one of undertaking, public body, anyone'),
        (
            changed("known", ["shoe size"]),
            'known[0]: "shoe size" is not one of name, number, staff, region, sector',
        ),
        (changed("results", {"sheet": "S", "name": "N", "number": "I"}), "results.D1: is missing"),
        (changed("bands", []), "bands: needs at least 1"),
        (changed("bands.0.up_to", 101), "bands[0].up_to: 101 is not between 0 and 100"),
        (
            changed("bands.0.up_to", 50.5),
            'bands[0].up_to: 50.5 is not a whole number or a fraction such as "2/5"',
        ),
        (
            changed("bands.0.up_to", True),
            'bands[0].up_to: true is not a whole number or a fraction such as "2/5"',
        ),
        (
            changed("bands.0.up_to", "1/0"),
            'bands[0].up_to: "1/0" is not a whole number or a fraction such as "2/5"',
        ),
        (changed("bands.1.up_to", 100), "bands[1].up_to: is not known here"),
        (changed("bands.1.code", "low"), "bands[1]: the code low stands here twice"),
        (
            changed(
                "bands",
                [
                    *({"code": c, "up_to": 50, "title": text("L")} for c in "ab"),
                    {"code": "c", "title": text("H")},
                ],
            ),
            "bands[1].up_to: must be above the band before",
        ),
        (changed("scales", []), "scales: is not an object"),
        (changed("scales.how", [1]), "scales.how: needs at least 2"),
        (changed("scales.how.1.code", "no"), "scales.how[1]: the code no stands here twice"),
        (changed("scales.how.1.worth", "3/2"), 'scales.how[1].worth: "3/2" is not between 0 and 1'),
        (changed("dimensions", {}), "dimensions: {} is not a list"),
        (
            changed("dimensions.1", small()["dimensions"][0]),
            "dimensions[1].parts[0].code: the code D1.1 stands here twice",
        ),
        (changed("dimensions.0.levels.low", drop=True), "dimensions[0].levels.low: is missing"),
        (
            changed("dimensions.0.score.0.question", "q9"),
            'dimensions[0].score[0].question: "q9" is not one of t, g, s, c, w, n',
        ),
        (
            changed("dimensions.0.score.0.divisor", 1),
            "dimensions[0].score[0].divisor: 1 is below the 2 that t can reach, so a score could pass 100",
        ),
        (
            changed("dimensions.0.score.1.column", drop=True),
            "dimensions[0].score[1].column: is missing, and g has several",
        ),
        (
            changed("dimensions.0.score.1.column", "past"),
            'dimensions[0].score[1].column: "past" is not one of now, then',
        ),
        (
            changed("dimensions.0.score.0.question", "w"),
            "dimensions[0].score[0].question: w is a text question and cannot be scored",
        ),
        (
            changed(f"{QUESTIONS}.1.code", "t"),
            "dimensions[0].parts[0].questions[1].code: the code t stands here twice",
        ),
        (
            changed(f"{QUESTIONS}.0.kind", "quiz"),
            'dimensions[0].parts[0].questions[0].kind: "quiz" is not one of ticks, two-column ticks, scale, choice, text, number',
        ),
        (
            changed(f"{QUESTIONS}.0.rows", drop=True),
            "dimensions[0].parts[0].questions[0].rows: is missing, and a ticks question needs it",
        ),
        (
            changed(f"{QUESTIONS}.0.scale", "how"),
            "dimensions[0].parts[0].questions[0].scale: does not belong to a ticks question",
        ),
        (
            changed(f"{QUESTIONS}.0.rows.1.code", "x"),
            "dimensions[0].parts[0].questions[0].rows[1]: the code x stands here twice",
        ),
        (
            changed(f"{QUESTIONS}.0.rows.1.counts", "no"),
            'dimensions[0].parts[0].questions[0].rows[1].counts: "no" is not true or false',
        ),
        (
            changed(f"{QUESTIONS}.1.columns.1.code", "now"),
            "dimensions[0].parts[0].questions[1].columns[1]: the code now stands here twice",
        ),
        (
            changed(f"{QUESTIONS}.2.scale", "what"),
            'dimensions[0].parts[0].questions[2].scale: "what" is not one of how',
        ),
        (
            changed(f"{QUESTIONS}.5.full_at", "8"),
            'dimensions[0].parts[0].questions[5].full_at: "8" is not a whole number',
        ),
        (
            changed(f"{QUESTIONS}.0.show_when", {"question": "n", "at_least": 1}),
            "dimensions[0].parts[0].questions[0].show_when.question: n is not an earlier question",
        ),
        (
            changed(f"{QUESTIONS}.5.show_when", {"question": "t"}),
            "dimensions[0].parts[0].questions[5].show_when: needs either any_of or at_least",
        ),
        (
            changed(f"{QUESTIONS}.5.show_when", {"question": "t", "any_of": ["z"]}),
            'dimensions[0].parts[0].questions[5].show_when.any_of[0]: "z" is not one of x, y',
        ),
        (
            changed(f"{QUESTIONS}.5.show_when", {"question": "s", "any_of": ["yes"]}),
            "dimensions[0].parts[0].questions[5].show_when.any_of: fits ticks and choices, and s is a scale question",
        ),
        (
            changed(f"{QUESTIONS}.5.show_when", {"question": "t", "at_least": 1}),
            "dimensions[0].parts[0].questions[5].show_when.at_least: fits scales and numbers, and t is a ticks question",
        ),
    ],
)
def test_a_fault_is_one_line_that_names_its_place(content, line):
    with pytest.raises(Misplaced) as refusal:
        load(content)
    assert str(refusal.value) == line


def test_a_second_dimension_of_the_same_code_is_refused():
    content = changed("dimensions.1", copy.deepcopy(small()["dimensions"][0]))
    second = content["dimensions"][1]
    second["parts"][0] |= {
        "code": "D2.1",
        "questions": [{"code": "z", "kind": "number", "title": text("Z"), "full_at": 1}],
    }
    second["score"] = [{"question": "z"}]
    with pytest.raises(Misplaced, match=r"^dimensions\[1\]: the code D1 stands here twice$"):
        load(content)


def test_a_condition_on_a_hidden_question_does_not_hold():
    from navet.questionnaires.answering import is_asked

    content = changed(f"{QUESTIONS}.4.show_when", {"question": "t", "any_of": ["x"]})
    content["dimensions"][0]["parts"][0]["questions"][3]["show_when"] = {"question": "t", "any_of": ["y"]}
    content["dimensions"][0]["parts"][0]["questions"].append(
        {
            "code": "m",
            "kind": "text",
            "title": text("M"),
            "show_when": {"question": "c", "row": "x", "any_of": ["yes"]},
        }
    )
    content["dimensions"][0]["parts"][0]["questions"].append(
        {"code": "o", "kind": "text", "title": text("O"), "show_when": {"question": "n", "at_least": 3}}
    )
    form = load(content)
    said = {"c": ["yes", "no"], "t": [True, False], "n": 3}
    assert is_asked(form, form.questions["m"], said) is False
    assert is_asked(form, form.questions["m"], said | {"t": [False, True]}) is True
    assert is_asked(form, form.questions["o"], said) is True
    assert is_asked(form, form.questions["o"], said | {"n": 2}) is False
    assert is_asked(form, form.questions["o"], said | {"n": None}) is False
