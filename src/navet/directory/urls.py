from django.urls import path

from navet.directory import views

app_name = "directory"
urlpatterns = [
    path("theme.css", views.theme, name="theme"),
    path("logo.svg", views.logo, name="logo"),
    path("account/me/", views.account, name="account"),
    path("account/me/keys/<uuid:id>/revocation/", views.revoke_key, name="revoke_key"),
    path("demo/enter/", views.enter_demo, name="enter_demo"),
    path("language/", views.choose_language, name="choose_language"),
]
