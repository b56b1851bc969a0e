from django.urls import path

from claims.datasets import views

urlpatterns = [
    path("", views.check, name="check"),
    path("check/", views.check, name="check_again"),
    path("check/claim/", views.carry, name="carry"),
    path("privacy/", views.privacy, name="privacy"),
]
