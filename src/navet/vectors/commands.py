"""Points are added to the graph as texts are read, and taken out once the text is gone."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db.models import Q

from navet.encoding.providers import Floats
from navet.kit.commands import Platform, command
from navet.vectors import permissions
from navet.vectors.graph import point
from navet.vectors.index.stored import Stamp
from navet.vectors.models import Point


@dataclass(frozen=True)
class Levelled:
    """A text in one language with its vector [HIDDEN], less what was taken off for the language."""

    digest: str
    language: str
    vector: Floats


@command(may=permissions.is_the_platform)
def add_points(who: Platform, stamp: Stamp, *, texts: Iterable[Levelled]) -> None:
    """Have texts stand in the graph, with vectors of this stamp; those that do already are left as they are."""
    kept = asdict(stamp)
    Point.objects.bulk_create(
        (
            Point(**kept, digest=text.digest, language=text.language, vector=point(text.vector, text.language))
            for text in texts
        ),
        ignore_conflicts=True,
    )


@command(may=permissions.is_the_platform)
def take_out_points(who: Platform, stamp: Stamp, *, digests: Iterable[str]) -> None:
    """Take texts out of the graph, in all their languages, and everything that is of another stamp."""
    Point.objects.filter(~Q(**asdict(stamp)) | Q(digest__in=list(digests))).delete()
