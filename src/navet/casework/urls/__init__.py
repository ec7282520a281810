from navet.casework.urls import applications, cases, helping

app_name = "casework"
urlpatterns = [*applications.urlpatterns, *cases.urlpatterns, *helping.urlpatterns]
