from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.assessments.comparison import Round
from navet.directory.models import Membership, Visitor
from navet.hubs.models import HubFK, HubOwned
from navet.kit.translated import LANGUAGES
from navet.questionnaires.models import QuestionnaireVersion


class Timing(models.TextChoices):
    """Which measurement a round is."""

    T0 = "T0", _("T0, before help")
    T1 = "T1", _("T1, after help")
    T2 = "T2", _("T2, later effect")


class Assessment(HubOwned):
    """One round of one questionnaire version for one organisation: planned, then open, then submitted and locked."""

    class Source(models.TextChoices):
        ANSWERS = "answers", _("answered here")
        FILE = "file", _("official result file")

    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    questionnaire = HubFK(QuestionnaireVersion, verbose_name=_("questionnaire"))
    timing = models.CharField(_("round"), max_length=2, choices=Timing)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.ANSWERS)
    adviser = HubFK(Membership, null=True, blank=True, verbose_name=_("adviser"))
    # The day from which the clock of this round runs, and the day it says.
    anchor_on = models.DateField(_("counted from"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("last reminder"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = HubFK(Membership, null=True, blank=True, verbose_name=_("submitted by"))
    submitted_by_name = models.CharField(max_length=200, blank=True)
    # Exact, as fractions in text: {"dimensions": {"D1": "170/3"}, "parts": {…}, "overall": "…"}; frozen when submitted.
    scores: "models.JSONField[dict[str, Any] | None, dict[str, Any] | None]" = models.JSONField(null=True, blank=True)
    overall = models.DecimalField(_("score"), max_digits=7, decimal_places=4, null=True, blank=True)
    level = models.CharField(_("level"), max_length=60, blank=True)
    # What the platform knew on the day of submission: peers are compared by it.
    sector = models.CharField(_("sector"), max_length=60, blank=True)
    size = models.CharField(_("size"), max_length=20, blank=True)
    region = models.CharField(_("region"), max_length=5, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "organisation", "questionnaire", "timing"],
                name="a_round_once",
                violation_error_message=_("This round exists already."),
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(scores__isnull=False, overall__isnull=False),
                name="a_submitted_round_has_scores",
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "due_on", "id"], name="assessment_due"),
            models.Index(fields=["hub", "organisation"], name="assessment_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.timing} {self.organisation_id}"

    @property
    def state(self) -> str:
        """`planned`, `open` or `submitted`."""
        if self.submitted_at:
            return "submitted"
        return "open" if self.opened_at else "planned"

    @property
    def is_locked(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_overdue(self) -> bool:
        return not self.is_locked and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def dimension_scores(self) -> dict[str, Fraction]:
        """The frozen scores by dimension, exact; empty until submitted."""
        return _fractions((self.scores or {}).get("dimensions", {}))

    @property
    def part_scores(self) -> dict[str, Fraction]:
        """The frozen scores by sub-dimension, exact; empty for a round that came in a file."""
        return _fractions((self.scores or {}).get("parts", {}))

    @property
    def overall_score(self) -> Fraction:
        """The frozen score of the whole, exact; 0 until submitted."""
        return Fraction((self.scores or {}).get("overall", "0"))

    @property
    def as_round(self) -> Round:
        """As much of it as a comparison needs."""
        return Round(
            organisation=str(self.organisation_id),
            questionnaire=str(self.questionnaire_id),
            version="",
            timing=self.timing,
            scores=self.dimension_scores,
            overall=self.overall_score,
        )


def _fractions(texts: Mapping[str, str]) -> dict[str, Fraction]:
    return {code: Fraction(text) for code, text in texts.items()}


class Answer(HubOwned):
    """What was answered to one question, and who answered last. Corrections after submission keep what stood before."""

    assessment = HubFK(Assessment, on_delete=models.CASCADE)
    question = models.CharField(max_length=60)
    value: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    answered_by = HubFK(Membership, null=True)
    answered_by_name = models.CharField(max_length=200)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "assessment", "question"], name="one_answer_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.assessment_id}"


class Correction(HubOwned):
    """An answer changed after submission: what it was, what it became, who did it and why. Never changed itself."""

    assessment = HubFK(Assessment, on_delete=models.CASCADE)
    question = models.CharField(max_length=60)
    before: "models.JSONField[Any, Any]" = models.JSONField(null=True, blank=True)
    after: "models.JSONField[Any, Any]" = models.JSONField(null=True, blank=True)
    scores_before: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    reason = models.CharField(_("reason"), max_length=300)
    corrected_by = HubFK(Membership)

    def __str__(self) -> str:
        return f"{self.question} {self.assessment_id}"


class Invitation(HubOwned):
    """A link that lets somebody answer a round without an account: all of it, or some dimensions, until a day.

    The link's secret is a signature of this record's id, so nothing secret is kept.
    """

    assessment = HubFK(Assessment, on_delete=models.CASCADE)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=list(LANGUAGES.items()))
    dimensions = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("parts"))
    expires_on = models.DateField(_("last day"))
    invited_by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["hub", "assessment"], name="invitation_assessment")]

    def __str__(self) -> str:
        return f"{self.email} {self.assessment_id}"

    @property
    def is_current(self) -> bool:
        return self.withdrawn_at is None and self.expires_on >= timezone.localdate()

    def covers(self, dimension: str) -> bool:
        """May this link answer that dimension?"""
        return not self.dimensions or dimension in self.dimensions


class ResultFile(HubOwned):
    """An official result file somebody uploaded: what each row says and what will come of it, then what came of it."""

    name = models.CharField(_("file"), max_length=200)
    form = models.CharField(max_length=60)
    rows: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list, blank=True)
    read_by = HubFK(Membership)
    imported_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Guest(Visitor):
    """Somebody who answers by link, without an account."""

    invitation: Invitation | None = None
