from navet.casework.commands.agreements import (
    change_agreement_item,
    confirm_agreement,
    draft_agreement,
    end_agreement,
    send_agreement,
    sign_agreement,
)
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
from navet.casework.commands.deliveries import Given, correct_delivery, deliver_help, save_delivery_draft
from navet.casework.commands.documents import attach_document, remove_document
from navet.casework.commands.drafts import answer_application, expire_drafts, invite_colleague, start_application
from navet.casework.commands.inbox import accept_application, ask_back, assign_application, decline_application
from navet.casework.commands.letters import write_to_applicant, write_to_colleague, write_to_hub
from navet.casework.commands.messages import read_messages, write_message
from navet.casework.commands.outcomes import (
    Told,
    answer_outcome_question,
    ask_for_outcome,
    close_case,
    rate_help,
    record_outcome,
)
from navet.casework.commands.plans import (
    accept_plan,
    add_plan_item,
    change_plan_item,
    move_plan_item,
    propose_plan,
    remove_plan_item,
    send_plan,
)
from navet.casework.commands.promises import set_promises

__all__ = [
    "Given",
    "Told",
    "accept_application",
    "accept_plan",
    "add_partner_to_case",
    "add_plan_item",
    "add_task",
    "answer_application",
    "answer_outcome_question",
    "ask_back",
    "ask_for_outcome",
    "assign_application",
    "assign_case",
    "attach_document",
    "change_agreement_item",
    "change_plan_item",
    "close_case",
    "confirm_agreement",
    "correct_delivery",
    "decline_application",
    "deliver_help",
    "draft_agreement",
    "end_agreement",
    "erase_application",
    "expire_drafts",
    "finish_task",
    "invite_colleague",
    "log_time",
    "move_plan_item",
    "propose_plan",
    "rate_help",
    "read_messages",
    "record_outcome",
    "remove_document",
    "remove_plan_item",
    "reopen_case",
    "save_delivery_draft",
    "send_agreement",
    "send_plan",
    "set_next_step",
    "set_promises",
    "sign_agreement",
    "start_application",
    "submit_application",
    "withdraw_application",
    "write_message",
    "write_note",
    "write_to_applicant",
    "write_to_colleague",
    "write_to_hub",
]
