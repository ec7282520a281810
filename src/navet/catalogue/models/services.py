from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership
from navet.hubs.models import HubFK, HubOwned, Partner
from navet.kit.translated import TranslatedField

CODE = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", _("Use letters, digits, dots and dashes."))


class SearchWords(Func):
    """The words of a service's texts in one language, for full text search: title before summary before the rest.

    `configuration`: PostgreSQL's own name of the language; `language`: the key in the texts.
    """

    output_field = SearchVectorField()

    def __init__(self, configuration: str, language: str, **extra: Any) -> None:
        self.configuration, self.language = configuration, language
        super().__init__(**extra)

    def as_sql(self, *_args: Any, **_kwargs: Any) -> tuple[str, tuple[()]]:
        parts = [("title", "A"), ("summary", "B"), ("gives", "C"), ("description", "D")]
        vectors = [
            f"setweight(to_tsvector('{self.configuration}'::regconfig, "
            f"coalesce(\"{field}\" ->> '{self.language}', '')), '{weight}')"
            for field, weight in parts
        ]
        return " || ".join(vectors), ()


class SearchText(Func):
    """Titles and summaries in all languages, in small letters: for parts of words, and for words typed wrong."""

    output_field = models.TextField()

    def as_sql(self, *_args: Any, **_kwargs: Any) -> tuple[str, tuple[()]]:
        texts = [
            f"coalesce(\"{field}\" ->> '{language}', '')"
            for field in ("title", "summary")
            for language in ("nb", "sv", "en")
        ]
        return "lower(" + " || ' ' || ".join([*texts, '"code"']) + ")", ()


def codes(label: Any) -> "ArrayField[list[str], list[str]]":
    """Codes of a word list (see Term)."""
    return ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=label)


class Service(HubOwned):
    """One thing the hub or a partner offers: a service, test environment, expert, tool, course or call."""

    class Kind(models.TextChoices):
        SERVICE = "SERVICE", _("service")
        TEST_ENVIRONMENT = "TEST_ENVIRONMENT", _("test environment")
        EXPERT = "EXPERT", _("expert")
        TOOL = "TOOL", _("tool")
        COURSE = "COURSE", _("course")
        CALL = "CALL", _("call")

    class AILevel(models.TextChoices):
        NONE = "", _("not about AI")
        READINESS = "READINESS", _("groundwork for AI")
        APPLICATION = "APPLICATION", _("using AI")
        INNOVATION = "INNOVATION", _("research and development in AI")

    code = models.CharField(_("code"), max_length=20, validators=[CODE])
    slug = models.SlugField(_("address"), max_length=80)
    kind = models.CharField(_("kind of offer"), max_length=20, choices=Kind, default=Kind.SERVICE)
    title = TranslatedField(verbose_name=_("name"), blank=False)
    summary = TranslatedField(verbose_name=_("in one or two sentences"))
    description = TranslatedField(verbose_name=_("how it goes"))
    gives = TranslatedField(verbose_name=_("what you get"))
    needs = TranslatedField(verbose_name=_("what it takes from you"))
    pillar = models.CharField(_("pillar"), max_length=60)
    technologies = codes(_("technologies"))
    sectors = codes(_("sectors"))
    audience = codes(_("for whom"))
    languages = codes(_("languages"))
    regions = codes(_("regions"))
    # "sme:D2", "pso:D5": the parts of the maturity questionnaires where this help is felt.
    strengthens = codes(_("strengthens"))
    ai_level = models.CharField(_("AI level"), max_length=20, choices=AILevel, blank=True)
    provider = HubFK(Partner, null=True, blank=True, verbose_name=_("provider"))
    format = models.CharField(_("format"), max_length=60)
    duration = TranslatedField(verbose_name=_("how long it takes"))
    hours = models.DecimalField(_("hours of work"), max_digits=6, decimal_places=1, null=True, blank=True)
    capacity = models.PositiveIntegerField(_("number of places"), null=True, blank=True)
    contact = HubFK(Membership, null=True, blank=True, verbose_name=_("contact"))
    contact_email = models.EmailField(_("contact's e-mail"), blank=True)
    is_open = models.BooleanField(_("open for requests"), default=False)
    apply_by = models.DateField(_("apply by"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    search_nb = models.GeneratedField(
        expression=SearchWords("norwegian", "nb"), output_field=SearchVectorField(), db_persist=True
    )
    search_sv = models.GeneratedField(
        expression=SearchWords("swedish", "sv"), output_field=SearchVectorField(), db_persist=True
    )
    search_en = models.GeneratedField(
        expression=SearchWords("english", "en"), output_field=SearchVectorField(), db_persist=True
    )
    search_text = models.GeneratedField(expression=SearchText(), output_field=models.TextField(), db_persist=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "code"],
                name="a_service_has_its_code",
                violation_error_message=_("Another service has that code."),
            ),
            models.UniqueConstraint(
                fields=["hub", "slug"],
                name="a_service_has_its_address",
                violation_error_message=_("Another service has that address."),
            ),
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(published_at__isnull=False),
                name="an_open_service_is_published",
                violation_error_message=_("Publish the service before it opens."),
            ),
        ]
        # No index for the words: under row-level security the planner may not use one (its operators are not
        # leakproof), and one hub's few hundred services are read through this one.
        indexes = [models.Index(fields=["hub", "is_open", "slug"], name="service_open")]

    def __str__(self) -> str:
        return self.code

    @property
    def is_over(self) -> bool:
        """Its last day to apply lies behind; that day itself is still open."""
        return self.apply_by is not None and self.apply_by < timezone.localdate()

    @property
    def takes_requests(self) -> bool:
        """Whether one may ask for it today; of many, ask `queries.open_on`."""
        return self.is_open and not self.is_over


class Prerequisite(HubOwned):
    """A service that comes before another: an action plan after a test, for example."""

    service = HubFK(Service, on_delete=models.CASCADE, related_name="prerequisites")
    needs = HubFK(Service, related_name="leads_to")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "service", "needs"],
                name="a_prerequisite_once",
                violation_error_message=_("That service comes before this one already."),
            ),
            models.CheckConstraint(
                condition=~Q(service=F("needs")),
                name="nothing_comes_before_itself",
                violation_error_message=_("A service cannot come before itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.needs_id} before {self.service_id}"
