from django.db import models
from django.utils.translation import gettext_lazy as _

from navet.hubs.models import HubOwned


class Layout(HubOwned):
    """A funder's own columns, as a coordinator wrote them down; see `navet.funding.layouts`."""

    name = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("columns"), max_length=10_000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "name"],
                name="a_layout_has_its_name",
                violation_error_message=_("Another layout has that name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
