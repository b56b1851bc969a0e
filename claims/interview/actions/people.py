"""Say who a claim is for and which photos it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.flickr import refs
from claims.flickr.reference import Ref, address
from claims.intake.actions import start
from claims.intake.locks import lock
from claims.intake.models import Claim, ClaimPhoto, Subject
from claims.intake.queries import with_claim
from claims.interview import queries
from claims.interview.actions.answers import UNSEEN, answer, require_child, screen
from claims.interview.models import Capacity
from claims.law import logic
from claims.matters.models import Matter
from claims.refusals import Refusal, require_unchanged
from claims.vault.crypto import blind_index

MAX_PHOTOS = 500
MAX_PEOPLE = 12
USABLE = frozenset(
    {"photo", "static", "static_video", "nsid", "user", "dataset_path", "export_file", "photo_file"}
)


@transaction.atomic
def begin(*, account: User, matter: Matter, carried: Iterable[str] = (), at: datetime) -> Claim:
    """Open the person's claim in this matter, or go on with the one that is open.

    `carried`: the references that they checked before.

    Raises Refusal when the claim cannot take what is carried; then nothing was changed.
    """
    claim, is_new = start(account=account, matter=matter, at=at)
    if is_new and account.birth_date:
        # Told at sign-up; not asked again.
        born = logic.Answer(account.birth_date, precision="day")
        subject = claim.subjects.get(kind=Subject.Kind.SELF)
        answer(claim, "birth_date", born, subject=subject, by=account, at=at)
    if text := "\n".join(carried):
        add_photos(claim, text, by=account, at=at)
    return claim


@transaction.atomic
def begin_screened(
    *,
    account: User,
    matter: Matter,
    roles: list[str],
    screened: Mapping[str, logic.Answer],
    carried: Iterable[str] = (),
    at: datetime,
) -> Claim:
    """Open a claim with its first page filled in: who the person is to the photos, and the conflict
    screen.

    Raises Refusal; then there is no claim.
    """
    claim = begin(account=account, matter=matter, carried=carried, at=at)
    _place_only_photo(claim, roles, by=account, at=at)
    screen(claim, screened, roles=roles, by=account, at=at)
    return claim


@transaction.atomic
def set_roles(claim: Claim, roles: list[str], *, by: User, at: datetime) -> None:
    """Who the person is to the photos: in_photo, took, parent, guardian, executor."""
    lock(claim)
    claim.roles, claim.changed_at = roles, at
    claim.save(update_fields=["roles", "changed_at"])
    audit.record("claim.answered", by=by, at=at, subject=claim, questions="roles")


@transaction.atomic
def add_person(claim: Claim, kind: str, name: str, *, by: User, at: datetime) -> Subject:
    """Someone else the claim is for: a child, an adult under care or an estate. Named twice they
    are added once.

    Raises Refusal past MAX_PEOPLE.
    """
    lock(claim)
    for there in with_claim(claim, claim.subjects.filter(kind=kind)):
        if there.name == name[:200]:
            return there
    if claim.subjects.exclude(kind=Subject.Kind.SELF).count() >= MAX_PEOPLE:
        raise Refusal(
            _("You can add up to %(limit)s other people to one claim.") % {"limit": MAX_PEOPLE}
        )
    last = claim.subjects.order_by("-position").first()
    position = last.position + 1 if last else 1
    subject = Subject(claim=claim, kind=kind, position=position)
    subject.name = name[:200]
    subject.save(force_insert=True)
    audit.record("claim.person_added", by=by, at=at, subject=claim)
    return subject


@transaction.atomic
def remove_person(claim: Claim, position: int, *, by: User, at: datetime) -> None:
    lock(claim)
    claim.subjects.exclude(kind=Subject.Kind.SELF).filter(position=position).delete()
    audit.record("claim.answered", by=by, at=at, subject=claim, questions="people")


@transaction.atomic
def add_photos(claim: Claim, text: str, *, by: User, at: datetime) -> list[Ref]:
    """Add what can be used; the same photo twice is added once.

    Returns the references that could not be used.

    Raises refs.TooMuchText, and Refusal past MAX_PHOTOS; then nothing was added.
    """
    lock(claim)
    references = refs.parse(text) if text.strip() else []
    indexes = set(claim.photos.filter(removed_at=None).values_list("index", flat=True))
    position = claim.photos.count()
    rows: list[ClaimPhoto] = []
    unusable: list[Ref] = []
    for ref in references:
        if not _is_usable(ref):
            unusable.append(ref)
            continue
        index = _index_of(ref)
        if index not in indexes:
            indexes.add(index)
            rows.append(_photo(claim, ref, index, position + len(rows), at))
    if len(indexes) > MAX_PHOTOS:
        raise Refusal(
            _("A claim can have up to %(limit)s photos. Add the account id instead of each photo.")
            % {"limit": MAX_PHOTOS}
        )
    for row in rows:
        row.save(force_insert=True)
    if rows:
        audit.record("claim.photos_added", by=by, at=at, subject=claim, count=len(rows))
    _place_only_photo(claim, claim.roles, by=by, at=at)
    return unusable


# Who somebody with these roles is to the only photo.
ONLY_PHOTO = {
    ("in_photo",): Capacity.Kind.DEPICTED,
    ("took",): Capacity.Kind.TOOK,
    ("in_photo", "took"): Capacity.Kind.BOTH,
}


def _place_only_photo(claim: Claim, roles: Iterable[str], *, by: User, at: datetime) -> None:
    """Of one photo and nobody but the person, the first page has told who they are to it.

    An account is no photo: who is in which of its photos is asked.
    """
    kind = ONLY_PHOTO.get(tuple(sorted(roles)))
    photos = with_claim(claim, claim.photos.filter(removed_at=None)[:2])
    subjects = list(claim.subjects.all()[:2])
    if kind is None or claim.capacities.exists():
        return
    if len(photos) == len(subjects) == 1 and photos[0].reference["photo_id"]:
        placed = {(photos[0].pk, subjects[0].pk): kind}
        place_photos(claim, placed, by=by, at=at)


def _is_usable(ref: Ref) -> bool:
    return ref.kind in USABLE and bool(ref.photo_id or ref.owner)


def _index_of(ref: Ref) -> str:
    """The same for the same photo, or for the same account where no photo is named."""
    owner = "" if ref.photo_id else ref.owner
    return blind_index("photo", f"{ref.photo_id or ''}|{owner}")


def _photo(claim: Claim, ref: Ref, index: str, position: int, at: datetime) -> ClaimPhoto:
    reference = {
        "text": address(ref),
        "kind": ref.kind,
        "photo_id": ref.photo_id,
        "owner": ref.owner,
    }
    return ClaimPhoto(claim=claim, reference=reference, index=index, position=position, added_at=at)


@transaction.atomic
def name_photos(claim: Claim, names: Mapping[ClaimPhoto, str], *, by: User, at: datetime) -> None:
    """What the person calls their photos, to tell them apart; it stands in no paper.

    Raises Refusal.
    """
    lock(claim)
    changed = False
    for photo, name in names.items():
        if name != (photo.nickname or ""):
            photo.nickname, changed = name or None, True
            photo.save(update_fields=["nickname"])
    if changed:
        audit.record("claim.answered", by=by, at=at, subject=claim, questions="photo_names")


@transaction.atomic
def remove_photo(claim: Claim, photo_id: UUID, *, by: User, at: datetime) -> None:
    lock(claim)
    if claim.photos.filter(pk=photo_id, removed_at=None).update(removed_at=at):
        audit.record("claim.photo_removed", by=by, at=at, subject=claim)


@transaction.atomic
def place_photos(
    claim: Claim,
    placed: Mapping[tuple[UUID, UUID], str],
    *,
    seen: str = UNSEEN,
    by: User,
    at: datetime,
) -> None:
    """Say who each subject is to each photo.

    Keys: (photo id, subject id). `seen`: the version that the page showed.

    Raises Stale, Refusal.
    """
    lock(claim)
    for subject in claim.subjects.filter(pk__in={person for _photo, person in placed}):
        subject.claim = claim
        require_child(claim, subject, at)
    state = queries.Interview(claim)
    if seen != UNSEEN and not placed.items() <= state.capacities.items():
        require_unchanged(seen, state.capacity_version())
    Capacity.objects.bulk_create(
        (
            Capacity(claim=claim, photo_id=photo_id, subject_id=subject_id, kind=kind)
            for (photo_id, subject_id), kind in placed.items()
        ),
        update_conflicts=True,
        unique_fields=["photo", "subject"],
        update_fields=["kind"],
    )
    audit.record("claim.answered", by=by, at=at, subject=claim, questions="capacity")
