import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from navet.hubs.models import HubOwned

OF_A_HUB = "hub-"


class IdentityProvider(HubOwned):
    """Where a hub's own people have their logins (OpenID Connect). It speaks for them in this hub and in no other."""

    name = models.CharField(_("name"), max_length=40)
    issuer = models.URLField(_("issuer"), max_length=300)
    client = models.CharField(_("client id"), max_length=190)
    sealed_secret = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub"], name="one_identity_provider_a_hub")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        where = urlsplit(self.issuer)
        here = where.hostname in {"localhost", "127.0.0.1"} and not settings.SESSION_COOKIE_SECURE
        if where.scheme != "https" and not here:
            raise ValidationError({"issuer": _("The address must begin with https://.")})

    @property
    def provider_id(self) -> str:
        """Names the provider in links to people: another issuer or client is another provider, and knows nobody yet."""
        whole = f"{self.id}|{self.issuer}|{self.client}"
        return OF_A_HUB + hashlib.sha256(whole.encode()).hexdigest()[:40]
