from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.assessments import permissions
from navet.assessments.comparison import Increase, PeerMean, change, hidden_by_difference, increase, peer_means
from navet.assessments.models import Answer, Assessment, Correction, Guest, Invitation, ResultFile
from navet.assessments.rounds import T0, TIMINGS
from navet.catalogue.queries import label, services_for_gap
from navet.directory.models import Membership, Organisation, Visitor
from navet.directory.queries import customer_for
from navet.kit.links import SignedLinks
from navet.kit.refusals import NotFound
from navet.questionnaires.answering import is_answered, is_asked, is_required
from navet.questionnaires.form import Questionnaire
from navet.questionnaires.queries import Offered, form_of

LINKS = SignedLinks("assessments.invitation")
REMIND_AHEAD = timedelta(days=14)
REMIND_AGAIN = timedelta(days=14)
PER_PAGE = 50
TOP = 100
MOST_HELPED = 3
MOST_OFFERED = 3


@dataclass(frozen=True)
class Weakness:
    """A sub-dimension with room to grow: its code, its title in every language, its score 0 to 100."""

    dimension: str
    part: str
    title: dict[str, str]
    score: Fraction


@dataclass(frozen=True)
class Help:
    """A service that strengthens what is weak: its address and its name by language."""

    slug: str
    title: dict[str, str]


@dataclass(frozen=True)
class Known:
    """What is shown instead of asked. Empty where nothing is known."""

    name: str
    number: str
    size: str
    sector: str
    region: str


SIZES = {
    "micro": _("1–9 people"),
    "small": _("10–49 people"),
    "medium": _("50–249 people"),
    "large": _("250 people or more"),
    "0-49": _("0–49 people"),
    "50-249": _("50–249 people"),
    "250+": _("250 people or more"),
}


@dataclass(frozen=True)
class Progress:
    """How much of a round, or of one dimension, has been answered."""

    answered: int
    asked: int

    @property
    def is_done(self) -> bool:
        return self.answered >= self.asked


def find_assessment(who: Membership | Visitor, id: UUID) -> Assessment:
    """A round this person may know of: staff and auditors all, a contact the own organisation's, a guest the link's."""
    found = Assessment.objects.select_related("organisation", "questionnaire").defer("questionnaire__content")
    assessment = found.filter(id=id).first()
    if assessment is None or not permissions.may_read(who, assessment):
        raise NotFound
    return assessment


def find_result_file(id: UUID) -> ResultFile:
    file = ResultFile.objects.filter(id=id).first()
    if file is None:
        raise NotFound
    return file


def link_of(invitation: Invitation) -> str:
    """The secret part of the link: the invitation's id and its signature."""
    return LINKS.to(invitation.id)


def find_invitation(link: str) -> Invitation:
    """The invitation a link belongs to, while it stands; NotFound for anything else."""
    return find_invitation_by_id(LINKS.id_behind(link))


def find_invitation_by_id(id: UUID) -> Invitation:
    """A standing invitation; NotFound when it has expired or was withdrawn."""
    invitation = Invitation.objects.filter(id=id).first()
    if invitation is None or not invitation.is_current:
        raise NotFound
    return invitation


def guest_of(invitation: Invitation) -> Guest:
    """Who acts through that link."""
    return Guest(actor_name=invitation.name, invitation=invitation)


def invitations_to(assessment: Assessment) -> QuerySet[Invitation]:
    return Invitation.objects.filter(assessment=assessment, withdrawn_at__isnull=True).order_by("id")


def answers_to(assessment: Assessment) -> dict[str, Any]:
    """Every answer by its question's code."""
    return dict(Answer.objects.filter(assessment=assessment).values_list("question", "value"))


def who_answered(assessment: Assessment) -> dict[str, tuple[str, Any]]:
    """Who answered each question last, and when."""
    rows = Answer.objects.filter(assessment=assessment)
    return {code: (name, at) for code, name, at in rows.values_list("question", "answered_by_name", "answered_at")}


def corrections_of(assessment: Assessment) -> QuerySet[Correction]:
    return Correction.objects.filter(assessment=assessment).select_related("corrected_by").order_by("id")


def progress(form: Questionnaire, answers: dict[str, Any], dimension: str | None = None) -> Progress:
    """How far the whole, or one dimension, has come; what is not asked, or need not be answered, does not count."""
    questions = form.dimension(dimension).questions if dimension else tuple(form.questions.values())
    asked = [question for question in questions if is_required(question) and is_asked(form, question, answers)]
    return Progress(sum(is_answered(question, answers.get(question.code)) for question in asked), len(asked))


def assessments(
    *, state: str = "", timing: str = "", words: str = "", after: tuple[date | None, UUID] | None = None
) -> QuerySet[Assessment]:
    """The hub's rounds, the next due first; those without a day come last.

    `state` is `overdue`, `submitted` or `all`; nothing means those that wait for answers.
    """
    found = Assessment.objects.select_related("organisation", "questionnaire", "adviser").only(
        "hub", "timing", "due_on", "opened_at", "submitted_at", "overall", "level", "source",
        "organisation__legal_name", "questionnaire__title", "questionnaire__code", "questionnaire__version",
        "adviser__name",
    )  # fmt: skip
    found = found.filter(STATES.get(state, STATES[""])())
    if timing:
        found = found.filter(timing=timing)
    if words:
        found = found.filter(organisation__legal_name__icontains=words)
    return (found.filter(_after(*after)) if after else found).order_by(F("due_on").asc(nulls_last=True), "id")


def _after(day: date | None, id: UUID) -> Q:
    if day is None:
        return Q(due_on__isnull=True, id__gt=id)
    return Q(due_on__gt=day) | Q(due_on=day, id__gt=id) | Q(due_on__isnull=True)


def read_key(key: str) -> tuple[date | None, UUID] | None:
    """The place a page begins after: the day (or nothing) and the id of the last row before it.

    None for the beginning. Raises ValueError when it is no such place.
    """
    day, _dot, id = key.partition("~")
    return (date.fromisoformat(day) if day else None, UUID(id)) if key else None


def key_of(assessment: Assessment) -> str:
    """Where the next page of the list begins."""
    return f"{assessment.due_on or ''}~{assessment.id}"


STATES: Any = {
    "": lambda: Q(submitted_at__isnull=True),
    "all": Q,
    "overdue": lambda: Q(submitted_at__isnull=True, due_on__lt=timezone.localdate()),
    "submitted": lambda: Q(submitted_at__isnull=False),
}


def due_for_reminder(today: date) -> QuerySet[Assessment]:
    """Rounds due within two weeks or overdue, and not brought to mind in the last two weeks."""
    rested = Q(reminded_at__isnull=True) | Q(reminded_at__date__lte=today - REMIND_AGAIN)
    due = Q(due_on__lte=today + REMIND_AHEAD, submitted_at__isnull=True)
    return Assessment.objects.filter(due, rested).select_related("organisation").order_by("due_on", "id")


def rounds_of(organisation_id: UUID) -> QuerySet[Assessment]:
    """Everything measured or to be measured for an organisation, T0 first."""
    found = Assessment.objects.filter(organisation_id=organisation_id).select_related("questionnaire")
    return found.defer("questionnaire__content").order_by("timing", "id")


def rounds_of_many(organisation_ids: Iterable[UUID]) -> dict[UUID, list[Assessment]]:
    """The rounds of several organisations, asked for once."""
    found = Assessment.objects.filter(organisation_id__in=list(organisation_ids)).select_related("questionnaire")
    rounds: dict[UUID, list[Assessment]] = {}
    for each in found.defer("questionnaire__content").order_by("timing", "id"):
        rounds.setdefault(each.organisation_id, []).append(each)
    return rounds


def offered_to(organisation: Organisation, choices: Iterable[Offered]) -> list[Offered]:
    """The questionnaires that fit the kind of organisation, its official one first."""
    fits = {"anyone", "public body" if organisation.kind == Organisation.Kind.PUBLIC_BODY else "undertaking"}
    return sorted(
        (each for each in choices if each.audience in fits), key=lambda each: (each.audience == "anyone", each.code)
    )


def usual_opening(organisation: Organisation, choices: Sequence[Offered]) -> dict[str, str]:
    """What most likely is to be opened: the official form, and the first round not yet submitted."""
    code = choices[0].code if choices else ""
    done = rounds_of(organisation.id).filter(questionnaire__code=code, submitted_at__isnull=False)
    taken = set(done.values_list("timing", flat=True))
    return {"code": code, "timing": next((timing for timing in TIMINGS if timing not in taken), T0)}


def result_files() -> QuerySet[ResultFile]:
    """The result files read here, the newest first, without their rows."""
    return ResultFile.objects.defer("rows").select_related("read_by").order_by("-id")


def known_facts(assessment: Assessment) -> Known:
    """What the platform knows already, and therefore does not ask."""
    organisation = assessment.organisation
    customer = customer_for(organisation.id)
    locked = assessment.is_locked
    sector = assessment.sector if locked else customer.sector if customer else ""
    size = assessment.size if locked else customer.size if customer else ""
    region = assessment.region if locked else organisation.region
    scheme = "cofog" if organisation.kind == Organisation.Kind.PUBLIC_BODY else "maturity-sectors-sme"
    return Known(
        name=organisation.legal_name,
        number=organisation.shown_number,
        size=str(SIZES.get(size, size)),
        sector=label(scheme, sector) if sector else "",
        region=label("nuts-3", region) if region else "",
    )


def series_of(assessment: Assessment) -> list[Assessment]:
    """The submitted rounds that this one compares with: same organisation, same questionnaire version."""
    same = rounds_of(assessment.organisation_id).filter(questionnaire_id=assessment.questionnaire_id)
    return list(same.filter(submitted_at__isnull=False))


def latest_submitted(organisation_id: UUID) -> Assessment | None:
    """The newest submitted round of an organisation, whatever the questionnaire."""
    return rounds_of(organisation_id).filter(submitted_at__isnull=False).order_by("-submitted_at", "-id").first()


def weaknesses_of(assessment: Assessment) -> list[Weakness]:
    """The sub-dimensions of a submitted round, the weakest first; those already at the top are left out."""
    scores = assessment.part_scores
    found = [
        Weakness(dimension.code, part.code, dict(part.title), scores[part.code])
        for dimension in form_of(assessment.questionnaire_id).dimensions
        for part in dimension.parts
        if scores.get(part.code, TOP) < TOP
    ]
    return sorted(found, key=lambda weakness: weakness.score)


def help_for(assessment: Assessment) -> dict[str, list[Help]]:
    """By dimension, what the hub offers against the three weakest."""
    scores = assessment.dimension_scores
    weakest = sorted(scores, key=lambda code: scores[code])[:MOST_HELPED]
    return {
        code: [
            Help(slug, title)
            for slug, title in services_for_gap(f"{assessment.questionnaire.code}:{code}").values_list("slug", "title")[
                :MOST_OFFERED
            ]
        ]
        for code in weakest
        if scores[code] < TOP
    }


def submitted_rounds(questionnaire_id: UUID | None = None) -> QuerySet[Assessment]:
    """The hub's submitted rounds with what a comparison needs and no more, the oldest first."""
    found = Assessment.objects.filter(submitted_at__isnull=False).order_by("submitted_at", "id")
    found = found.only("organisation_id", "questionnaire_id", "timing", "scores", "sector", "size", "region")
    return found.filter(questionnaire_id=questionnaire_id) if questionnaire_id else found


def hub_increase(rounds: Iterable[Assessment] | None = None) -> Increase:
    """T1 − T0 over everybody in the hub who has both in the same version, with n (domain 2.5)."""
    return increase(each.as_round for each in (submitted_rounds() if rounds is None else rounds))


@dataclass(frozen=True)
class MeasuredChange:
    """How far each dimension of an organisation moved from one round to a later one, in points, and on which days."""

    organisation_id: UUID
    questionnaire_id: UUID
    since: date
    until: date
    moved: Mapping[str, Fraction]


def measured_changes() -> list[MeasuredChange]:
    """T0 to the latest later round of everybody who has both in the same version; one question."""
    first: dict[tuple[UUID, UUID], Assessment] = {}
    latest: dict[tuple[UUID, UUID], Assessment] = {}
    named = ("organisation_id", "questionnaire_id", "timing", "scores", "submitted_at")
    for each in submitted_rounds().only(*named):
        rounds = first if each.timing == T0 else latest
        rounds[each.organisation_id, each.questionnaire_id] = each
    return [
        MeasuredChange(
            *key, _day(first[key]), _day(latest[key]), change(first[key].as_round, latest[key].as_round) or {}
        )
        for key in first
        if key in latest
    ]


def _day(assessment: Assessment) -> date:
    return timezone.localdate(assessment.submitted_at)


def peers_of(assessment: Assessment) -> dict[str, PeerMean]:
    """The mean of others like this one by `sector`, `size` and `region`, and of `everyone`, first rounds only.

    The organisation itself is not its own peer. A group is left out when it is below five, and `everyone` when
    the difference between it and a shown group would be.
    """
    rounds = submitted_rounds(assessment.questionnaire_id).filter(timing=T0)
    others = [each for each in rounds if each.organisation_id != assessment.organisation_id]
    form = assessment.as_round.form
    everyone = peer_means((each.as_round for each in others), form, lambda _: "everyone")
    found = dict(everyone)
    for trait in ("sector", "size", "region"):
        own = getattr(assessment, trait)
        alike = [each for each in others if own and getattr(each, trait) == own]
        rest = len({each.organisation_id for each in others}) - len({each.organisation_id for each in alike})
        if not hidden_by_difference({"alike": len({each.organisation_id for each in alike}), "rest": rest or 5}):
            found[trait] = peer_means((each.as_round for each in alike), form, lambda _: "alike")["alike"]
    return found
