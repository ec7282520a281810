from django.urls import path

from navet.assessments import views

app_name = "assessments"
urlpatterns = [
    path("assessments/", views.assessments, name="assessments"),
    path("assessments/opening/", views.open_assessment, name="open_assessment"),
    path("assessments/files/", views.read_results, name="read_results"),
    path("assessments/files/<uuid:id>/", views.import_results, name="import_results"),
    path("assessments/link/<str:link>/", views.link, name="link"),
    path("assessments/<uuid:id>/", views.assessment, name="assessment"),
    path("assessments/<uuid:id>/parts/<str:part>/", views.answer_question, name="answer_question"),
    path("assessments/<uuid:id>/answers/", views.answers, name="answers"),
    path("assessments/<uuid:id>/answers/<str:question>/", views.correct_assessment, name="correct_assessment"),
    path("assessments/<uuid:id>/submission/", views.submit_assessment, name="submit_assessment"),
    path("assessments/<uuid:id>/invitations/", views.invite_colleague, name="invite_colleague"),
    path(
        "assessments/<uuid:id>/invitations/<uuid:invitation>/withdrawal/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("assessments/<uuid:id>/reminder/", views.remind, name="remind"),
    path("assessments/<uuid:id>/result.pdf", views.result_letter, name="result_letter"),
]
