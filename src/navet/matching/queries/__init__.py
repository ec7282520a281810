from navet.matching.queries.matches import Asking, Hidden, Match, Matches, Topic, find_matches, more_like
from navet.matching.queries.news import News, current_edition, find_news
from navet.matching.queries.ranks import Only
from navet.matching.queries.replays import Replay, find_showing, replay
from navet.matching.queries.shelves import (
    Progress,
    embedding_progress,
    everything,
    general_topics,
    lacks_offsets,
    lay_out,
    offsets_of,
    open_shelf,
    packed,
    texts_in,
    unpacked,
)

__all__ = [
    "Asking",
    "Hidden",
    "Match",
    "Matches",
    "News",
    "Only",
    "Progress",
    "Replay",
    "Topic",
    "current_edition",
    "embedding_progress",
    "everything",
    "find_matches",
    "find_news",
    "find_showing",
    "general_topics",
    "lacks_offsets",
    "lay_out",
    "more_like",
    "offsets_of",
    "open_shelf",
    "packed",
    "replay",
    "texts_in",
    "unpacked",
]
