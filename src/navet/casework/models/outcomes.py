from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from navet.casework.models.applications import Document
from navet.casework.models.cases import Case
from navet.hubs.models import HubFK, HubOwned


class Outcome(HubOwned):
    """What came of the help, and what shows it."""

    class Kind(models.TextChoices):
        PROTOTYPE = "PROTOTYPE", _("a prototype")
        SERVICE_LAUNCHED = "SERVICE_LAUNCHED", _("a new product or service on the market")
        UNIVERSITY_COOPERATION = "UNIVERSITY_COOPERATION", _("work with a university or institute")
        INVESTMENT = "INVESTMENT", _("an investment")
        JOB = "JOB", _("new jobs")
        SKILL = "SKILL", _("new skills")
        OTHER = "OTHER", _("something else")

    class Investment(models.TextChoices):
        OWN = "OWN", _("own money")
        LOAN = "LOAN", _("bank loan")
        VENTURE = "VENTURE", _("venture capital")
        PUBLIC = "PUBLIC", _("public funding")
        OTHER = "OTHER", _("other")

    class ToldBy(models.TextChoices):
        CUSTOMER = "CUSTOMER", _("the customer")
        STAFF = "STAFF", _("the hub")

    case = HubFK(Case, related_name="outcomes")
    kind = models.CharField(_("what came of it"), max_length=30, choices=Kind)
    text = models.TextField(_("in a few words"), blank=True, max_length=2000)
    count = models.PositiveIntegerField(_("how many"), default=1)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    investment_kind = models.CharField(_("kind of investment"), max_length=20, choices=Investment, blank=True)
    evidence = models.CharField(_("what shows it"), max_length=300, blank=True)
    document = HubFK(Document, null=True, blank=True)
    on = models.DateField(_("day"))
    told_by = models.CharField(max_length=20, choices=ToldBy)
    told_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="INVESTMENT") | Q(amount__gt=0) & ~Q(currency=""),
                name="an_investment_has_an_amount",
                violation_error_message=_("An investment needs its amount."),
            ),
        ]
        indexes = [models.Index(fields=["hub", "on", "id"], name="outcome_day")]

    def __str__(self) -> str:
        return self.kind


class Satisfaction(HubOwned):
    """How the customer found the help: one to five, and whether they would tell others to come."""

    case = HubFK(Case, related_name="satisfactions")
    score = models.PositiveSmallIntegerField(_("how was the help"))
    would_recommend = models.BooleanField(_("would tell others to come"), null=True, blank=True)
    comment = models.TextField(_("anything else"), blank=True, max_length=2000)
    told_by = models.CharField(max_length=20, choices=Outcome.ToldBy)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5),
                name="one_to_five",
                violation_error_message=_("Choose from one to five."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.score)


class OutcomeQuestion(HubOwned):
    """The hub's question, months after the case was closed: what came of it?

    The secret of its link is a signature of its id, so nothing secret is kept.
    """

    class Answer(models.TextChoices):
        YES = "YES", _("Yes, something came of it")
        SOON = "SOON", _("Not yet, but it is on its way")
        NO = "NO", _("No, it came to nothing")

    case = HubFK(Case, related_name="outcome_questions")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "case", "months"], name="asked_once_after_so_long")]
        indexes = [
            models.Index(fields=["hub", "due_on", "id"], name="question_due", condition=Q(asked_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.months} {self.case_id}"
