from django.db import models
from django.utils.translation import gettext_lazy as _

from navet.directory.models.organisations import Organisation
from navet.directory.models.people import Membership
from navet.hubs.models import HubFK, HubOwned


class Customer(HubOwned):
    """An organisation as one hub knows it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # A maturity-form sector's code (domain: three sector schemes stand side by side).
    sector = models.CharField(_("sector"), max_length=60, blank=True)
    size = models.CharField(_("size"), max_length=20, blank=True)
    adviser = HubFK(Membership, null=True, blank=True, verbose_name=_("adviser"))
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(max_length=40, default="typed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "organisation"],
                name="a_customer_once",
                violation_error_message=_("This organisation is a customer already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Contact(HubOwned):
    """A person who speaks for a customer."""

    customer = HubFK(Customer, on_delete=models.CASCADE, related_name="contacts")
    member = HubFK(Membership, related_name="contact_of")
    title = models.CharField(_("title"), max_length=120, blank=True)
    may_sign = models.BooleanField(_("may sign for the organisation"), default=False)
    since = models.DateField(auto_now_add=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "customer", "member"], name="a_contact_once")]

    def __str__(self) -> str:
        return f"{self.member_id} for {self.customer_id}"
