"""Full addresses for letters: there is no request to read them from."""

from urllib.parse import urlsplit

from django.conf import settings


def address_of(slug: str, domain: str, path: str) -> str:
    """Where a page of a hub lies in the world: at its own domain, or under /h/<slug>/."""
    if domain:
        return f"{urlsplit(settings.BASE_URL).scheme}://{domain}/{path}"
    return f"{settings.BASE_URL}/h/{slug}/{path}"
