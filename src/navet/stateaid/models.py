"""The ledger's records. They belong to no hub: a ceiling binds the undertaking, whichever hub gave the aid."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, NoReturn

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership, Organisation
from navet.hubs.models import Hub, HubFK, HubOwned
from navet.kit.records import Record
from navet.kit.translated import TranslatedField
from navet.stateaid.ceilings import Ceiling, years_before
from navet.stateaid.intensities import Intensity

RETENTION_YEARS = 10


class KeptForGood(Record):
    """A record that is only ever added to; the database refuses to change or delete its rows (migration 0002)."""

    class Meta:
        abstract = True

    def keep(self) -> None:
        """Check the fields and add the row; its references were read a moment ago and need no second look."""
        self.clean_fields(exclude={field.name for field in self._meta.fields if field.is_relation})
        self.save(force_insert=True)

    def delete(self, *args: object, **options: object) -> NoReturn:
        raise TypeError("The ledger is only added to: correct or revoke instead.")


class Regime(Record):
    """A rule under which help is given, in one version of it. Data with its dates, never code."""

    # A scheme of one hub's own; the others come with the release and hold for every hub.
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(_("code"), max_length=40)
    version = models.CharField(_("version"), max_length=20)
    name = TranslatedField(verbose_name=_("name"))
    legal_basis = TranslatedField(verbose_name=_("legal basis"))
    article = TranslatedField(verbose_name=_("what the article says"))
    # Aid under rules of one family is added up against one ceiling; no family, no ceiling here.
    family = models.CharField(max_length=40, blank=True)
    is_aid = models.BooleanField(default=True)
    # Some rules are only ever declared by customers: farm and fishery aid from other authorities.
    can_be_granted = models.BooleanField(default=True)
    needs_declaration = models.BooleanField(default=False)
    ceiling = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    # The part of the eligible costs that may be aid, 0 to 1, and what size adds to it; none: no part is prescribed.
    intensity = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    for_medium = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal(0))
    for_small = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal(0))
    highest_intensity = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal(1))
    only_smes = models.BooleanField(default=False)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    objects: ClassVar[models.Manager["Regime"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_regime_per_version"),
            models.CheckConstraint(
                condition=Q(ceiling__isnull=True, years__isnull=True)
                | Q(ceiling__isnull=False, years__isnull=False, years__gte=1) & ~Q(family=""),
                name="a_ceiling_has_its_years",
                violation_error_message=_("A ceiling and its years are given together."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="a_rule_ends_after_it_began",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(intensity__isnull=True) | Q(intensity__gt=0, intensity__lte=1),
                name="an_intensity_is_a_part",
                violation_error_message=_("The part lies above nought and is at most the whole."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    @property
    def ceiling_rule(self) -> Ceiling | None:
        if self.ceiling is None or self.years is None:
            return None
        return Ceiling(self.ceiling, self.years)

    @property
    def intensity_rule(self) -> Intensity | None:
        if self.intensity is None:
            return None
        return Intensity(self.intensity, self.for_medium, self.for_small, self.highest_intensity, self.only_smes)


class ExchangeRate(Record):
    """How many units of a currency one euro cost on a day, and who says so."""

    currency = models.CharField(_("currency"), max_length=3)
    day = models.DateField(_("day"))
    rate = models.DecimalField(
        _("units for one euro"), max_digits=14, decimal_places=6, validators=[MinValueValidator(0.000001)]
    )
    source = models.CharField(_("source"), max_length=200)

    objects: ClassVar[models.Manager["ExchangeRate"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "day"],
                name="one_rate_a_day",
                violation_error_message=_("That day's rate is entered already."),
            ),
            models.CheckConstraint(condition=Q(rate__gt=0), name="a_rate_is_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.rate} {self.currency}"


class Declaration(KeptForGood):
    """A customer's signed statement of other de minimis aid (Reg. (EU) 2023/2831 art. 7(4)). The newest counts."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="+")
    # No keys: the statement must outlive the person's record by years, and no hub's table is referenced.
    signed_by = models.CharField(_("signed by"), max_length=200)
    signed_by_id = models.UUIDField()
    signed_at = models.DateTimeField(_("signed"))
    wording = models.CharField(_("wording"), max_length=20)
    language = models.CharField(max_length=2)

    objects: ClassVar[models.Manager["Declaration"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-signed_at"], name="declaration_newest")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.signed_at:%Y-%m-%d}"


class DeclaredAid(KeptForGood):
    """One grant that a customer told of."""

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="rows")
    granted_on = models.DateField(_("granted on"))
    member_state = models.CharField(_("state"), max_length=2)
    amount = models.DecimalField(_("amount, EUR"), max_digits=12, decimal_places=2)
    original_amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    authority = models.CharField(_("who gave it"), max_length=200)
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+")
    # Told of, but granted through this ledger: already counted, so not counted twice.
    is_known = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["DeclaredAid"]] = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="declared_aid_is_above_zero")]

    def __str__(self) -> str:
        return f"{self.granted_on} {self.amount} €"


class AidEntry(KeptForGood):
    """Aid granted, as it was known then. A correction or a revocation is a new row with the difference."""

    class Kind(models.TextChoices):
        GRANT = "GRANT", _("grant")
        CORRECTION = "CORRECTION", _("correction")
        REVOCATION = "REVOCATION", _("revocation")

    class Instrument(models.TextChoices):
        SERVICE = "SERVICE", _("help in kind")
        GRANT = "GRANT", _("grant in money")
        ADVANCE = "ADVANCE", _("repayable advance")
        INTEREST = "INTEREST", _("interest subsidy")
        LOAN = "LOAN", _("loan")
        GUARANTEE = "GUARANTEE", _("guarantee")
        TAX = "TAX", _("tax advantage")
        EQUITY = "EQUITY", _("equity")
        RISK_FINANCE = "RISK_FINANCE", _("risk finance")
        OTHER = "OTHER", _("other")

    number = models.CharField(_("record number"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.GRANT)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="changes")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # The beneficiary as it was: names and codes change, old letters must not.
    beneficiary = models.CharField(_("beneficiary"), max_length=200)
    register_number = models.CharField(_("register number"), max_length=20)
    nace_scheme = models.CharField(max_length=20, blank=True)
    nace_code = models.CharField(_("activity code"), max_length=10, blank=True)
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+")
    member_state = models.CharField(_("state"), max_length=2)
    granted_on = models.DateField(_("granted on"))
    amount = models.DecimalField(_("amount, EUR"), max_digits=12, decimal_places=2)
    original_amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    rate = models.DecimalField(_("units for one euro"), max_digits=14, decimal_places=6)
    rate_on = models.DateField(_("day of the rate"))
    rate_source = models.CharField(_("source of the rate"), max_length=200, blank=True)
    instrument = models.CharField(_("instrument"), max_length=20, choices=Instrument, default=Instrument.SERVICE)
    authority = models.CharField(_("granting authority"), max_length=200)
    funding_body = models.CharField(_("who pays, if another"), max_length=200, blank=True)
    # Where the rule prescribes an intensity: the eligible costs, in the aid's currency, and the most that day.
    costs = models.DecimalField(_("eligible costs"), max_digits=14, decimal_places=2, null=True, blank=True)
    highest_intensity = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # The single undertaking and its total up to that day, this row included, as the decision saw them.
    group = ArrayField(models.UUIDField(), default=list)
    total_after = models.DecimalField(max_digits=12, decimal_places=2)
    # What the aid is for. No foreign key: the ledger stands below whatever gives aid.
    about = models.UUIDField(db_index=True)
    entered_by_id = models.UUIDField(null=True)

    objects: ClassVar[models.Manager["AidEntry"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="GRANT", corrects__isnull=True, amount__gte=0)
                | ~Q(kind="GRANT") & Q(corrects__isnull=False) & ~Q(reason=""),
                name="a_grant_stands_and_a_change_points",
                violation_error_message=_("Say which entry changes, and why."),
            ),
            models.CheckConstraint(condition=~Q(corrects=F("id")), name="nothing_corrects_itself"),
        ]
        indexes = [
            models.Index(fields=["organisation", "granted_on"], name="aid_of_organisation"),
            models.Index(fields=["hub", "granted_on", "id"], name="aid_of_hub"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.amount} €"

    @property
    def keep_until(self) -> date:
        """Ten years from the grant (Reg. (EU) 2023/2831 art. 6)."""
        return years_before(self.granted_on, -RETENTION_YEARS)


class OrganisationSplit(Record):
    """An undertaking split up: a part of the aid it had had goes on with another (Reg. (EU) 2023/2831 art. 3(9))."""

    class Basis(models.TextChoices):
        USE = "USE", _("who took over what the aid was used for")
        EQUITY = "EQUITY", _("the book value of the equity on that day")

    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("day of the split"))
    part = models.DecimalField(_("part of the aid"), max_digits=6, decimal_places=5)
    basis = models.CharField(_("divided by"), max_length=20, choices=Basis)
    reason = models.CharField(_("how we know"), max_length=500)
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="+")
    entered_by_id = models.UUIDField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_because = models.CharField(_("why it does not count"), max_length=300, blank=True)

    objects: ClassVar[models.Manager["OrganisationSplit"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "child", "on"],
                condition=Q(undone_at__isnull=True),
                name="a_split_is_told_once",
                violation_error_message=_("That split is written down already."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("child")),
                name="nothing_splits_off_itself",
                violation_error_message=_("An undertaking does not split off itself."),
            ),
            models.CheckConstraint(
                condition=Q(part__gt=0, part__lte=1),
                name="a_part_of_the_aid_goes",
                violation_error_message=_("The part lies above nought and is at most the whole."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | ~Q(undone_because=""),
                name="an_undone_split_says_why",
                violation_error_message=_("Say why it does not count."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.part}"

    @property
    def percent(self) -> Decimal:
        return (self.part * 100).normalize()


class Filing(HubOwned):
    """That an entry stands in the public register: when it was sent there, and the register's own receipt."""

    entry = models.ForeignKey(AidEntry, on_delete=models.PROTECT, related_name="filings")
    filed_on = models.DateField(_("sent on"))
    receipt = models.CharField(_("the register's receipt"), max_length=200)
    by = HubFK(Membership, verbose_name=_("who sent it"))
    # Sent in error, or refused there: the filing stays, and the entry waits again.
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_because = models.CharField(_("why it does not count"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "entry"],
                condition=Q(undone_at__isnull=True),
                name="an_entry_is_filed_once",
                violation_error_message=_("It is in the register already."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | ~Q(undone_because=""),
                name="an_undone_filing_says_why",
                violation_error_message=_("Say why it does not count."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filed_on} {self.receipt}"
