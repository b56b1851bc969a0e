"""Everything that a claimant told us."""

from __future__ import annotations

from typing import Any

from claims.correspondence.queries import messages
from claims.evidence.queries import uploads
from claims.intake.models import Claim
from claims.intake.queries import with_claim
from claims.law.questions import BY_KEY


def everything(claim: Claim) -> dict[str, Any]:
    """All that the claimant told us in this claim, earlier answers included, as plain data for the
    claimant alone."""
    subjects = {
        subject.pk: {"kind": subject.kind, "name": subject.name} for subject in claim.subjects.all()
    }
    addresses = {
        photo.pk: photo.reference["text"] for photo in with_claim(claim, claim.photos.all())
    }
    return {
        "reference": claim.reference,
        "status": claim.status,
        "started": claim.created_at.isoformat(),
        "sent": claim.submitted_at.isoformat() if claim.submitted_at else None,
        "name": claim.claimant_name,
        "other_names": claim.other_names,
        "roles": claim.roles,
        "people": list(subjects.values()),
        "photos": list(addresses.values()),
        "who_is_who": [
            {"photo": addresses[row.photo_id], "person": subjects[row.subject_id], "is": row.kind}
            for row in claim.capacities.all()
        ],
        "answers": [
            {
                "question": BY_KEY[row.question].text if row.question in BY_KEY else row.question,
                "person": subjects.get(row.subject_id),
                "photo": addresses.get(row.photo_id),
                **row.content,
                "given": row.given_at.isoformat(),
                "replaced": row.superseded_at.isoformat() if row.superseded_at else None,
            }
            for row in with_claim(claim, claim.answers.order_by("given_at"))
        ],
        "files": [
            {"name": row.name, "sha256": row.sha256, "given": row.added_at.isoformat()}
            for row in uploads(claim)
        ],
        "messages": [
            {"text": row.text, "from": "firm" if row.from_firm else "me", "at": row.at.isoformat()}
            for row in messages(claim)
        ],
        "requests": [
            {"asked": row.text, "at": row.asked_at.isoformat(), "reply": row.reply}
            for row in with_claim(claim, claim.requests.all())
        ],
    }
