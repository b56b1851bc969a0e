"""Every address of the site."""

from django.urls import include, path

from portal import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("", include("claims.datasets.urls")),
    path("", include("claims.accounts.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("", include("claims.intake.urls")),
    path("", include("claims.documents.urls")),
    path("", include("claims.home.urls")),
    path("", include("claims.staff.urls")),
]

handler400 = views.bad_request
handler404 = views.not_found
handler500 = views.error
