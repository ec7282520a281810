from navet.casework.permissions.applications import (
    is_staff,
    is_the_platform,
    may_remove,
    may_speak_for,
    may_start,
    may_write_to,
)
from navet.casework.permissions.cases import may_close, may_finish, may_reopen, may_work_on, may_write_in, takes_part

__all__ = [
    "is_staff",
    "is_the_platform",
    "may_close",
    "may_finish",
    "may_remove",
    "may_reopen",
    "may_speak_for",
    "may_start",
    "may_work_on",
    "may_write_in",
    "may_write_to",
    "takes_part",
]
