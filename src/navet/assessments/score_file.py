"""The maturity figures of one file of answers, or the one line that says what is wrong in it.

The shapes are those of `contracts/maturity.md`: what the terminal and the endpoint both take and give.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from navet.assessments.scoring import Scores, rounded, score
from navet.questionnaires.answering import read_answers
from navet.questionnaires.form import Questionnaire
from navet.questionnaires.loading import load, parse, shipped
from navet.questionnaires.places import Place

Figures = dict[str, Any]


def score_file(raw: bytes) -> Figures:
    """Score the answers in a file's bytes. Raises Misplaced, whose text names the place."""
    return score_answers(parse(raw))


def score_answers(content: Any) -> Figures:
    """Score `{"form": …, "answers": {…}}` by the newest shipped version of the form, or the one named."""
    inner = Place(content).object(("form", "answers"), ("version",))
    code = inner["form"].one_of(dict.fromkeys(form.code for form in forms()))
    versions = {form.version: form for form in forms() if form.code == code}
    version = inner["version"].one_of(versions) if "version" in inner else max(versions)
    questionnaire = versions[version]
    return figures(questionnaire, score(questionnaire, read_answers(questionnaire, inner["answers"])))


def figures(questionnaire: Questionnaire, scores: Scores) -> Figures:
    """The scores as they leave the house: rounded half-even to four decimals, here and nowhere before."""
    return {
        "form": questionnaire.code,
        "version": questionnaire.version,
        "dimensions": {code: rounded(value) for code, value in scores.dimensions.items()},
        "overall": rounded(scores.overall),
        "level": scores.level,
    }


@lru_cache(maxsize=1)
def forms() -> tuple[Questionnaire, ...]:
    """Every questionnaire that comes with Navet."""
    return tuple(_read(path.read_bytes() for path in shipped()))


def _read(files: Iterable[bytes]) -> Iterable[Questionnaire]:
    return (load(parse(raw)) for raw in files)
