from django.urls import path

from claims.home import views

urlpatterns = [
    path("states/", views.states, name="states"),
    path("words/", views.words, name="words"),
    path("claims/", views.claims, name="claims"),
    path("claims/<str:reference>/", views.claim, name="claim"),
    path("claims/<str:reference>/message/", views.message, name="claim_message"),
    path("claims/<str:reference>/contact/", views.contact, name="claim_contact"),
    path("claims/<str:reference>/erase/", views.erase, name="claim_erase"),
    path("claims/<str:reference>/my-data.json", views.data, name="claim_data"),
]
