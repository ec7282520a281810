from navet.casework.forms.cases import AddPartner, AddTask, AssignCase, FilterCases, LogTime, SetNextStep, WriteNote

__all__ = ["AddPartner", "AddTask", "AssignCase", "FilterCases", "LogTime", "SetNextStep", "WriteNote"]
