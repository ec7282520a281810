from django.urls import path

from navet.desk import views

app_name = "desk"
urlpatterns = [path("desk/", views.desk, name="desk")]
