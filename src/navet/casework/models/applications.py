from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from navet.casework.questions import KEPT_IN_ANSWERS, NEEDED, NOBODY_YET
from navet.directory.models import Customer, Membership
from navet.hubs.models import HubFK, HubOwned
from navet.kit.translated import LANGUAGES

TONES = {"SUBMITTED": "info", "ASKED_BACK": "warning", "ACCEPTED": "success", "DECLINED": "danger"}


class Application(HubOwned):
    """What somebody sends to ask for help. It begins as a draft that saves itself, with no account needed."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("draft")
        SUBMITTED = "SUBMITTED", _("waiting for the hub")
        ASKED_BACK = "ASKED_BACK", _("waiting for the applicant")
        ACCEPTED = "ACCEPTED", _("accepted")
        DECLINED = "DECLINED", _("declined")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

        @property
        def tone(self) -> str:
            return TONES.get(self, "neutral")

    # People say it on the phone: the year and a running number in the hub, given when it is submitted.
    number = models.CharField(_("number"), max_length=12, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    # The link that brings a draft back holds a secret; only its hash is kept.
    secret_hash = models.CharField(max_length=64)
    service_id = models.UUIDField(_("service asked for"), null=True, blank=True)
    need = models.TextField(_("what you need help with"), blank=True, max_length=10_000)
    wish = models.TextField(_("what would be different if it went well"), blank=True, max_length=5_000)
    # The rest of the conversation: question code → answer.
    answers: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    register_number = models.CharField(_("register number"), max_length=20, blank=True)
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    applicant_name = models.CharField(_("your name"), max_length=200, blank=True)
    applicant_email = models.EmailField(_("e-mail"), blank=True)
    applicant_phone = models.CharField(_("phone"), max_length=40, blank=True)
    applicant = HubFK(Membership, null=True, blank=True)
    customer = HubFK(Customer, null=True, blank=True)
    adviser = HubFK(Membership, null=True, blank=True, verbose_name=_("adviser"))
    submitted_at = models.DateTimeField(null=True, blank=True)
    first_answered_at = models.DateTimeField(null=True, blank=True)
    answer_due_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "secret_hash"], name="an_application_has_its_secret"),
            models.UniqueConstraint(
                fields=["hub", "number"], condition=~Q(number=""), name="an_application_has_its_number"
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "status", "id"], name="application_status"),
            models.Index(fields=["hub", "submitted_at", "id"], name="application_inbox"),
        ]

    def __str__(self) -> str:
        return self.number or str(self.id)

    @property
    def standing(self) -> Status:
        return self.Status(self.status)

    @property
    def is_open(self) -> bool:
        return self.status in {self.Status.DRAFT, self.Status.SUBMITTED, self.Status.ASKED_BACK}

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_waiting(self) -> bool:
        """Sent, and not decided or withdrawn."""
        return self.is_open and not self.is_draft

    def answer(self, field: str) -> str:
        """What was answered, whether it has a column of its own or not."""
        return str(self.answers.get(field, "") if field in KEPT_IN_ANSWERS else getattr(self, field))

    def put(self, field: str, value: str) -> None:
        if field in KEPT_IN_ANSWERS:
            self.answers = self.answers | {field: value}
        else:
            setattr(self, field, value)

    @property
    def missing(self) -> list[str]:
        """The fields it cannot be sent without, and that are empty."""
        founded = self.answer("kind") != NOBODY_YET
        needed = [field for field in NEEDED if founded or field not in {"register_number", "organisation_name"}]
        return [field for field in needed if not self.answer(field).strip()]

    def written(self, question: str) -> dict[str, str]:
        """Who wrote the answer last (`by`, an address or nothing) and when (`at`, ISO 8601)."""
        kept: dict[str, str] = self.answers.get("written", {}).get(question, {})
        return kept


class ApplicationLink(HubOwned):
    """A way back to an application without signing in: in a letter, or a colleague's own. Only its hash is kept."""

    application = HubFK(Application, on_delete=models.CASCADE, related_name="links")
    email = models.EmailField(_("e-mail"))
    for_colleague = models.BooleanField(default=False)
    secret_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "secret_hash"], name="a_link_has_its_secret")]

    def __str__(self) -> str:
        return self.email


class Decision(HubOwned):
    """The hub's answer to an application: accepted to a case, or declined with a reason and a pointer."""

    class Outcome(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("accepted")
        DECLINED = "DECLINED", _("declined")

    application = HubFK(Application, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    pointer = models.TextField(_("where to turn instead"), blank=True)
    decided_by = HubFK(Membership)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "application"], name="decided_once")]

    def __str__(self) -> str:
        return self.outcome


class Withdrawal(HubOwned):
    """The applicant no longer asks."""

    application = HubFK(Application, on_delete=models.CASCADE, related_name="withdrawals")
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "application"], name="withdrawn_once")]

    def __str__(self) -> str:
        return f"{self.application_id}"


class Message(HubOwned):
    """One message between the applicant and the hub, on the page; told by e-mail."""

    application = HubFK(Application, on_delete=models.CASCADE, related_name="messages")
    from_hub = models.BooleanField()
    author = HubFK(Membership, null=True, blank=True)
    author_name = models.CharField(max_length=200)
    text = models.TextField(_("message"), max_length=10_000)
    read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text[:60]


class Document(HubOwned):
    """A file in an application or its case, checked by content, and who may see it."""

    application = HubFK(Application, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    added_by = models.CharField(max_length=200)
    for_customer = models.BooleanField(default=True)
    for_partners = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
