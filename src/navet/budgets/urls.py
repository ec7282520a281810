from django.urls import path

from navet.budgets import views

app_name = "budgets"
urlpatterns = [
    path("projects/<uuid:project_id>/budget/", views.budget, name="budget"),
    path("projects/<uuid:project_id>/budget/new/", views.set_budget, name="set_budget"),
]
