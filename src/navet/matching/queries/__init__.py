from navet.matching.queries.asking import encoder_process
from navet.matching.queries.matches import Asking, Hidden, Match, Matches, Topic, find_matches, more_like
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
    "Only",
    "Progress",
    "Replay",
    "Topic",
    "embedding_progress",
    "encoder_process",
    "everything",
    "find_matches",
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
