from django.urls import path

from claims.datasets.views import catalogue, check

urlpatterns = [
    path("", check.check, name="check"),
    path("check/", check.check, name="check_again"),
    path("check/claim/", check.carry, name="carry"),
    path("datasets/", catalogue.datasets, name="datasets"),
    path("datasets/<str:name>/", catalogue.dataset, name="dataset"),
    path("privacy/", check.privacy, name="privacy"),
]
