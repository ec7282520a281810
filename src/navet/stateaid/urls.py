from django.urls import path

from navet.stateaid import views

app_name = "stateaid"
urlpatterns = [
    path("organisations/<uuid:id>/aid/", views.organisation_aid, name="organisation_aid"),
    path("organisations/<uuid:id>/aid/declaration/", views.declare_aid, name="declare_aid"),
    path("organisations/<uuid:id>/aid/split/", views.record_split, name="record_split"),
    path("organisations/<uuid:id>/aid/split/<uuid:split_id>/undo/", views.undo_split, name="undo_split"),
    path("aid-entries/<uuid:id>/correction/", views.correct_aid, name="correct_aid"),
    path("aid-entries/<uuid:id>/revocation/", views.revoke_aid, name="revoke_aid"),
    path("aid/register/", views.register, name="register"),
    path("aid/register/<uuid:id>/undo/", views.undo_filing, name="undo_filing"),
    path("aid/schemes/", views.schemes, name="schemes"),
    path("aid/schemes/<uuid:id>/end/", views.end_scheme, name="end_scheme"),
    path("exchange-rates/", views.enter_rate, name="enter_rate"),
    path("exchange-rates/file/", views.import_rates, name="import_rates"),
]
