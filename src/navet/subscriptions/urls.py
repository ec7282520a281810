from django.urls import path

from navet.subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("letters/", views.begin_subscription, name="begin_subscription"),
    path("letters/sent/", views.sent_subscription, name="sent_subscription"),
    path("letters/<str:link>/", views.show_subscription, name="show_subscription"),
    path("letters/<str:link>/end/", views.end_subscription, name="end_subscription"),
]
