"""What the ledger can be asked."""

from navet.stateaid.queries.entries import EntryFacts, facts_of_entry, find_entry
from navet.stateaid.queries.filings import (
    Queue,
    Waiting,
    filings,
    find_filing,
    register_queue,
    register_table,
    year_of_aid,
)
from navet.stateaid.queries.ledgers import Ledger, changed_amount, known_grants, ledger_of, newest_declaration
from navet.stateaid.queries.regimes import (
    Rate,
    declarable_regimes,
    ended_regime,
    find_scheme,
    newest_rates,
    own_schemes,
    rate_for,
    regime_on,
    regimes_ending,
    regimes_on,
)
from navet.stateaid.queries.rooms import DE_MINIMIS, Member, Room, group_of, room_of
from navet.stateaid.queries.ways import Way, too_much, ways_forward

__all__ = [
    "DE_MINIMIS",
    "EntryFacts",
    "Ledger",
    "Member",
    "Queue",
    "Rate",
    "Room",
    "Waiting",
    "Way",
    "changed_amount",
    "declarable_regimes",
    "ended_regime",
    "facts_of_entry",
    "filings",
    "find_entry",
    "find_filing",
    "find_scheme",
    "group_of",
    "known_grants",
    "ledger_of",
    "newest_declaration",
    "newest_rates",
    "own_schemes",
    "rate_for",
    "regime_on",
    "regimes_ending",
    "regimes_on",
    "register_queue",
    "register_table",
    "room_of",
    "too_much",
    "ways_forward",
    "year_of_aid",
]
