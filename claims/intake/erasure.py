"""What erasing a claim does to its own row, its people and its photos."""

from __future__ import annotations

import secrets

from claims.intake.models import Claim, ClaimPhoto, StatusMove, Subject
from claims.intake.registers import empties, sealed

sealed(StatusMove)  # times and names of moves, which the log has too


@empties(Claim)
def empty_claim(claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(
        claimant_name="", other_names="", state="", roles=[], first_bar=None
    )


@empties(Subject)
def empty_people(claim: Claim) -> None:
    Subject.objects.filter(claim=claim).update(clear_name="", sealed_name=None, name_index="")


@empties(ClaimPhoto)
def empty_photos(claim: Claim) -> None:
    """By its index the same photo would be found again."""
    for photo in ClaimPhoto.objects.filter(claim=claim):
        ClaimPhoto.objects.filter(pk=photo.pk).update(index=secrets.token_hex(32))
