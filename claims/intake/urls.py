from django.urls import path

from claims.intake.views import flickr, invitations, photos, question, start, uploads

urlpatterns = [
    path("flickr/", flickr.flickr, name="flickr"),
    path("flickr/download/", flickr.flickr_download, name="flickr_download"),
    path("flickr/sign-in/", flickr.flickr_sign_in, name="flickr_sign_in"),
    path("flickr/sign-in/back/", flickr.flickr_callback, name="flickr_callback"),
    path("flickr/<uuid:account>/", flickr.flickr_account, name="flickr_account"),
    path("flickr/<uuid:account>/code/", flickr.flickr_code, name="flickr_code"),
    path("flickr/<uuid:account>/claim/", flickr.flickr_to_claim, name="flickr_to_claim"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("claims/<str:reference>/invite/", invitations.invite, name="claim_invite"),
    path(
        "claims/<str:reference>/invite/<uuid:invitation>/take-back/",
        invitations.take_back,
        name="claim_invite_take_back",
    ),
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
    path("claims/<str:reference>/files/", uploads.uploads, name="claim_uploads"),
    path("claims/<str:reference>/files/<uuid:upload>/", uploads.upload, name="claim_upload"),
    path("claims/<str:reference>/check/", question.check, name="claim_check"),
    path("claims/<str:reference>/withdraw/", start.withdraw, name="claim_withdraw"),
]
