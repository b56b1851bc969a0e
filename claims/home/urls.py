from django.urls import path

from claims.home import views

urlpatterns = [
    path("states/", views.states, name="states"),
    path("words/", views.words, name="words"),
    path("claims/", views.claims, name="claims"),
    path("claims/<str:reference>/", views.claim, name="claim"),
    path("claims/<str:reference>/my-data.json", views.data, name="claim_data"),
]
