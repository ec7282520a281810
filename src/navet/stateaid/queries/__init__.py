"""What the ledger can be asked."""

from navet.stateaid.queries.entries import EntryFacts, facts_of_entry, find_entry
from navet.stateaid.queries.ledgers import Ledger, changed_amount, known_grants, ledger_of, newest_declaration
from navet.stateaid.queries.regimes import (
    Rate,
    declarable_regimes,
    ended_regime,
    newest_rates,
    rate_for,
    regime_on,
    regimes_ending,
    regimes_on,
)
from navet.stateaid.queries.rooms import DE_MINIMIS, Member, Room, group_of, room_of
from navet.stateaid.queries.ways import Way, ways_forward

__all__ = [
    "DE_MINIMIS",
    "EntryFacts",
    "Ledger",
    "Member",
    "Rate",
    "Room",
    "Way",
    "changed_amount",
    "declarable_regimes",
    "ended_regime",
    "facts_of_entry",
    "find_entry",
    "group_of",
    "known_grants",
    "ledger_of",
    "newest_declaration",
    "newest_rates",
    "rate_for",
    "regime_on",
    "regimes_ending",
    "regimes_on",
    "room_of",
    "ways_forward",
]
