"""Every address of the site."""

from allauth.account import views as account
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.urls import include, path

from claims.accounts.guards import in_even_time, mails_an_address, or_home, step_up
from claims.accounts.views import sign_up
from portal import components, views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("", include("claims.datasets.urls")),
    path("", include("claims.accounts.urls")),
    # allauth asks people without a password for no confirmation before they add a means of signing
    # in; we do.
    path("account/signup/", in_even_time(mails_an_address(sign_up)), name="account_signup"),
    path("account/login/", in_even_time(account.login), name="account_login"),
    path(
        "account/login/code/",
        in_even_time(mails_an_address(account.request_login_code)),
        name="account_request_login_code",
    ),
    path(
        "account/password/reset/",
        in_even_time(mails_an_address(account.password_reset)),
        name="account_reset_password",
    ),
    path(
        "account/confirm-email/",
        or_home(account.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("account/password/set/", step_up(account.password_set), name="account_set_password"),
    path("account/email/", step_up(account.email), name="account_email"),
    path("account/2fa/totp/activate/", step_up(totp.activate_totp), name="mfa_activate_totp"),
    path("account/2fa/webauthn/add/", step_up(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("", include("claims.ownership.urls")),
    path("", include("claims.interview.urls")),
    path("", include("claims.evidence.urls")),
    path("", include("claims.correspondence.urls")),
    path("", include("claims.documents.urls")),
    path("", include("claims.home.urls")),
    path("", include("claims.staff.urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("ui/", components.components, name="components"))

handler400 = views.bad_request
handler404 = views.not_found
handler500 = views.error
