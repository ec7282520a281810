from django.urls import path

from navet.directory import views

app_name = "directory"
urlpatterns = [
    path("theme.css", views.theme, name="theme"),
    path("logo.svg", views.logo, name="logo"),
    path("account/me/", views.account, name="account"),
    path("account/me/keys/<uuid:id>/revocation/", views.revoke_key, name="revoke_key"),
    path("account/oidc/<str:provider_id>/login/", views.sign_in_elsewhere, name="sign_in_elsewhere"),
    path("account/oidc/<str:provider_id>/login/callback/", views.come_back, name="come_back"),
    path("hub/", views.hub, name="hub"),
    path("hub/particulars/", views.edit_hub, name="edit_hub"),
    path("hub/partners/new/", views.add_partner, name="add_partner"),
    path("hub/partners/<uuid:id>/", views.edit_partner, name="edit_partner"),
    path("hub/invitations/new/", views.invite_member, name="invite_member"),
    path("hub/invitations/<uuid:id>/withdrawal/", views.withdraw_invitation, name="withdraw_invitation"),
    path("hub/people/<uuid:id>/", views.change_membership, name="change_membership"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("customers/", views.customers, name="customers"),
    path("customers/new/", views.register_customer, name="register_customer"),
    path("customers/<uuid:id>/", views.customer, name="customer"),
    path("customers/<uuid:id>/organisation/", views.edit_organisation, name="edit_organisation"),
    path("customers/<uuid:id>/particulars/", views.edit_customer, name="edit_customer"),
    path("customers/<uuid:id>/accounts/", views.enter_accounts, name="enter_accounts"),
    path("customers/<uuid:id>/holds/", views.link_organisations, name="link_organisations"),
    path("customers/<uuid:id>/holds/<uuid:link_id>/end/", views.end_link, name="end_link"),
    path("customers/<uuid:id>/establishments/", views.add_establishment, name="add_establishment"),
    path("customers/<uuid:id>/contacts/", views.add_contact, name="add_contact"),
    path("customers/<uuid:id>/merger/<uuid:gone_id>/", views.merge_organisations, name="merge_organisations"),
    path("contacts/<uuid:contact_id>/end/", views.end_contact, name="end_contact"),
    path("contacts/<uuid:contact_id>/signing/", views.set_signing_right, name="set_signing_right"),
    path("demo/enter/", views.enter_demo, name="enter_demo"),
    path("language/", views.choose_language, name="choose_language"),
]
