"""What is kept of a yes to letters, and what each letter told."""

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership
from navet.hubs.models import HubFK, HubOwned

SUBSCRIBED_DAYS = 365


class Subscription(HubOwned):
    """Somebody's yes to letters about new offers that fit a need of hers (Reg. (EU) 2016/679, articles 6(1)(a) and 7).

    `created_at` is when she said it, `wording` the text she read. To an address that nobody has proven nothing is sent
    before it is confirmed. When it ends, the need and the address are emptied; their keyed hashes can prove a yes to
    whoever names the address, and tell it to nobody else.
    """

    member = HubFK(Membership, null=True, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5)
    need = models.TextField(blank=True)
    topics = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    address_hash = models.CharField(max_length=64)
    need_hash = models.CharField(max_length=64)
    wording = models.CharField(max_length=60)
    # When the letter went that asks whether she meant it.
    asked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Offers of later editions are new to her.
    edition = models.PositiveBigIntegerField()
    looked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "address_hash", "need_hash"],
                condition=Q(ended_at__isnull=True),
                name="a_need_is_watched_once",
                violation_error_message=_("You have said yes to letters about this already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.id}"

    @property
    def ends_on(self) -> date:
        """The last day; then it ends by itself."""
        return timezone.localdate(self.created_at) + timedelta(days=SUBSCRIBED_DAYS)


class OfferLetter(HubOwned):
    """What one letter tells: at most one a day. Its texts are the offers' own, as everybody may read them."""

    subscription = HubFK(Subscription, on_delete=models.CASCADE, related_name="letters")
    on = models.DateField()
    # [{"offer", "hub", "hub_name", "country", "slug", "title", "sentence", "language", "word"}], the best first.
    offers: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "subscription", "on"],
                name="a_letter_a_day",
                violation_error_message=_("Today's letter is written already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}"
