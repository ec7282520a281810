from navet.casework.urls import applications, cases

app_name = "casework"
urlpatterns = [*applications.urlpatterns, *cases.urlpatterns]
