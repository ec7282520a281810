from navet.casework.permissions.cases import may_close, may_finish, may_reopen, may_work_on, may_write_in, takes_part

__all__ = ["may_close", "may_finish", "may_reopen", "may_work_on", "may_write_in", "takes_part"]
