from django.urls import path

from navet.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/feed.json", views.feed, name="feed"),
    path("services/cpsv.jsonld", views.cpsv_export, name="cpsv"),
    path("services/embed.js", views.embed_script, name="embed_script"),
    path("services/embed/", views.embed, name="embed"),
    path("services/<slug:slug>/", views.service, name="service"),
    path("offers/", views.offers, name="offers"),
    path("offers/new/", views.create_service, name="create_service"),
    path("offers/<uuid:service_id>/", views.edit_service, name="edit_service"),
    path("offers/<uuid:service_id>/publication/", views.publish_service, name="publish_service"),
    path("offers/<uuid:service_id>/closing/", views.close_service, name="close_service"),
    path("offers/<uuid:service_id>/prices/", views.set_price, name="set_price"),
]
