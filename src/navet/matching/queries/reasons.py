"""Why an offer fits: which of its sentences is nearest to the need, and which clause of the need to the offer."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import numpy as np

from navet.matching.models import OfferText, TextVectors
from navet.matching.queries.asking import Question
from navet.matching.queries.shelves import sentence_texts, unpacked


class Reasons:
    """The reasons for the offers of one answer; their sentences' vectors are read once for all."""

    def __init__(self, question: Question, shown: Mapping[UUID, Sequence[OfferText]]) -> None:
        self.question = question
        self.kept = self._kept(text.digest for texts in shown.values() for text in texts)

    def _kept(self, digests: Iterable[str]) -> dict[str, bytes]:
        if self.question.asked.card.plain:
            return {}
        made = TextVectors.objects.filter(provider=self.question.asked.card.stamp, digest__in=set(digests))
        return {digest: bytes(sentences) for digest, sentences in made.values_list("digest", "sentences")}

    def sentence(self, text: OfferText) -> str:
        """The nearest sentence. All of a text's sentences have the same language, so no offset could change which."""
        asked, texts = self.question.asked, sentence_texts(text.title, text.text)
        kept = self.kept.get(text.digest)
        vectors = unpacked(kept, asked.card.dimension) if kept else None
        if asked.card.plain:
            vectors = self.question.provider.embed(texts, "offer")
        return texts[0] if vectors is None else texts[int(np.argmax(vectors @ asked.vector))]

    def clause(self, row: int) -> str:
        """The nearest clause of the need."""
        offer = self.question.opened.filed.shelf.stored.vectors[row].astype(np.float32)
        clauses = self.question.clauses
        return clauses.texts[int(np.argmax(clauses.vectors @ offer))]
