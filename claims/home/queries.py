"""Everything that a claimant told us."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from claims.correspondence.models import Message, Request
from claims.correspondence.queries import messages
from claims.evidence.models import Upload
from claims.evidence.queries import uploads
from claims.intake.models import Claim
from claims.intake.queries import with_claim
from claims.interview.models import Answer
from claims.law.questions import BY_KEY


def everything(claim: Claim) -> dict[str, Any]:
    """All that the claimant told us in this claim, earlier answers included, as plain data for the
    claimant alone.
    """
    people = {
        subject.pk: {"kind": subject.kind, "name": subject.name} for subject in claim.subjects.all()
    }
    photos = with_claim(claim, claim.photos.all())
    addresses = {photo.pk: photo.reference["text"] for photo in photos}
    return {
        "reference": claim.reference,
        "status": claim.status,
        "started": claim.created_at.isoformat(),
        "sent": _moment(claim.submitted_at),
        "name": claim.claimant_name,
        "other_names": claim.other_names,
        "roles": claim.roles,
        "people": list(people.values()),
        "photos": list(addresses.values()),
        "who_is_who": [
            {"photo": addresses[row.photo_id], "person": people[row.subject_id], "is": row.kind}
            for row in claim.capacities.all()
        ],
        "answers": [
            _answer(row)
            | {"person": people.get(row.subject_id), "photo": addresses.get(row.photo_id)}
            for row in with_claim(claim, claim.answers.order_by("given_at"))
        ],
        "files": [_file(row) for row in uploads(claim)],
        "messages": [_message(row) for row in messages(claim)],
        "requests": [_request(row) for row in with_claim(claim, claim.requests.all())],
    }


def _answer(row: Answer) -> dict[str, Any]:
    question = BY_KEY.get(row.question)
    return {
        "question": question.text if question else row.question,
        **row.content,
        "given": row.given_at.isoformat(),
        "replaced": _moment(row.superseded_at),
    }


def _file(row: Upload) -> dict[str, Any]:
    return {"name": row.name, "sha256": row.sha256, "given": row.added_at.isoformat()}


def _message(row: Message) -> dict[str, Any]:
    sender = "firm" if row.from_firm else "me"
    return {"text": row.text, "from": sender, "at": row.at.isoformat()}


def _request(row: Request) -> dict[str, Any]:
    return {"asked": row.text, "at": row.asked_at.isoformat(), "reply": row.reply}


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
