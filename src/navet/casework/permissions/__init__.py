from navet.casework.permissions.agreements import (
    may_change_agreement_item,
    may_draft_agreement,
    may_read_agreement,
    may_sign_agreement,
    may_write_agreement,
)
from navet.casework.permissions.applications import (
    is_staff,
    is_the_platform,
    may_remove,
    may_speak_for,
    may_start,
    may_write_to,
)
from navet.casework.permissions.cases import (
    may_close,
    may_finish,
    may_reopen,
    may_set_promises,
    may_work_on,
    may_write_in,
    speaks_for_customer,
    takes_part,
)
from navet.casework.permissions.deliveries import may_correct_delivery, may_deliver, may_deliver_this
from navet.casework.permissions.outcomes import may_answer_question, may_ask_for_outcome, may_rate, may_tell_outcome
from navet.casework.permissions.plans import may_accept_plan, may_edit_item, may_edit_plan

__all__ = [
    "is_staff",
    "is_the_platform",
    "may_accept_plan",
    "may_answer_question",
    "may_ask_for_outcome",
    "may_change_agreement_item",
    "may_close",
    "may_correct_delivery",
    "may_deliver",
    "may_deliver_this",
    "may_draft_agreement",
    "may_edit_item",
    "may_edit_plan",
    "may_finish",
    "may_rate",
    "may_read_agreement",
    "may_remove",
    "may_reopen",
    "may_set_promises",
    "may_sign_agreement",
    "may_speak_for",
    "may_start",
    "may_tell_outcome",
    "may_work_on",
    "may_write_agreement",
    "may_write_in",
    "may_write_to",
    "speaks_for_customer",
    "takes_part",
]
