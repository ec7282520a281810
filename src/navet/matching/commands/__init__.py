from navet.matching.commands.fairness import reckon_fairness
from navet.matching.commands.showings import forget_needs, remember_matches, tell_what_became
from navet.matching.commands.stock import read_offer, read_offers
from navet.matching.commands.vectors import draw_graph, embed_texts, renew_offsets, tidy_graph

__all__ = [
    "draw_graph",
    "embed_texts",
    "forget_needs",
    "read_offer",
    "read_offers",
    "reckon_fairness",
    "remember_matches",
    "renew_offsets",
    "tell_what_became",
    "tidy_graph",
]
