"""The check page: one box that takes anything, honest outcomes, nothing stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from claims.accounts.mail import send_to_stranger
from claims.accounts.throttle import seconds_to_wait
from claims.datasets import joint, queries, words
from claims.datasets.forms import CheckForm, MailedResultForm
from claims.datasets.joint import Key
from claims.datasets.queries import HeldRelease, Match, Outcome, Result, Shortfall
from claims.datasets.session import carry_on
from claims.datasets.source import Source
from claims.flickr.reference import Ref, address
from claims.vault.crypto import digest_of

CARRIED = 50  # references that go with a person through sign-up
ROWS_SHOWN = 20
ORDER = (  # on the page
    Outcome.FOUND,
    Outcome.POSSIBLE_PHOTO,
    Outcome.ACCOUNT_FOUND,
    Outcome.UPSTREAM_ONLY,
    Outcome.POSSIBLE_ACCOUNT,
)


@dataclass(frozen=True)
class Finding:
    """What one release holds of one reference, as the page shows it.

    `title`: of the list.
    """

    source: Source
    title: str
    release: str
    outcome: Outcome
    matches: list[Match]  # the photo's own rows
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.matches)


@dataclass(frozen=True)
class Without:
    """A list that holds nothing of a reference.

    `shortfall`: of an incomplete copy.
    """

    source: Source
    title: str
    release: str
    shortfall: Shortfall | None


@dataclass(frozen=True)
class Answer:
    """One reference: the lists that hold something of it, those that do not, and those that cannot
    be asked for it.
    """

    ref: Ref
    why_possible: str
    findings: list[Finding]
    absent: list[Without]
    unasked: list[Without]

    @property
    def verdict(self) -> str:
        """The answer in a word: listed, source, album, account, possible, possible_account, name,
        unasked or absent.
        """
        words = [self._word(finding) for finding in self.findings]
        if word := next(filter(None, words), ""):
            return word
        if self.is_a_name_alone:
            return "name"
        return "absent" if self.absent else "unasked"

    def _word(self, finding: Finding) -> str:
        """What a list holds of its account is no answer about a photo."""
        own, other = WORDS[finding.outcome]
        word = own if finding.matches else other
        return "" if word == "account" and self.ref.photo_id else word

    @property
    def rows(self) -> int:
        """The most photos of the account or album that one list holds."""
        return max((finding.count for finding in self.findings), default=0)

    @property
    def titles(self) -> list[str]:
        """The lists that hold it, each once."""
        own = [finding.title for finding in self.findings if self._word(finding)]
        return list(dict.fromkeys(own))

    @property
    def incomplete(self) -> list[Shortfall]:
        """The datasets among `absent` of which we hold a part only."""
        return list(dict.fromkeys(item.shortfall for item in self.absent if item.shortfall))

    @property
    def is_a_name_alone(self) -> bool:
        ref = self.ref
        return not (ref.photo_id or ref.readings or ref.owner or ref.album_id)


# What a finding says: with rows of the reference itself, and without.
WORDS = {
    Outcome.FOUND: ("listed", "album"),
    Outcome.UPSTREAM_ONLY: ("source", "account"),
    Outcome.ACCOUNT_FOUND: ("account", "account"),
    Outcome.POSSIBLE_PHOTO: ("possible", "possible"),
    Outcome.POSSIBLE_ACCOUNT: ("possible_account", "possible_account"),
}
LISTED = frozenset({"listed", "album", "account"})


@login_not_required
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Nothing of what is asked stands in an address, a log or a table."""
    if request.method == "POST" and seconds_to_wait(request, "check"):
        return render(request, "429.html", status=429)
    form = CheckForm(request.POST or None)
    references: list[Ref] = []
    if request.method == "POST" and form.is_valid():
        references = form.cleaned_data["text"]
        # The box is emptied: what was pasted (it may hold a guest pass) is not sent back.
        form = CheckForm()
    context = answered(references) | {"form": form}
    return render(request, "datasets/check.html", context, status=400 if form.errors else 200)


def answered(references: list[Ref]) -> dict[str, Any]:
    """What the page shows of these references, and what was looked through."""
    holding = joint.current()
    releases = queries.held(holding)
    by_key = {(release.source.name, release.name): release for release in releases}
    results = queries.find(references, within=holding)
    answers = [_answer(result, by_key) for result in results if result.ref.is_read]
    verdicts = [answer.verdict for answer in answers]
    return {
        "asked": len(references),
        "listed": sum(word in LISTED for word in verdicts),
        "has_account": "account" in verdicts,
        "lists": len(releases),
        "answers": answers,
        "unread": [(ref.input, words.why_unread(ref)) for ref in references if not ref.is_read],
        "held": releases,
        "not_looked": queries.not_looked_through(releases),
        "claimable": _claimable(answers),
    }


def _answer(result: Result, held: dict[Key, HeldRelease]) -> Answer:
    absent: list[Without] = []
    unasked: list[Without] = []
    for match in result.negatives:
        release = held[match.dataset, match.release]
        without = Without(release.source, release.title, release.name, release.shortfall)
        if match.outcome == Outcome.NOT_FOUND:
            absent.append(without)
        else:
            unasked.append(without)
    return Answer(
        ref=result.ref,
        why_possible=words.why_possible(result.ref),
        findings=_findings(result, held),
        absent=absent,
        unasked=unasked,
    )


def _findings(result: Result, held: dict[Key, HeldRelease]) -> list[Finding]:
    """One a release and outcome.

    Rows of an account are counted, not listed: whose they are is not proved yet.
    """
    groups: dict[tuple[str, str, Outcome], list[Match]] = {}
    for match in result.hits:
        key = (match.dataset, match.release, match.outcome)
        groups.setdefault(key, []).append(match)
    findings = [_finding(held[key[:2]], key[2], matches) for key, matches in groups.items()]
    return sorted(findings, key=lambda finding: ORDER.index(finding.outcome))


def _finding(release: HeldRelease, outcome: Outcome, matches: list[Match]) -> Finding:
    return Finding(
        source=release.source,
        title=release.title,
        release=release.name,
        outcome=outcome,
        matches=[match for match in matches if match.locator][:ROWS_SHOWN],
        count=sum(match.rows for match in matches),
    )


def _claimable(answers: list[Answer]) -> list[str]:
    """What "Start a claim" carries: photos and accounts in their plainest spelling, never the
    pasted text.
    """
    texts = [address(answer.ref) for answer in answers]
    return list(dict.fromkeys(text for text in texts if text))[:CARRIED]


@login_not_required
@require_POST
def carry(request: HttpRequest) -> HttpResponse:
    """Keep the references for the claim, then go to sign-up, or on to the claim."""
    form = CheckForm(request.POST)
    if form.is_valid():
        carry_on(
            request, [text for ref in form.cleaned_data["text"] if (text := address(ref))][:CARRIED]
        )
    if request.user.is_authenticated:
        return redirect("claim_start")
    return redirect(f"{reverse('account_signup')}?{urlencode({'next': reverse('claim_start')})}")


@login_not_required
@never_cache
@require_POST
def mail_result(request: HttpRequest) -> HttpResponse:
    """Send what a check found, once; nothing of it is kept. The e-mail holds no text but ours and
    Flickr's addresses in their plainest spelling: it carries nobody's advertising.
    """
    if seconds_to_wait(request, "result"):
        return render(request, "429.html", status=429)
    form = MailedResultForm(request.POST)
    if not form.is_valid():
        return render(request, "datasets/check/mailed.html", {"form": form}, status=400)
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="result", key=email.lower()):
        return render(request, "429.html", status=429)
    pressed = digest_of(f"{email.lower()} {form.data['text']}")
    if not ratelimit.consume(request, action="result_twice", key=pressed):
        return render(request, "datasets/check/mailed.html", {"email": email})
    context = answered(form.cleaned_data["text"][:CARRIED])
    rows = [(address(answer.ref), answer) for answer in context["answers"]]
    send_to_stranger(
        email,
        gettext("The result you asked for"),
        "email/result.txt",
        number=f"result-{uuid4()}",
        rows=[(link, answer) for link, answer in rows if link],
        lists=context["lists"],
        day=timezone.localdate(),
    )
    return render(request, "datasets/check/mailed.html", {"email": email})


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "datasets/privacy/page.html")
