from django.urls import path

from navet.matching import views

app_name = "matching"
urlpatterns = [
    path("matches/", views.find_matches, name="find_matches"),
    path("matches/declined/", views.decline_match, name="decline_match"),
    path("matches/suggestions/", views.suggest_matches, name="suggest_matches"),
    path("matches/<uuid:showing_id>/<uuid:offer_id>/", views.open_match, name="open_match"),
]
