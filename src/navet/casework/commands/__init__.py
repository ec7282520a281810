from navet.casework.commands.applications import erase_application, submit_application, withdraw_application
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
from navet.casework.commands.documents import attach_document, remove_document
from navet.casework.commands.drafts import answer_application, expire_drafts, invite_colleague, start_application
from navet.casework.commands.inbox import accept_application, ask_back, assign_application, decline_application
from navet.casework.commands.letters import write_to_applicant, write_to_colleague, write_to_hub
from navet.casework.commands.messages import read_messages, write_message

__all__ = [
    "accept_application",
    "add_partner_to_case",
    "add_task",
    "answer_application",
    "ask_back",
    "assign_application",
    "assign_case",
    "attach_document",
    "decline_application",
    "erase_application",
    "expire_drafts",
    "finish_task",
    "invite_colleague",
    "log_time",
    "read_messages",
    "remove_document",
    "reopen_case",
    "set_next_step",
    "start_application",
    "submit_application",
    "withdraw_application",
    "write_message",
    "write_note",
    "write_to_applicant",
    "write_to_colleague",
    "write_to_hub",
]
