from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from navet.hubs.models import HubFK, HubOwned

AUDIENCES = {
    "anyone": _("anyone"),
    "undertaking": _("companies"),
    "public body": _("public bodies"),
}


class QuestionnaireVersion(HubOwned):
    """A questionnaire in one version, as this hub uses it. Its content never changes: old rounds reproduce for ever.

    Those that come with Navet are kept the first time the hub uses them, so that a hub's own export holds them too.
    """

    code = models.CharField(_("code"), max_length=60)
    version = models.CharField(_("version"), max_length=60)
    title: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(_("title"))
    audience = models.CharField(_("for"), max_length=20, choices=list(AUDIENCES.items()))
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(_("content"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    is_own = models.BooleanField(_("the hub's own"), default=False)
    uploaded_by = HubFK("directory.Membership", null=True, blank=True, verbose_name=_("uploaded by"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "code", "version"],
                name="a_questionnaire_version_once",
                violation_error_message=_(
                    "This version exists already. A version never changes: raise the version number and upload again."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="a_questionnaire_ends_after_it_began",
                violation_error_message=_("The last day cannot be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
