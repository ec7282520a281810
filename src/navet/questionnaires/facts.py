from navet.kit.facts import Fact, fact


@fact
class QuestionnaireUploaded(Fact):
    """A hub's own questionnaire came into use."""

    code: str
    version: str


@fact
class QuestionnaireKept(Fact):
    """A questionnaire that comes with Navet was used here for the first time."""

    code: str
    version: str
