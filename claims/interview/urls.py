from django.urls import path

from claims.interview.views import check, photos, question, start

urlpatterns = [
    path("claims/start/", start.claim_start, name="claim_start"),
    path("claims/<str:reference>/continue/", start.claim_continue, name="claim_continue"),
    path("claims/<str:reference>/conflict-check/", start.screen, name="claim_screen"),
    path("claims/<str:reference>/people/", start.people, name="claim_people"),
    path("claims/<str:reference>/photos/", photos.photos, name="claim_photos"),
    path("claims/<str:reference>/who-is-who/", photos.capacity, name="claim_capacity"),
    path(
        "claims/<str:reference>/page/<int:position>/<str:topic>/",
        question.topic,
        name="claim_topic",
    ),
    path(
        "claims/<str:reference>/q/<int:position>/<str:key>/",
        question.question,
        name="claim_question",
    ),
    path("claims/<str:reference>/check/", check.check, name="claim_check"),
]
