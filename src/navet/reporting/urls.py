from django.urls import path

from navet.reporting.views import figures, reports, service_file

app_name = "reporting"
urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/targets/", figures.set_target, name="set_target"),
    path("figures/targets/<uuid:id>/end/", figures.drop_target, name="drop_target"),
    path("figures/service-file/", service_file.service_file, name="service_file"),
    path("figures/reports/", reports.reports, name="reports"),
    path("figures/reports/<uuid:id>/", reports.report, name="report"),
    path("figures/reports/<uuid:id>/resume/", reports.resume_report, name="resume_report"),
    path("figures/reports/<uuid:id>/<slug:kind>/", reports.report_file, name="report_file"),
    path("figures/<slug:code>/", figures.figure, name="figure"),
]
