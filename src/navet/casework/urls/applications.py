from django.urls import path

from navet.casework.views import applicants, drafts, inbox

urlpatterns = [
    path("apply/", drafts.start_application, name="start_application"),
    path("apply/back/<str:secret>/", drafts.return_to_application, name="return_to_application"),
    path("apply/<uuid:application_id>/check/", drafts.submit_application, name="submit_application"),
    path("apply/<uuid:application_id>/colleagues/", drafts.invite_colleague, name="invite_colleague"),
    path("apply/<uuid:application_id>/<slug:question>/", drafts.answer_application, name="answer_application"),
    path("my/", applicants.my_applications, name="my_applications"),
    path("applications/<uuid:application_id>/", applicants.show_application, name="show_application"),
    path("applications/<uuid:application_id>/messages/", applicants.write_message, name="write_message"),
    path("applications/<uuid:application_id>/documents/", applicants.attach_document, name="attach_document"),
    path(
        "applications/<uuid:application_id>/documents/<uuid:document_id>/",
        applicants.open_document,
        name="open_document",
    ),
    path(
        "applications/<uuid:application_id>/documents/<uuid:document_id>/removal/",
        applicants.remove_document,
        name="remove_document",
    ),
    path(
        "applications/<uuid:application_id>/withdrawal/", applicants.withdraw_application, name="withdraw_application"
    ),
    path("applications/<uuid:application_id>/erasure/", applicants.erase_application, name="erase_application"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<uuid:application_id>/", inbox.show_inbox_application, name="show_inbox_application"),
    path("inbox/<uuid:application_id>/adviser/", inbox.assign_application, name="assign_application"),
    path("inbox/<uuid:application_id>/taking/", inbox.take_application, name="take_application"),
    path("inbox/<uuid:application_id>/question/", inbox.ask_back, name="ask_back"),
    path("inbox/<uuid:application_id>/decline/", inbox.decline_application, name="decline_application"),
    path("inbox/<uuid:application_id>/acceptance/", inbox.accept_application, name="accept_application"),
    path("inbox/<uuid:application_id>/messages/", inbox.write_to_the_applicant, name="write_to_the_applicant"),
]
