from django.urls import path

from claims.intake.views import photos, question, start

urlpatterns = [
    path("claims/start/", start.claim_start, name="claim_start"),
    path("claims/<str:reference>/continue/", start.claim_continue, name="claim_continue"),
    path("claims/<str:reference>/roles/", start.roles, name="claim_roles"),
    path("claims/<str:reference>/conflict-check/", start.screen, name="claim_screen"),
    path("claims/<str:reference>/children/", start.children, name="claim_children"),
    path("claims/<str:reference>/photos/", photos.photos, name="claim_photos"),
    path("claims/<str:reference>/who-is-who/", photos.capacity, name="claim_capacity"),
    path("claims/<str:reference>/q/<int:position>/<str:key>/", question.question, name="claim_question"),
    path("claims/<str:reference>/check/", question.check, name="claim_check"),
    path("claims/<str:reference>/withdraw/", start.withdraw, name="claim_withdraw"),
]
