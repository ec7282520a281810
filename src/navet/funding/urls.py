from django.urls import path

from navet.funding import views

app_name = "funding"
urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects/new/", views.open_project, name="open_project"),
    path("projects/<uuid:project_id>/", views.edit_project, name="edit_project"),
    path("projects/<uuid:project_id>/financiers/", views.set_financiers, name="set_financiers"),
    path("projects/<uuid:project_id>/money/", views.project, name="project"),
    path("projects/<uuid:project_id>/costs/", views.enter_bought_cost, name="enter_bought_cost"),
    path("financiers/<uuid:financier_id>/terms/", views.set_terms, name="set_terms"),
    path("financiers/<uuid:financier_id>/contributions/", views.enter_contribution, name="enter_contribution"),
    path("periods/<uuid:period_id>/", views.period, name="period"),
    path("periods/<uuid:period_id>/answers/", views.answer_status, name="answer_status"),
    path("periods/<uuid:period_id>/claim/", views.submit_claim, name="submit_claim"),
    path("claims/<uuid:claim_id>/decision/", views.decide_claim, name="decide_claim"),
    path("layouts/", views.layouts, name="layouts"),
    path("layouts/new/", views.add_layout, name="add_layout"),
    path("layouts/<uuid:layout_id>/", views.edit_layout, name="edit_layout"),
    path("time/", views.my_time, name="my_time"),
    path("time/<uuid:entry_id>/remove/", views.remove_hours, name="remove_hours"),
    path("time/sheets/", views.sheets, name="sheets"),
    path("time/sheets/<uuid:sheet_id>/", views.sheet, name="sheet"),
    path("time/sheets/<uuid:sheet_id>/approve/", views.approve_sheet, name="approve_sheet"),
]
