from navet.casework.commands.cases import (
    add_partner_to_case,
    add_task,
    assign_case,
    finish_task,
    log_time,
    reopen_case,
    set_next_step,
    write_note,
)

__all__ = [
    "add_partner_to_case",
    "add_task",
    "assign_case",
    "finish_task",
    "log_time",
    "reopen_case",
    "set_next_step",
    "write_note",
]
