from django.urls import path

from navet.questionnaires import views

app_name = "questionnaires"
urlpatterns = [path("questionnaires/", views.questionnaires, name="questionnaires")]
