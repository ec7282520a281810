from django.urls import path

from navet.reporting.views import figures, service_file

app_name = "reporting"
urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/targets/", figures.set_target, name="set_target"),
    path("figures/targets/<uuid:id>/end/", figures.drop_target, name="drop_target"),
    path("figures/service-file/", service_file.service_file, name="service_file"),
    path("figures/<slug:code>/", figures.figure, name="figure"),
]
