"""A claim and what belongs to it. Whatever is told is encrypted with the claim's own key."""

from claims.intake.models.beside import ErasureRequest, Invitation, Message, Request, Upload
from claims.intake.models.claim import (
    NO_DAY,
    Answer,
    Capacity,
    Claim,
    ClaimPhoto,
    OfClaim,
    Status,
    StatusMove,
    Subject,
    Submission,
)
from claims.intake.models.flickr import Dispute, FlickrAccount, Proof
from claims.intake.models.lines import ClaimLine, LineDecision, LineMove

__all__ = [
    "NO_DAY",
    "Answer",
    "Capacity",
    "Claim",
    "ClaimLine",
    "ClaimPhoto",
    "Dispute",
    "ErasureRequest",
    "FlickrAccount",
    "Invitation",
    "LineDecision",
    "LineMove",
    "Message",
    "OfClaim",
    "Proof",
    "Request",
    "Status",
    "StatusMove",
    "Subject",
    "Submission",
    "Upload",
]
