from django.urls import path

from navet.front import views

app_name = "front"
urlpatterns = [
    path("", views.front, name="front"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("patterns/", views.patterns, name="patterns"),
]
