from django.urls import path

from claims.evidence import views

urlpatterns = [
    path("claims/<str:reference>/files/", views.uploads, name="claim_uploads"),
    path("claims/<str:reference>/files/<uuid:upload>/", views.upload, name="claim_upload"),
]
