from django.urls import path

from navet.audits.views import evidence, rooms

app_name = "audits"
urlpatterns = [
    path("audit-rooms/", rooms.rooms, name="rooms"),
    path("audit-rooms/open/<uuid:financier_id>/", rooms.open_room, name="open_room"),
    path("audit-rooms/<uuid:id>/", rooms.room, name="room"),
    path("audit-rooms/<uuid:id>/close/", rooms.close_room, name="close_room"),
    path("evidence/<uuid:about>/", evidence.evidence, name="evidence"),
    path("evidence/<uuid:about>/<uuid:id>/", evidence.proof, name="proof"),
    path("evidence/<uuid:about>/<uuid:id>/remove/", evidence.remove_proof, name="remove_proof"),
    path("audit/<str:link>/", rooms.audit, name="audit"),
    path("audit/<str:link>/<uuid:claim_id>/", rooms.audited_claim, name="audited_claim"),
    path("audit/<str:link>/<uuid:claim_id>/<uuid:line_id>/", rooms.audited_line, name="audited_line"),
    path("audit/<str:link>/<uuid:claim_id>/<uuid:line_id>/letter/", rooms.audited_letter, name="audited_letter"),
    path("audit/<str:link>/<uuid:claim_id>/<uuid:line_id>/<uuid:proof_id>/", rooms.audited_proof, name="audited_proof"),
]
