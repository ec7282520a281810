"""What matching keeps: everything on offer as it is read, its vectors, what was shown to whom and what became of it.

Offers of all hubs stand together, for a need is held against all of them; they hold only what every visitor may read.
Nothing of it is ever changed: a text has the edition it came with and the one it went with, so any list can be reckoned
again as it was.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership
from navet.hubs.models import Hub, HubFK, HubOwned
from navet.kit.records import Record
from navet.matching.exposure import Share

EVERYTHING = "everything"
LONGEST_NEED = 4000  # characters; as much as the encoder is given


class Stock(Record):
    """Everything on offer, by number of edition: each change is a new one. There is one stock."""

    name = models.CharField(max_length=20, default=EVERYTHING, unique=True)
    edition = models.PositiveBigIntegerField(default=0)

    objects: ClassVar[models.Manager["Stock"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.name} {self.edition}"


class OfferText(Record):
    """An open offer in one language, as everybody may read it, in the editions from `since` until before `until`."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="+")
    # No foreign key: the offer stands behind its hub's wall.
    offer_id = models.UUIDField()
    language = models.CharField(max_length=5)
    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=80)
    title = models.TextField()
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    topics = ArrayField(models.CharField(max_length=60), default=list)
    spoken = ArrayField(models.CharField(max_length=60), default=list)
    regions = ArrayField(models.CharField(max_length=60), default=list)
    # Whom it is for; nobody named means everybody.
    audience = ArrayField(models.CharField(max_length=60), default=list)
    apply_by = models.DateField(null=True)
    country = models.CharField(max_length=2)
    # Of title and text: who has the same digest has the same vectors.
    digest = models.CharField(max_length=32, db_index=True)
    since = models.PositiveBigIntegerField()
    until = models.PositiveBigIntegerField(null=True)

    objects: ClassVar[models.Manager["OfferText"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offer_id", "language"], condition=Q(until__isnull=True), name="an_offer_reads_one_way"
            )
        ]
        indexes = [models.Index(fields=["hub", "offer_id"], name="offer_text_of")]

    def __str__(self) -> str:
        return self.title


class TextVectors(Record):
    """A text's vector and its sentences', as one provider made them: half precision, before any offset is taken off."""

    digest = models.CharField(max_length=32)
    provider = models.CharField(max_length=16)
    whole = models.BinaryField()
    sentences = models.BinaryField()
    since = models.PositiveBigIntegerField()

    objects: ClassVar[models.Manager["TextVectors"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "provider"], name="a_text_embedded_once")]


class LanguageOffsets(Record):
    """What is taken off the vectors for their language, and how the topics sound after it; in force from `since` on."""

    provider = models.CharField(max_length=16)
    version = models.CharField(max_length=16)
    offsets = models.BinaryField()
    labels = models.BinaryField()
    since = models.PositiveBigIntegerField()

    objects: ClassVar[models.Manager["LanguageOffsets"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "since"], name="offsets_once_an_edition")]


class Showing(HubOwned):
    """What was shown for a need: which offers at which rank, and everything needed to reckon it again.

    The need is the person's own: its words and its vector are forgotten after the hub's number of days.
    """

    # Empty for a visitor.
    member = HubFK(Membership, null=True, blank=True)
    need = models.TextField(blank=True, validators=[MaxLengthValidator(LONGEST_NEED)])
    vector = models.BinaryField()
    forgotten_at = models.DateTimeField(null=True, blank=True)
    reader_language = models.CharField(max_length=5)
    is_plain = models.BooleanField()
    provider = models.CharField(max_length=16, blank=True)
    offsets = models.CharField(max_length=16, blank=True)
    edition = models.PositiveBigIntegerField()
    # The hub, what the list was narrowed to, confirmed topics, nearest first, how many.
    asked: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    # [{"offer", "hub", "language", "word"}], the first rank first.
    shown: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list, blank=True)

    class Meta:
        indexes = [models.Index(fields=["hub", "created_at"], name="showing_then")]

    def __str__(self) -> str:
        return f"{self.id}"


class Reaction(HubOwned):
    """What was done with one offer of a showing."""

    class What(models.TextChoices):
        OPENED = "OPENED", _("opened")
        APPLIED = "APPLIED", _("applied for")
        RECOMMENDED = "RECOMMENDED", _("recommended")
        DECLINED = "DECLINED", _("declined")

    class Reason(models.TextChoices):
        NONE = "", _("no reason given")
        OTHER_FIELD = "OTHER_FIELD", _("about something else")
        TOO_FAR = "TOO_FAR", _("too far away")
        WRONG_LANGUAGE = "WRONG_LANGUAGE", _("not in a language we speak")
        TOO_DEAR = "TOO_DEAR", _("too dear")
        NO_TIME = "NO_TIME", _("not the right time")
        NOT_FOR_US = "NOT_FOR_US", _("not for organisations like ours")

    showing = HubFK(Showing, on_delete=models.CASCADE, related_name="reactions")
    offer_id = models.UUIDField()
    what = models.CharField(max_length=20, choices=What)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "showing", "offer_id", "what"],
                name="a_reaction_once",
                violation_error_message=_("That has been told already."),
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(what="DECLINED"),
                name="only_a_no_has_a_reason",
                violation_error_message=_("Only what was declined has a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.offer_id}"


class Fairness(HubOwned):
    """One night's reckoning of how much the offers of each group were read, against how well they fit. Never changed."""

    # The first day whose lists were counted; the last is the day before it was reckoned.
    since = models.DateField()
    until = models.DateField()
    # Which version of the reckoning this is, how many lists it counted, how many decisions the hub has ever been told.
    rule = models.CharField(max_length=10)
    lists = models.PositiveIntegerField()
    decisions = models.PositiveIntegerField()
    # {"language": [exposure.Share, …], "size": …, "country": …}
    groups: "models.JSONField[dict[str, list[dict[str, Any]]], dict[str, list[dict[str, Any]]]]" = models.JSONField()

    def __str__(self) -> str:
        return f"{self.until}"

    @property
    def shares(self) -> dict[str, list[Share]]:
        """The groups' shares by trait."""
        return {trait: [Share(**row) for row in rows] for trait, rows in self.groups.items()}
