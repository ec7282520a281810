from django.urls import path

from navet.imports import views

app_name = "imports"
urlpatterns = [
    path("customers/import/", views.read_customers, name="read_customers"),
    path("customers/import/template.<str:kind>", views.customer_template, name="customer_template"),
    path("customers/import/<uuid:id>/", views.import_customers, name="import_customers"),
]
