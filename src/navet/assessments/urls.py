from django.urls import path

from navet.assessments import views

app_name = "assessments"
urlpatterns = [path("assessments/link/<str:link>/", views.link, name="link")]
