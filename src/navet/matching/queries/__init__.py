from navet.matching.queries.matches import Asking, Hidden, Match, Matches, Topic, find_matches, more_like
from navet.matching.queries.shelves import (
    Progress,
    embedding_progress,
    everything,
    general_topics,
    offsets_of,
    packed,
    sentence_texts,
    texts_in,
    unpacked,
)

__all__ = [
    "Asking",
    "Hidden",
    "Match",
    "Matches",
    "Progress",
    "Topic",
    "embedding_progress",
    "everything",
    "find_matches",
    "general_topics",
    "more_like",
    "offsets_of",
    "packed",
    "sentence_texts",
    "texts_in",
    "unpacked",
]
