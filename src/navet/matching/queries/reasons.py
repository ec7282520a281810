"""Why an offer fits: which of its sentences is nearest to the need, and which clause of the need to the offer."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import numpy as np

from navet.encoding.offsets import Offsets
from navet.matching.models import OfferText, TextVectors
from navet.matching.offers import Offer
from navet.matching.queries.asking import Question
from navet.matching.queries.shelves import PLAIN, unpacked
from navet.matching.reasons import Pieces, Reason, reason_of, sentence_texts, sentences_of


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

    def of(self, text: OfferText, row: int) -> Reason:
        """Why this text, which stands at that row, fits."""
        offer = self.question.opened.filed.shelf.stored.vectors[row].astype(np.float32)
        return reason_of(self.question.asked, self.question.clauses, offer, self._sentences(text))

    def _sentences(self, text: OfferText) -> Pieces:
        """All sentences of a text have one language, so no offset could change which is nearest."""
        if self.question.asked.card.plain:
            return sentences_of(PLAIN, Offsets({}), Offer("", text.kind, text.language, text.title, text.text))
        texts = sentence_texts(text.title, text.text)
        if text.digest in self.kept:
            return Pieces(texts, unpacked(self.kept[text.digest], self.question.asked.card.dimension))
        return Pieces(texts[:1], self.question.asked.vector[None, :])  # edited a moment ago: its first sentence
