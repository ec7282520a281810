from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from navet.directory import facts, permissions
from navet.directory.models import IdentityProvider, Membership
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.secrets import sealed


@command(may=permissions.may_edit_hub)
def set_identity_provider(
    administrator: Membership, hub: Hub, *, name: str, issuer: str, client: str, secret: str = ""
) -> IdentityProvider:
    """Let the hub's people sign in where they have their logins; an empty secret keeps the one there is."""
    provider = IdentityProvider.objects.first() or IdentityProvider(hub=hub)
    if not secret and not provider.sealed_secret:
        raise ValidationError({"secret": _("Enter the secret that the provider gave you.")})
    provider.name, provider.issuer, provider.client = name, issuer.rstrip("/"), client
    if secret:
        provider.sealed_secret = sealed(secret)
    provider.full_clean()
    provider.save()
    announce(facts.IdentityProviderSet(hub_id=hub.id, about=provider.id, issuer=provider.issuer), by=administrator)
    return provider


@command(may=permissions.may_edit_hub)
def remove_identity_provider(administrator: Membership, hub: Hub, provider: IdentityProvider) -> None:
    """Let nobody sign in by the hub's own provider any more; sessions that began there end."""
    SocialAccount.objects.filter(provider=provider.provider_id).delete()
    announce(facts.IdentityProviderRemoved(hub_id=hub.id, about=provider.id), by=administrator)
    provider.delete()


@command(may=permissions.may_unlink)
def unlink_identity(member: Membership, holder: Membership, provider: IdentityProvider) -> None:
    """Let one's login at the provider open nothing here any more."""
    SocialAccount.objects.filter(provider=provider.provider_id, user=holder.person_id).delete()
    announce(facts.IdentityUnlinked(hub_id=provider.hub_id, about=holder.id), by=member)
