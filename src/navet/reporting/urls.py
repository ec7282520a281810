from django.urls import path

from navet.reporting import views

app_name = "reporting"
urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/targets/", views.set_target, name="set_target"),
    path("figures/targets/<uuid:id>/end/", views.drop_target, name="drop_target"),
    path("figures/<slug:code>/", views.figure, name="figure"),
]
