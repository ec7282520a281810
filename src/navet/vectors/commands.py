"""Points are added to the graph as texts are read, and taken out once the text is gone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from navet.encoding.providers import Floats
from navet.kit.commands import Platform, command
from navet.vectors import permissions
from navet.vectors.graph import point
from navet.vectors.models import Point


@dataclass(frozen=True)
class Read:
    """A text in one language with its raw vector [HIDDEN]."""

    digest: str
    language: str
    vector: Floats


@command(may=permissions.is_the_platform)
def add_points(who: Platform, provider: str, *, texts: Iterable[Read]) -> None:
    """Have texts stand in the graph; those that do already are left as they are."""
    Point.objects.bulk_create(
        (
            Point(
                provider=provider, digest=text.digest, language=text.language, vector=point(text.vector, text.language)
            )
            for text in texts
        ),
        ignore_conflicts=True,
    )


@command(may=permissions.is_the_platform)
def take_out_points(who: Platform, provider: str, *, digests: Iterable[str]) -> None:
    """Take texts out of the graph, in all their languages, and everything that another provider has read."""
    Point.objects.filter(Q(digest__in=list(digests)) | ~Q(provider=provider)).delete()
