"""What the ledger can do."""

from navet.stateaid.commands.changes import correct_aid, revoke_aid
from navet.stateaid.commands.declarations import OtherAid, declare_aid
from navet.stateaid.commands.filings import file_aid, undo_filing
from navet.stateaid.commands.grants import Terms, grant_aid
from navet.stateaid.commands.rules import enter_rate, import_rates, load_regimes, regimes_into_database

__all__ = [
    "OtherAid",
    "Terms",
    "correct_aid",
    "declare_aid",
    "enter_rate",
    "file_aid",
    "grant_aid",
    "import_rates",
    "load_regimes",
    "regimes_into_database",
    "revoke_aid",
    "undo_filing",
]
