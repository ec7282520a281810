from django.urls import path

from navet.directory import views

app_name = "directory"
urlpatterns = [
    path("theme.css", views.theme, name="theme"),
    path("logo.svg", views.logo, name="logo"),
    path("account/me/", views.account, name="account"),
    path("account/me/keys/<uuid:id>/revocation/", views.revoke_key, name="revoke_key"),
    path("hub/", views.hub, name="hub"),
    path("hub/particulars/", views.edit_hub, name="edit_hub"),
    path("hub/partners/new/", views.add_partner, name="add_partner"),
    path("hub/partners/<uuid:id>/", views.edit_partner, name="edit_partner"),
    path("hub/invitations/new/", views.invite_member, name="invite_member"),
    path("hub/invitations/<uuid:id>/withdrawal/", views.withdraw_invitation, name="withdraw_invitation"),
    path("hub/people/<uuid:id>/", views.change_membership, name="change_membership"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("demo/enter/", views.enter_demo, name="enter_demo"),
    path("language/", views.choose_language, name="choose_language"),
]
