from django.urls import path

from navet.funding import views

app_name = "funding"
urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects/new/", views.open_project, name="open_project"),
    path("projects/<uuid:project_id>/", views.edit_project, name="edit_project"),
    path("projects/<uuid:project_id>/financiers/", views.set_financiers, name="set_financiers"),
]
