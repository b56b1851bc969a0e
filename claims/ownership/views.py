"""A person's Flickr accounts: name one, show that it is theirs, and see what stands of it in the
datasets.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import requests
from allauth.socialaccount.providers.flickr.views import FlickrAPI, FlickrOAuthAdapter
from allauth.socialaccount.providers.oauth.views import OAuthCallbackView
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from claims.accounts import queries as accounts
from claims.accounts.models import User
from claims.accounts.permissions import Permission
from claims.accounts.requests import SignedInRequest
from claims.accounts.throttle import is_one_upload_too_many
from claims.datasets import drawings, sheet
from claims.datasets.session import carry_on
from claims.flickr.export import Export
from claims.flickr.reference import Ref, address
from claims.ownership import actions, queries
from claims.ownership.forms import DownloadForm, FlickrAccountForm
from claims.ownership.models import FlickrAccount, Proof
from claims.refusals import Refusal

ADDED = 300  # photos that one press adds to a claim


def may_name(request: HttpRequest) -> bool:
    """Claimants name accounts; staff have none here."""
    return accounts.may(request.user, Permission.CLAIM_MAKE)


def flickr(request: HttpRequest) -> HttpResponse:
    """My Flickr accounts, and the three ways to show that one is mine."""
    # The browser goes there from "Sign in with Flickr".
    follows = {"form-action": [settings.FLICKR_URL]}
    return csp_update(follows)(_flickr)(request)  # type: ignore[arg-type,return-value]


def _flickr(request: SignedInRequest) -> HttpResponse:
    if not may_name(request):
        raise PermissionDenied
    form = FlickrAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.name_account(
                request.user, form.cleaned_data["account"], at=timezone.now()
            )
            actions.begin_code(account, by=request.user, at=timezone.now())
            return redirect("flickr")
        except Refusal as error:
            form.add_error("account", str(error))
    context = {
        "form": form,
        "standings": queries.standings(request.user),
        "offers_sign_in": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return render(
        request, "ownership/accounts/page.html", context, status=400 if form.errors else 200
    )


@login_not_required
@never_cache
def flickr_download(request: HttpRequest) -> HttpResponse:
    """Give the account's data download.

    A visitor is shown the answer once, and nothing is kept.
    """
    if request.method != "POST":
        return _download_page(request, DownloadForm())
    if is_one_upload_too_many(request):
        return render(request, "429.html", status=429)
    form = DownloadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _download_page(request, form)
    export = form.cleaned_data["files"]
    photos = sheet.Photos.of(export)
    if not (request.user.is_authenticated and may_name(request) and export.nsid):
        # Of nobody's account the photos are looked up, and not what stands under the account.
        context = {"export": export, "standing": None, "is_kept": False}
        return _sheet(request, sheet.made(None, photos), context)
    try:
        account = _keep(request.user, export.nsid, photos)
    except Refusal as error:
        form.add_error("files", str(error))
        return _download_page(request, form)
    _say_what_was_skipped(request, export)
    return redirect("flickr_account", account.pk)


def _download_page(request: HttpRequest, form: DownloadForm) -> HttpResponse:
    context = {"form": form, "limit": settings.UPLOADS["flickr_download"]}
    status = 400 if form.errors else 200
    return render(request, "ownership/download/page.html", context, status=status)


def _keep(user: User, nsid: str, photos: sheet.Photos) -> FlickrAccount:
    """Raises Refusal."""
    at = timezone.now()
    _refuse_others_photos(nsid, photos)
    account = actions.prove(user, nsid, Proof.Way.DOWNLOAD, at=at)
    actions.keep_download(account, photos, by=user, at=at)
    return account


def _refuse_others_photos(nsid: str, photos: sheet.Photos) -> None:
    """A download with photos that a dataset records under another account shows nothing.

    Raises Refusal.
    """
    elsewhere = sum(release.elsewhere for release in sheet.made(nsid, photos).releases)
    if elsewhere:
        text = _(
            "Our lists show photos from this download under another account (%(count)s "
            "times), so the download can’t show that the account is yours. Sign in with "
            "Flickr, or use a code."
        )
        raise Refusal(text % {"count": elsewhere})


def _say_what_was_skipped(request: HttpRequest, export: Export) -> None:
    """The first five files that were left out, each with the reason."""
    if not export.skipped:
        return
    reasons = [f"{each.name} ({_(each.reason)})" for each in export.skipped[:5]]
    text = ngettext(
        "We couldn’t read %(count)s file in the download and left it out: %(names)s.",
        "We couldn’t read %(count)s files in the download and left them out: %(names)s.",
        len(export.skipped),
    )
    messages.warning(request, text % {"count": len(export.skipped), "names": "; ".join(reasons)})


@require_GET
def flickr_account(request: SignedInRequest, account: UUID) -> HttpResponse:
    """The sheet of one account.

    What stands under it is shown to who signed in with Flickr or put a code into the profile; who
    gave a download sees the photos of that download, as anybody may look up photos. Nothing is
    shown while the account is disputed.
    """
    standing = queries.standing(request.user, account)
    if not standing.shows_photos:
        return render(request, "ownership/waiting.html", {"standing": standing})
    context = {"export": None, "standing": standing, "is_kept": True}
    return _sheet(request, _made(standing), context)


def _made(standing: queries.Standing) -> sheet.Sheet:
    nsid = standing.account.nsid if standing.shows_account else None
    return sheet.made(nsid, queries.photos(standing.account))


def _sheet(request: HttpRequest, found: sheet.Sheet, context: dict[str, Any]) -> HttpResponse:
    context |= {
        "sheet": found,
        "timeline": drawings.timeline(found),
        "by_year": drawings.by_year(found),
    }
    return render(request, "ownership/sheet/page.html", context)


@require_POST
def flickr_to_claim(request: SignedInRequest, account: UUID) -> HttpResponse:
    """Take the photos that were found into a claim: on to its start, or into the one that is
    open.
    """
    standing = queries.standing(request.user, account)
    if not standing.shows_photos:
        raise PermissionDenied
    nsid = standing.account.nsid
    account_sheet = _made(standing)
    numbers = _in_face_datasets(account_sheet)
    listed = sum(release.matched + release.gone_count for release in account_sheet.releases)
    if len(numbers) > ADDED or listed > sheet.LISTED:
        messages.info(
            request,
            _(
                "We didn’t add every photo one by one. We also added your account id, which"
                " stands for all of them."
            ),
        )
    photos = [Ref("", "photo", photo_id=number, owner=nsid) for number in numbers[:ADDED]]
    carry_on(request, [address(ref) for ref in [*photos, Ref("", "nsid", owner=nsid)]])
    return redirect("claim_start")


def _in_face_datasets(made: sheet.Sheet) -> list[int]:
    """The photos' numbers, each once."""
    numbers = [photo.number for photo in made.listed if photo.kind == sheet.FACES]
    for release in made.releases:
        if sheet.kind_of(release.source) == sheet.FACES:
            numbers += release.gone
    return list(dict.fromkeys(numbers))


@require_POST
def flickr_code(request: SignedInRequest, account: UUID) -> HttpResponse:
    """Ask for a code, or say that it stands in the profile."""
    standing = queries.standing(request.user, account)
    if "placed" in request.POST and standing.code:
        actions.code_is_placed(standing.code, by=request.user, at=timezone.now())
        messages.success(
            request,
            _("Thank you. Someone at the firm will look at the profile and tell you by email."),
        )
    elif not standing.shows_account:
        actions.begin_code(standing.account, by=request.user, at=timezone.now())
    return redirect("flickr")


class Adapter(FlickrOAuthAdapter):
    """allauth's, at the address that the settings name."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        services = f"{settings.FLICKR_URL}/services/oauth"
        self.request_token_url = f"{services}/request_token"
        self.access_token_url = f"{services}/access_token"
        self.authorize_url = f"{services}/authorize"

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        client = FlickrAPI(request, app.client_id, app.secret, self.request_token_url)
        client.api_url = settings.FLICKR_API_URL
        return self.get_provider().sociallogin_from_response(request, client.get_user_info())


# Flickr down, slow, or answering something that is no answer.
NO_ANSWER = (requests.RequestException, KeyError, ValueError, TypeError, AttributeError)


@require_POST
def flickr_sign_in(request: HttpRequest) -> HttpResponse:
    """Send the person to Flickr, which asks them whether this site may know who they are there."""
    if not settings.SOCIALACCOUNT_PROVIDERS or not may_name(request):
        raise PermissionDenied
    provider = Adapter(request).get_provider()
    provider.oauth_adapter_class = Adapter
    try:
        return provider.redirect(
            request, process="connect", next_url=reverse("flickr"), auth_params={"perms": "read"}
        )
    except NO_ANSWER:
        return no_answer(request)


@require_GET
def flickr_callback(request: HttpRequest) -> HttpResponse:
    """Flickr sends the person back; `intake.adapters` notes which account they are."""
    if not settings.SOCIALACCOUNT_PROVIDERS or not may_name(request):
        raise PermissionDenied
    try:
        return OAuthCallbackView.adapter_view(Adapter)(request)
    except NO_ANSWER:
        return no_answer(request)
    finally:
        for name in list(request.session.keys()):
            if name.startswith(
                "oauth_"
            ):  # Flickr's tokens: who the person is has been learned, nothing else is wanted
                del request.session[name]


def no_answer(request: HttpRequest) -> HttpResponse:
    text = _(
        "Flickr isn’t answering right now. Nothing was changed. Try again later, or use "
        "another way below."
    )
    messages.warning(request, text)
    return redirect("flickr")
