from django.urls import path

from claims.documents import views

urlpatterns = [
    path("claims/<str:reference>/documents/", views.documents, name="claim_documents"),
    path("claims/<str:reference>/documents/all.zip", views.packet_zip, name="claim_packet"),
    path("claims/<str:reference>/documents/freeze/", views.freeze_claim, name="claim_freeze"),
    path("claims/<str:reference>/documents/change/", views.change, name="claim_change"),
    path("claims/<str:reference>/documents/send/", views.send, name="claim_send"),
    path("claims/<str:reference>/documents/<str:kind>/", views.read, name="claim_read"),
    path("claims/<str:reference>/documents/<str:kind>.pdf", views.download, name="claim_pdf"),
    path("verify/", views.verify, name="verify"),
]
