"""What the doors of matching share: nobody may ask so often that others wait."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

A_MINUTE = 60  # needs from one address, in each web process; somebody who types is answered at every pause


def asks_too_often(request: HttpRequest) -> bool:
    """Whether this address has asked more than its share in the last minute; asking this counts."""
    proxied = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    address = proxied.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    key = f"matching:{address.encode().hex()[:120]}"
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key) > A_MINUTE
    except ValueError:  # it ran out between the two
        return False
