from allauth.socialaccount.models import SocialAccount

from navet.directory.models import IdentityProvider, Membership
from navet.hubs.chosen import chosen_hub_or_none


def identity_provider_here() -> IdentityProvider | None:
    """The chosen hub's own identity provider, if it has one."""
    return IdentityProvider.objects.first() if chosen_hub_or_none() else None


def is_linked(member: Membership, provider: IdentityProvider) -> bool:
    """Whether the person has said that her login there is hers."""
    return bool(SocialAccount.objects.filter(provider=provider.provider_id, user=member.person_id).exists())
