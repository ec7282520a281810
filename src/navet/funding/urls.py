from django.urls import path

from navet.funding import views

app_name = "funding"
urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects/new/", views.open_project, name="open_project"),
    path("projects/<uuid:project_id>/", views.edit_project, name="edit_project"),
    path("projects/<uuid:project_id>/financiers/", views.set_financiers, name="set_financiers"),
    path("time/", views.my_time, name="my_time"),
    path("time/<uuid:entry_id>/remove/", views.remove_hours, name="remove_hours"),
    path("time/sheets/", views.sheets, name="sheets"),
    path("time/sheets/<uuid:sheet_id>/", views.sheet, name="sheet"),
    path("time/sheets/<uuid:sheet_id>/approve/", views.approve_sheet, name="approve_sheet"),
]
