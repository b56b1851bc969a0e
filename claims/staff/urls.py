from django.urls import path

from claims.staff import views

urlpatterns = [
    path("staff/", views.worklist, name="desk"),
    path("staff/releases/", views.releases, name="desk_releases"),
    path("staff/claims/<str:reference>/", views.claim, name="desk_claim"),
    path("staff/claims/<str:reference>/move/", views.move, name="desk_move"),
    path("staff/claims/<str:reference>/take/", views.take, name="desk_take"),
    path("staff/claims/<str:reference>/note/", views.note, name="desk_note"),
    path("staff/claims/<str:reference>/ask/", views.ask, name="desk_ask"),
    path("staff/claims/<str:reference>/documents/<str:kind>.pdf", views.document, name="desk_document"),
]
