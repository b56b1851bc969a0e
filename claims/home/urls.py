from django.urls import path

from claims.home import views

urlpatterns = [
    path("claims/", views.claims, name="claims"),
    path("claims/<str:reference>/", views.claim, name="claim"),
]
