from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from navet.kit.records import Record


class Organisation(Record):
    """A legal body, known by country and register number.

    One record for all hubs: aid ceilings count across them.
    """

    class Kind(models.TextChoices):
        UNDERTAKING = "UNDERTAKING", _("undertaking")
        PUBLIC_BODY = "PUBLIC_BODY", _("public body")

    country = models.CharField(_("country"), max_length=2)
    register_number = models.CharField(_("register number"), max_length=20)
    legal_name = models.CharField(_("legal name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.UNDERTAKING)
    legal_form = models.CharField(_("legal form"), max_length=40, blank=True)
    # A sole trader's number is the owner's personal number: shown masked, and to staff only.
    is_sole_trader = models.BooleanField(_("sole trader"), default=False)
    is_public_owner = models.BooleanField(_("owned by the public, without being linked by it"), default=False)
    founded_year = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)
    nace_scheme = models.CharField(_("activity scheme"), max_length=20, blank=True)
    nace_code = models.CharField(_("activity code"), max_length=10, blank=True)
    region = models.CharField(_("region (NUTS code)"), max_length=5, blank=True)
    nuts_year = models.PositiveSmallIntegerField(default=2024)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    website = models.URLField(_("website"), blank=True)
    is_bankrupt = models.BooleanField(_("bankrupt or winding up"), default=False)
    source = models.CharField(_("where the facts come from"), max_length=40, default="typed")
    checked_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["Organisation"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "register_number"],
                name="one_organisation_per_number",
                violation_error_message=_("This organisation is known already."),
            ),
        ]
        indexes = [GinIndex(OpClass("legal_name", name="gin_trgm_ops"), name="organisation_alike")]

    def __str__(self) -> str:
        return self.legal_name

    @property
    def is_public_body(self) -> bool:
        return self.kind == self.Kind.PUBLIC_BODY

    @property
    def shown_number(self) -> str:
        """The register number as people write it; a sole trader's birth number is masked."""
        if self.is_sole_trader and self.country == "SE":
            return f"{self.register_number[:6]}-****"
        if self.country == "SE" and len(self.register_number) == 10:
            return f"{self.register_number[:6]}-{self.register_number[6:]}"
        if self.country == "NO" and len(self.register_number) == 9:
            return f"{self.register_number[:3]} {self.register_number[3:6]} {self.register_number[6:]}"
        return self.register_number


class AccountYear(Record):
    """An organisation's own figures for one accounting year: staff in annual work units, money in euro."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="account_years")
    year = models.PositiveSmallIntegerField(_("year"))
    staff = models.DecimalField(_("staff (full-time years)"), max_digits=9, decimal_places=1, null=True, blank=True)
    turnover = models.DecimalField(_("turnover, EUR"), max_digits=16, decimal_places=2, null=True, blank=True)
    balance = models.DecimalField(_("balance, EUR"), max_digits=16, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=40, default="typed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="one_set_of_accounts_a_year",
                violation_error_message=_("That year's figures are entered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"


class Establishment(Record):
    """A place where an organisation works."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="establishments")
    number = models.CharField(_("number"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=200)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    region = models.CharField(_("region (NUTS code)"), max_length=5, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class OrganisationLink(Record):
    """One organisation's hold on another, with its days and source.

    2003/361/EC art. 3; Reg. (EU) 2023/2831 art. 2(2).
    """

    class Kind(models.TextChoices):
        VOTES = "votes", _("share of capital or votes")
        BOARD = "board", _("may appoint or remove most of the board")
        CONTRACT = "contract", _("dominant influence by contract or articles")
        AGREEMENT = "agreement", _("sole control by shareholders' agreement")

    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="holds")
    child = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="held_by")
    kind = models.CharField(_("kind of hold"), max_length=20, choices=Kind)
    share = models.DecimalField(_("share"), max_digits=5, decimal_places=4, null=True, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("child")),
                name="nobody_holds_itself",
                violation_error_message=_("An organisation cannot be linked to itself."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_hold_ends_after_it_began",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="votes") | Q(share__isnull=False, share__gt=0, share__lte=1),
                name="votes_have_a_share",
                violation_error_message=_("Give the share of capital or votes, above nothing and at most the whole."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent_id} → {self.child_id} ({self.kind})"
