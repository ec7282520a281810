from django.urls import path

from navet.casework.views import cases, promises

urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    path("cases/<uuid:case_id>/", cases.case, name="case"),
    path("cases/<uuid:case_id>/adviser/", cases.assign_case, name="assign_case"),
    path("cases/<uuid:case_id>/next-step/", cases.set_next_step, name="set_next_step"),
    path("cases/<uuid:case_id>/tasks/", cases.add_task, name="add_task"),
    path("tasks/<uuid:task_id>/done/", cases.finish_task, name="finish_task"),
    path("cases/<uuid:case_id>/notes/", cases.write_note, name="write_note"),
    path("cases/<uuid:case_id>/time/", cases.log_time, name="log_time"),
    path("cases/<uuid:case_id>/partners/", cases.add_partner_to_case, name="add_partner_to_case"),
    path("cases/<uuid:case_id>/reopening/", cases.reopen_case, name="reopen_case"),
    path("hub/promises/", promises.promises, name="promises"),
]
