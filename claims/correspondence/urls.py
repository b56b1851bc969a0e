from django.urls import path

from claims.correspondence import views

urlpatterns = [
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("reminders/<str:token>/", views.stop_reminders, name="reminders"),
    path("claims/<str:reference>/invite/", views.invite, name="claim_invite"),
    path(
        "claims/<str:reference>/invite/<uuid:invitation>/take-back/",
        views.take_back,
        name="claim_invite_take_back",
    ),
]
