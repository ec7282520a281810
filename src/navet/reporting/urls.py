from django.urls import path

from navet.reporting.views import definitions, effects, fairness, figures, reports, service_file

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
    path("figures/indicators/", definitions.indicators, name="indicators"),
    path("figures/indicators/<uuid:id>/", definitions.redefine_indicator, name="redefine_indicator"),
    path("figures/indicators/<uuid:id>/end/", definitions.retire_indicator, name="retire_indicator"),
    path("figures/fairness/", fairness.fairness, name="fairness"),
    path("figures/fairness/<uuid:id>/", fairness.fairness, name="fairness_then"),
    path("figures/effect/", effects.help_and_effect, name="help_and_effect"),
    path("figures/effect/show/", effects.show_effect, name="show_effect"),
    path("effect/", effects.effect, name="effect"),
    path("figures/<slug:code>/", figures.figure, name="figure"),
]
