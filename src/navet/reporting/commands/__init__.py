from navet.reporting.commands.definitions import define_indicator, retire_indicator
from navet.reporting.commands.effects import show_effect
from navet.reporting.commands.reports import ask_report, make_part, make_report, resume_report
from navet.reporting.commands.targets import drop_target, set_target

__all__ = [
    "ask_report",
    "define_indicator",
    "drop_target",
    "make_part",
    "make_report",
    "resume_report",
    "retire_indicator",
    "set_target",
    "show_effect",
]
