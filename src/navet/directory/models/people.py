from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.hubs.models import HubFK, HubOwned, Partner
from navet.kit.records import Record
from navet.kit.translated import LANGUAGES


class People(BaseUserManager["Person"]):
    def create_user(self, email: str, **fields: Any) -> "Person":
        person = self.model(email=email.strip(), **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(Record, AbstractBaseUser, PermissionsMixin):
    """A human being with a login, known by e-mail address. One for all hubs."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True, choices=list(LANGUAGES.items()))
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_address",
                violation_error_message=_("That address is taken."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Role(models.TextChoices):
    """What a person is in a hub. Everybody may also be the contact of an organisation."""

    CONTACT = "CONTACT", _("contact")
    PARTNER = "PARTNER", _("partner's staff")
    ADVISER = "ADVISER", _("adviser")
    COORDINATOR = "COORDINATOR", _("coordinator")
    ADMINISTRATOR = "ADMINISTRATOR", _("administrator")
    AUDITOR = "AUDITOR", _("auditor")


STAFF = frozenset({Role.ADVISER, Role.COORDINATOR, Role.ADMINISTRATOR})


class Membership(HubOwned):
    """A person in one hub: who acts there, and as what. Hub-owned records point at people through it."""

    # No key in the database: hub tables never reference the shared table of logins (docs/decisions).
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, db_constraint=False, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, default="en", choices=list(LANGUAGES.items()))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.CONTACT)
    partner = HubFK(Partner, null=True, blank=True, verbose_name=_("partner"))
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "person"], condition=Q(person__isnull=False), name="a_person_once_in_a_hub"
            ),
            models.UniqueConstraint("hub", Lower("email"), name="an_address_once_in_a_hub"),
            models.CheckConstraint(
                condition=~Q(role=Role.PARTNER) | Q(partner__isnull=False),
                name="partner_staff_have_a_partner",
                violation_error_message=_("Say which partner this person works for."),
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.AUDITOR) | Q(until__isnull=False),
                name="an_auditor_has_an_end_date",
                violation_error_message=_("An auditor's access needs a last day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_name(self) -> str:
        return self.name

    @property
    def actor_id(self) -> UUID | None:
        return self.id

    @property
    def is_current(self) -> bool:
        return self.until is None or self.until >= timezone.localdate()

    @property
    def is_staff(self) -> bool:
        return self.is_current and self.role in STAFF

    @property
    def is_partner_staff(self) -> bool:
        return self.is_current and self.role == Role.PARTNER

    @property
    def is_coordinator(self) -> bool:
        return self.is_current and self.role in {Role.COORDINATOR, Role.ADMINISTRATOR}

    @property
    def is_administrator(self) -> bool:
        return self.is_current and self.role == Role.ADMINISTRATOR

    @property
    def may_read(self) -> bool:
        """Staff, and an auditor until the last day."""
        return self.is_staff or (self.is_current and self.role == Role.AUDITOR)


@dataclass(frozen=True)
class Visitor:
    """Somebody who has not signed in."""

    actor_name: str = "visitor"
    actor_id: UUID | None = None
    is_staff: bool = False
    is_partner_staff: bool = False
    is_coordinator: bool = False
    is_administrator: bool = False
    may_read: bool = False


class Invitation(HubOwned):
    """A place in the hub offered to an address, until a day. Its link is signed, so no secret is kept."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    partner = HubFK(Partner, null=True, blank=True, verbose_name=_("partner"))
    invited_by = HubFK(Membership)
    expires_at = models.DateTimeField(_("expires"))
    ends_on = models.DateField(_("last day of access"), null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.email} ({self.role})"

    @property
    def is_open(self) -> bool:
        return not self.accepted_at and not self.withdrawn_at and self.expires_at > timezone.now()


class ApiKey(HubOwned):
    """Lets a program act as a member of the hub, until a day. The key itself is kept only as its hash."""

    member = HubFK(Membership, on_delete=models.CASCADE)
    name = models.CharField(_("what it is for"), max_length=120)
    secret_hash = models.CharField(max_length=64)
    ends_on = models.DateField(_("last day"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "secret_hash"], name="a_key_has_its_secret")]

    def __str__(self) -> str:
        return self.name


class Consent(HubOwned):
    """What a person has agreed to: for which purpose, in which words, until when."""

    member = HubFK(Membership)
    purpose = models.CharField(max_length=60)
    wording = models.CharField(max_length=60)
    given_at = models.DateTimeField(default=timezone.now)
    ends_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "member", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"
