from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership
from navet.hubs.models import HubFK, HubOwned


class CustomerFile(HubOwned):
    """A table of customers somebody brought: what each line says, what would come of it, and when it came in."""

    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    unread: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    # One dictionary a line; see `CheckedRow`.
    rows: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list, blank=True)
    read_by = HubFK(Membership)
    imported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["hub", "id"], name="customer_file_newest")]

    def __str__(self) -> str:
        return self.name
