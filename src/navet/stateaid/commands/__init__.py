"""What the ledger can do."""

from navet.stateaid.commands.changes import correct_aid, revoke_aid
from navet.stateaid.commands.declarations import OtherAid, declare_aid
from navet.stateaid.commands.filings import file_aid, undo_filing
from navet.stateaid.commands.grants import Terms, grant_aid
from navet.stateaid.commands.rules import enter_rate, import_rates, load_regimes, regimes_into_database
from navet.stateaid.commands.schemes import Scheme, end_scheme, set_scheme
from navet.stateaid.commands.splits import record_split, undo_split

__all__ = [
    "OtherAid",
    "Scheme",
    "Terms",
    "correct_aid",
    "declare_aid",
    "end_scheme",
    "enter_rate",
    "file_aid",
    "grant_aid",
    "import_rates",
    "load_regimes",
    "record_split",
    "regimes_into_database",
    "revoke_aid",
    "set_scheme",
    "undo_filing",
    "undo_split",
]
