"""Everything on offer as it stands in the tables, laid out for reckoning and mapped from a folder of this machine."""

import fcntl
import io
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db.models import Q

from navet.catalogue.queries import words
from navet.encoding.chosen import chosen_card
from navet.encoding.offsets import Offsets, shrunken
from navet.encoding.providers import Floats
from navet.matching import ranking
from navet.matching.filed import Drawn, Filed, Traits
from navet.matching.grams import HashedGrams
from navet.matching.models import EVERYTHING, LanguageOffsets, OfferText, Stock, TextVectors
from navet.matching.offers import Offer, embed_offers
from navet.matching.topics import label_vectors
from navet.vectors.index.stored import Incomparable, Stamp
from navet.vectors.queries import drawn_with, graph_is_there, points_of

PLAIN = HashedGrams()
TOPICS = "technologies"
NEARLY_ALL = 0.9  # of the texts; with fewer read, the plainer kind answers better
MANY = 5000  # texts, which take seconds to lay out: then nobody who asks waits for it …
MOST_LEFT = 5_000  # texts that the graph lacks; they are compared, and kept with every list shown
PATIENCE = 600  # … until what there is is so many seconds old
UNREADABLE = (OSError, Incomparable, ValueError)  # spoiled, or laid out by an older release


@dataclass(frozen=True)
class Row:
    """An offer in one language as it stood in one edition, with its raw vector where there is one."""

    offer_id: UUID
    hub_id: UUID
    country: str
    kind: str
    language: str
    title: str
    text: str
    topics: Sequence[str]
    spoken: Sequence[str]
    regions: Sequence[str]
    audience: Sequence[str]
    apply_by: date | None
    digest: str
    whole: bytes = b""

    @property
    def key(self) -> str:
        """Its name on the shelf."""
        return f"{self.offer_id}:{self.language}"

    @property
    def as_offer(self) -> Offer:
        """As the reckoning sees it."""
        return Offer(self.key, self.kind, self.language, self.title, self.text, tuple(self.topics))


@dataclass(frozen=True)
class Known:
    """One provider's offsets and what each topic sounds like to it."""

    version: str
    offsets: Offsets
    labels: Mapping[str, Floats]


@dataclass(frozen=True)
class Progress:
    """How many of the texts on offer have a provider's vectors."""

    done: int
    total: int

    @property
    def is_whole(self) -> bool:
        """Nothing waits."""
        return self.done == self.total


@dataclass(frozen=True)
class Opened:
    """A shelf of one edition for one provider."""

    edition: int
    filed: Filed
    opened_at: float

    @property
    def is_still_good(self) -> bool:
        """Whether an old one may answer while a new one is made elsewhere."""
        return len(self.filed.shelf.titles) > MANY and time.monotonic() - self.opened_at < PATIENCE


_opened: dict[str, tuple[UUID, Opened]] = {}


def everything() -> Stock | None:
    """The stock, once something has been on offer."""
    return Stock.objects.filter(name=EVERYTHING).first()


def embedding_progress(provider: str) -> Progress:
    """How far this provider's vectors have come."""
    digests = OfferText.objects.filter(until=None).values("digest")
    total = digests.distinct().count()
    return Progress(TextVectors.objects.filter(provider=provider, digest__in=digests).count(), total)


def open_shelf(stock: Stock, provider: str, *, at_once: bool = True) -> Opened | None:
    """What is on offer now, for one provider's vectors; none when that provider has not read nearly all of it.

    The folder of this machine is made anew when its edition is old; every process maps the same one. `at_once`: rather
    an answer from a large edition that is a few minutes old than waiting for the new one.
    """
    of, kept = _opened.get(provider, (None, None))
    kept = kept if of == stock.id else None
    if kept and kept.edition == stock.edition:
        return kept
    folder = Path(settings.SHELVES) / f"{stock.id.hex}-{provider}-{stock.edition}"
    with suppress(*UNREADABLE):
        return _keep(stock, provider, Filed.open(folder))
    if kept and at_once and kept.is_still_good:
        return kept
    with _alone(folder.parent):
        with suppress(*UNREADABLE):
            return _keep(stock, provider, Filed.open(folder))
        filed = shelf_of(stock.edition, provider)
        if filed is None:
            return None
        shutil.rmtree(folder, ignore_errors=True)
        filed.write(folder)
        _remove_older(folder)
        return _keep(stock, provider, Filed.open(folder))


def lay_out() -> None:
    """Make this machine's folders new, so that nobody who asks waits for it."""
    stock = everything()
    for provider in (PLAIN.card.stamp, chosen_card().stamp):
        if stock is not None:
            open_shelf(stock, provider, at_once=False)


def shelf_of(edition: int, provider: str) -> Filed | None:
    """One edition laid out as it was then, for one provider; none when most of it had no vectors of that provider."""
    rows = texts_in(edition, provider)
    if provider == PLAIN.card.stamp:
        vectors = embed_offers(PLAIN, [row.as_offer for row in rows])
        offsets = shrunken(Offsets({}), vectors, [row.language for row in rows])
        labels = label_vectors(PLAIN, offsets, general_topics())
        return _laid_out(provider, rows, vectors, Known(offsets.version, offsets, labels))
    known = offsets_of(provider, edition)
    if known is None or not rows or len(rows) < NEARLY_ALL * _texts(edition).count():
        return None
    vectors = unpacked(b"".join(row.whole for row in rows), len(rows[0].whole) // 2)
    return _laid_out(provider, rows, vectors, known)


def texts_in(edition: int, provider: str) -> list[Row]:
    """The texts of an edition that this provider had read by then, in the order they came."""
    names = [name for name in Row.__dataclass_fields__ if name != "whole"]
    told = list(_texts(edition).order_by("id").values(*names))
    if provider == PLAIN.card.stamp:
        return [Row(**each) for each in told]
    made = TextVectors.objects.filter(
        provider=provider, since__lte=edition, digest__in=_texts(edition).values("digest")
    )
    vectors = {digest: bytes(whole) for digest, whole in made.values_list("digest", "whole")}
    return [Row(**each, whole=vectors[each["digest"]]) for each in told if each["digest"] in vectors]


def offsets_of(provider: str, edition: int) -> Known | None:
    """The offsets in force in an edition."""
    found = LanguageOffsets.objects.filter(provider=provider, since__lte=edition).order_by("-since").first()
    return Known(found.version, Offsets.named(_arrays(found.offsets)), _arrays(found.labels)) if found else None


@lru_cache(maxsize=4)
def offsets_named(stamp: Stamp) -> Offsets:
    """The offsets that a stamp names; they never change."""
    found = LanguageOffsets.objects.filter(provider=stamp.provider, version=stamp.offsets).order_by("since")[:1].get()
    return Offsets.named(_arrays(found.offsets))


def lacks_offsets(stock: Stock, provider: str) -> bool:
    """Whether a provider has read everything, and nobody has reckoned yet what each language adds."""
    return embedding_progress(provider).is_whole and offsets_of(provider, stock.edition) is None


def general_topics() -> dict[str, dict[str, str]]:
    """The technologies that all hubs know, with their labels by language."""
    return {code: dict(word.labels) for code, word in words(TOPICS).items()}


def packed(vectors: Floats) -> bytes:
    """Vectors as they are kept."""
    return vectors.astype("<f2").tobytes()


def unpacked(kept: bytes, dimension: int) -> Floats:
    """What was kept: one row a vector."""
    return np.frombuffer(kept, "<f2").astype(np.float32).reshape(-1, dimension)


def _texts(edition: int) -> Any:
    return OfferText.objects.filter(Q(until=None) | Q(until__gt=edition), since__lte=edition)


def _laid_out(provider: str, rows: Sequence[Row], vectors: Floats, known: Known) -> Filed:
    shelf = ranking.shelve(provider, known.offsets, [row.as_offer for row in rows], vectors, known.labels)
    told: dict[str, Sequence[Sequence[str]]] = {
        "kind": [[row.kind] for row in rows],
        "hub": [[str(row.hub_id)] for row in rows],
        "country": [[row.country] for row in rows],
        "spoken": [row.spoken for row in rows],
        "region": [row.regions for row in rows],
        "audience": [row.audience for row in rows],
        "apply_by": [[row.apply_by.isoformat()] if row.apply_by else [] for row in rows],
    }
    return Filed(shelf, Traits.of(told, len(rows)), drawn_of(provider, rows))


def drawn_of(provider: str, rows: Sequence[Row]) -> Drawn | None:
    """Where the graph's texts stand among so many rows; none where they are few, or the graph lacks too many of them."""
    stamp = drawn_with(provider) if len(rows) > settings.GRAPH_FROM and graph_is_there() else None
    if stamp is None:
        return None
    known = set(points_of(stamp).values_list("digest", flat=True))
    left = [number for number, row in enumerate(rows) if row.digest not in known]
    return None if len(left) > MOST_LEFT else Drawn.of(stamp, [row.digest for row in rows], left)


def _arrays(file: Any) -> dict[str, Floats]:
    with np.load(io.BytesIO(bytes(file)), allow_pickle=False) as kept:
        return {name: kept[name] for name in kept.files}


def _keep(stock: Stock, provider: str, filed: Filed) -> Opened:
    opened = Opened(stock.edition, filed, time.monotonic())
    _opened[provider] = (stock.id, opened)
    return opened


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process of this machine lays out at a time; the others find it done."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remove_older(folder: Path) -> None:
    """Whoever has an older edition mapped keeps reading it."""
    stock, provider, edition = folder.name.rsplit("-", 2)
    for other in folder.parent.glob(f"{stock}-{provider}-*"):
        if int(other.name.rsplit("-", 1)[1]) < int(edition):
            shutil.rmtree(other, ignore_errors=True)
