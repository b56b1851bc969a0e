"""Open a matter, record whose acts are looked at in it, sign off a theory, ask that claims be
looked at anew.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts import actions as accounts
from claims.accounts.models import User
from claims.audit import actions as audit
from claims.datasets.queries import source as source_of
from claims.jobs import actions as jobs
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.law import texts
from claims.law.forums import FORUMS
from claims.law.logic import FLICKR_BEGAN
from claims.law.theory import all_theories
from claims.matters import queries
from claims.matters.models import (
    Act,
    Defendant,
    Interest,
    LawRun,
    LawText,
    Matter,
    Reading,
    SignOff,
)
from claims.refusals import Refusal, require_unchanged
from claims.vault import actions as vault
from claims.vault.crypto import digest_of

PLACE = "interest"
ASK_AGAIN, KEPT = timedelta(hours=1), timedelta(days=7)


@transaction.atomic
def open_matter(
    *,
    name: str,
    court: str,
    forum: str,
    theories: list[str],
    datasets: list[str],
    by: User | str,
    at: datetime,
) -> Matter:
    """Raises KeyError for an unknown forum, theory or dataset, and IntegrityError for a name that
    is taken.
    """
    FORUMS[forum]
    _require_known(theories, datasets)
    matter = Matter.objects.create(
        name=name, court=court, forum=forum, theories=theories, datasets=datasets, opened_at=at
    )
    audit.record("matter.opened", by=by, at=at, subject=matter)
    return matter


@transaction.atomic
def edit_matter(
    matter: Matter,
    *,
    name: str,
    court: str,
    theories: list[str],
    datasets: list[str],
    is_open: bool,
    seen: str,
    by: User | str,
    at: datetime,
) -> Matter:
    """Change what is pursued; what was frozen and signed before stays as it was. A closed matter
    takes no new claim, and those that it has go on. Its forum stays: another forum is another
    matter.

    `seen`: the fingerprint of what was shown. Raises KeyError for an unknown theory or dataset,
    Stale where it was changed meanwhile, and Refusal for a name that is taken.
    """
    locked = Matter.objects.select_for_update().get(pk=matter.pk)
    text = _("Somebody changed this matter meanwhile. Look at it again below.")
    require_unchanged(seen, queries.fingerprint(locked), text)
    _require_known(theories, datasets)
    if Matter.objects.filter(name=name).exclude(pk=locked.pk).exists():
        raise Refusal(_("Another matter has this name."))
    is_other_law = set(locked.theories) != set(theories) or set(locked.datasets) != set(datasets)
    locked.name, locked.court, locked.is_open = name, court, is_open
    locked.theories, locked.datasets = theories, datasets
    locked.save()
    audit.record("matter.edited", by=by, at=at, subject=locked, open="yes" if is_open else "no")
    if is_other_law:
        ask_for_run(locked, LawRun.Cause.LAW, at=at)
    return locked


def _require_known(theories: list[str], datasets: list[str]) -> None:
    """Raises KeyError."""
    for key in theories:
        all_theories()[key]
    for key in datasets:
        source_of(key)


@transaction.atomic
def sign_off(
    theory_key: str, fingerprint: str, *, by: User, at: datetime, is_demo: bool = False
) -> SignOff:
    """Counsel has reviewed the text of this theory that has this fingerprint.

    Raises KeyError for a theory that is not in force, Stale when its present text is another,
    Refusal while a statement of it was not read at its source (the demo excepted).
    """
    status = queries.status_of(theory_key, at.date())
    require_unchanged(
        fingerprint,
        status.fingerprint,
        _("The text has changed since you opened the page. Read it again below."),
    )
    if status.unread and not is_demo:
        raise Refusal(
            _("Not every statement has been read at its source. Add what is missing first.")
        )
    keep_text(status, at=at)
    row, created = SignOff.objects.get_or_create(
        theory=theory_key,
        fingerprint=fingerprint,
        defaults={"signed_by": str(by), "signed_at": at, "is_demo": is_demo},
    )
    if created:
        audit.record(
            "law.signed_off", by=by, at=at, subject=row, theory=theory_key, text=fingerprint
        )
    return row


def keep_text(status: queries.TheoryStatus, *, at: datetime) -> None:
    """Keep the text of a theory as it stands, once: what was found under it can be found again."""
    LawText.objects.get_or_create(
        fingerprint=status.fingerprint,
        defaults={
            "theory": status.theory.key,
            "content": texts.write(status.theory),
            "kept_at": at,
        },
    )


@transaction.atomic
def add_reading(
    *,
    citation: str,
    quote: str,
    address: str,
    pin: str,
    is_official: bool,
    read_on: date,
    by: User,
    at: datetime,
) -> Reading:
    """Counsel has read an authority: from here on it stands before what the program brought, and
    every theory that rests on it is a draft again.

    Raises Refusal for a day that has not come.
    """
    if read_on > at.date():
        raise Refusal(_("That day has not come yet."))
    reading = Reading.objects.create(
        citation=citation,
        quote=quote,
        address=address,
        pin=pin,
        is_official=is_official,
        read_on=read_on,
        read_by=str(by),
        recorded_at=at,
    )
    audit.record("law.source_read", by=by, at=at, subject=reading)
    return reading


@transaction.atomic
def add_defendant(
    matter: Matter, *, name: str, kind: str, company: str = "", by: User | str, at: datetime
) -> Defendant:
    """Record whose acts are looked at.

    Raises IntegrityError for a name that the matter has, or an unknown kind or company.
    """
    defendant = Defendant.objects.create(
        matter=matter, name=name, kind=kind, company=company, recorded_at=at
    )
    audit.record("matter.defendant_added", by=by, at=at, subject=matter)
    ask_for_run(matter, LawRun.Cause.ACTS, at=at)
    return defendant


@transaction.atomic
def record_act(
    defendant: Defendant,
    *,
    kind: str,
    dataset: str,
    earliest: date | None,
    latest: date | None,
    place: str,
    source: str,
    throughout: bool = False,
    policy: str = "",
    by: User | str,
    at: datetime,
) -> Act:
    """Record one act of a defendant with its source.

    Raises KeyError for an unknown dataset, Refusal for a day that has not come or on which there
    was nothing to act with, IntegrityError for days in the wrong order or no source.
    """
    _require_possible(dataset, [day for day in (earliest, latest) if day], at.date())
    act = Act.objects.create(
        defendant=defendant,
        kind=kind,
        dataset=dataset,
        earliest=earliest,
        latest=latest,
        place=place,
        source=source,
        throughout=throughout,
        policy=policy,
        recorded_at=at,
    )
    audit.record("matter.act_recorded", by=by, at=at, subject=defendant.matter, kind=kind)
    ask_for_run(defendant.matter, LawRun.Cause.ACTS, at=at)
    return act


def _require_possible(dataset: str, days: list[date], today: date) -> None:
    """Raises KeyError, Refusal."""
    since = source_of(dataset).since if dataset else None
    for day in days:
        if day > today:
            raise Refusal(_("That day has not come yet. Check the day of the act."))
        if day.year < (since or FLICKR_BEGAN.year):
            raise Refusal(
                _("On that day the photos or the dataset did not exist yet. Check the day.")
            )


@transaction.atomic
def remove_act(act: Act, *, by: User | str, at: datetime) -> None:
    """Take back an act that was recorded in error.

    Nothing is found on it any more; what was found while it stood can still be found again.
    """
    if not Act.objects.filter(pk=act.pk, removed_at=None).update(removed_at=at):
        return
    audit.record("matter.act_removed", by=by, at=at, subject=act.defendant.matter, kind=act.kind)
    ask_for_run(act.defendant.matter, LawRun.Cause.ACTS, at=at)


@transaction.atomic
def ask_for_run(matter: Matter, cause: str, *, at: datetime) -> LawRun:
    """Have every open claim of the matter held against the law anew.

    Where a run waits already, that one will do.
    """
    values = {"cause": cause, "law": queries.text_of_law(matter, at.date()), "asked_at": at}
    run, _created = LawRun.objects.get_or_create(matter=matter, begun_at=None, defaults=values)
    jobs.enqueue(JobKind.RERUN_LAW, run.pk, at=at)
    return run


def watch_law(*, at: datetime) -> None:
    """Ask for a run wherever the text of the law is another than at the last one, or the day is:
    time runs out by itself.
    """
    for matter in Matter.objects.all():
        last = matter.runs.first()
        if last is None or last.law != queries.text_of_law(matter, at.date()):
            ask_for_run(matter, LawRun.Cause.LAW, at=at)
        elif last.asked_at.date() < at.date():
            ask_for_run(matter, LawRun.Cause.DAY, at=at)


def begin_run(run: LawRun, *, at: datetime) -> None:
    """From here on a change asks for another run; the texts that it goes by are kept.

    Begun again after a fault, it is the same run.
    """
    statuses = queries.theories(run.matter, at.date())
    for status in statuses:
        keep_text(status, at=at)
    used = {status.theory.key: status.fingerprint for status in statuses}
    LawRun.objects.filter(pk=run.pk).update(begun_at=run.begun_at or at, texts=used)


def end_run(run: LawRun, *, claims: int, moved: int, at: datetime) -> None:
    LawRun.objects.filter(pk=run.pk).update(finished_at=at, claims=claims, moved=moved)


# --- The interest list --------------------------------------------------------


@transaction.atomic
def note_interest(matter: Matter, email: str, *, language: str, at: datetime) -> None:
    """Ask the address whether it is really its owner who wants to hear of the matter.

    Who is on the list already, or was asked within the hour, gets no other e-mail; the visitor
    is told the same either way.
    """
    token = secrets.token_urlsafe(32)
    values = {
        "language": language,
        "token": digest_of(token),
        "sealed_token": vault.seal_text(token, PLACE),
    }
    row, created = Interest.objects.select_for_update().get_or_create(
        matter=matter,
        email=email.strip().lower(),
        defaults=values | {"asked_at": at, "written_at": at},
    )
    if not created:
        if row.confirmed_at or at - row.written_at < ASK_AGAIN:
            # As much work as for a new address, so that the time tells nobody who is on the list.
            accounts.queue_mail(email, "", "", is_sent=False, at=at)
            return
        Job.objects.filter(kind=JobKind.TELL_INTERESTED, subject=row.pk).delete()
        Interest.objects.filter(pk=row.pk).update(written_at=at)
    jobs.enqueue(JobKind.TELL_INTERESTED, row.pk, at=at)


def token_of(row: Interest) -> str:
    """What the link in the e-mail ends with."""
    return vault.open_text(row.sealed_token, PLACE)


def confirm_interest(row: Interest, *, at: datetime) -> None:
    Interest.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=at)


def leave_interest(row: Interest) -> None:
    """The address is forgotten."""
    Interest.objects.filter(pk=row.pk).delete()


def forget_unconfirmed(*, at: datetime) -> int:
    """Forget addresses whose owners did not say yes within KEPT.

    Returns how many.
    """
    return Interest.objects.filter(confirmed_at=None, written_at__lt=at - KEPT).delete()[0]
