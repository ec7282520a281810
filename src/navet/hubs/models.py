import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from navet.hubs.chosen import NoHubChosen, chosen_hub, inside
from navet.hubs.records import HubFK, HubOwned, HubOwnedManager
from navet.kit.records import Record
from navet.kit.translated import LANGUAGES, TranslatedField

__all__ = ["Hub", "HubFK", "HubOwned", "HubOwnedManager", "NoHubChosen", "chosen_hub", "inside"]

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits, for example #1b5e7d."))
HUB_LANGUAGES = [(code, name) for code, name in LANGUAGES.items()]


class Hub(Record):
    """One innovation hub with its consortium: a tenant. All of this is data its administrator edits."""

    class Kind(models.TextChoices):
        EDIH = "EDIH", _("European digital innovation hub")
        SEAL = "SEAL", _("Hub with a Seal of Excellence")
        DIH = "DIH", _("Digital innovation hub")
        CLUSTER = "CLUSTER", _("Regional cluster")
        GARDEN = "GARDEN", _("Business garden or incubator")

    slug = models.SlugField(unique=True)
    domain = models.CharField(max_length=200, blank=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.DIH)
    programme = models.CharField(_("programme"), max_length=200, blank=True)
    purpose = TranslatedField(verbose_name=_("what the hub is for, in a sentence"))
    country = models.CharField(_("country"), max_length=2, default="SE")
    languages = ArrayField(models.CharField(max_length=2, choices=HUB_LANGUAGES), verbose_name=_("languages"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Stockholm")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    regions = ArrayField(
        models.CharField(max_length=5), default=list, blank=True, verbose_name=_("regions (NUTS codes)")
    )
    nuts_year = models.PositiveSmallIntegerField(_("year of the NUTS codes"), default=2024)
    themes = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("themes"))
    main_colour = models.CharField(_("main colour"), max_length=7, default="#0b5563", validators=[COLOUR])
    accent_colour = models.CharField(_("accent colour"), max_length=7, default="#c8553d", validators=[COLOUR])
    logo = models.TextField(_("logo (SVG)"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    # Numbers a hub may set: months to the next maturity rounds, hours to the first answer …
    settings: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager["Hub"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["domain"],
                condition=~Q(domain=""),
                name="one_hub_per_domain",
                violation_error_message=_("Another hub has that address."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not self.languages:
            raise ValidationError({"languages": _("Choose at least one language.")})
        if self.time_zone not in zoneinfo.available_timezones():
            raise ValidationError({"time_zone": _("No time zone has that name.")})

    @property
    def first_language(self) -> str:
        return self.languages[0]

    @property
    def letterhead(self) -> dict[str, str]:
        """What stands around every letter of the hub, as plain data to keep with it."""
        kept = {name: getattr(self, name) for name in ("name", "address", "email", "phone", "logo")}
        return kept | {"colour": self.main_colour}

    @property
    def web_address(self) -> str:
        """Where the hub lives on the web, for letters; no slash at the end."""
        return f"https://{self.domain}" if self.domain else f"{settings.BASE_URL}/h/{self.slug}"


class Partner(HubOwned):
    """An organisation in the hub's consortium, with its role and the days it takes part."""

    class Role(models.TextChoices):
        COORDINATOR = "COORDINATOR", _("coordinator")
        PARTNER = "PARTNER", _("partner")
        ASSOCIATED = "ASSOCIATED", _("associated partner")

    # No organisation is known on this storey: the directory keeps the record that this number names.
    country = models.CharField(_("country"), max_length=2)
    register_number = models.CharField(_("register number"), max_length=20)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.PARTNER)
    kind = models.CharField(_("kind of organisation"), max_length=60, blank=True)
    region = models.CharField(_("region (NUTS code)"), max_length=5, blank=True)
    website = models.URLField(_("website"), blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "country", "register_number"],
                name="a_partner_once",
                violation_error_message=_("This organisation is a partner already."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="partner_ends_after_it_began",
                violation_error_message=_("The last day cannot be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name
