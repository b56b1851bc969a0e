"""The only writers of claims."""

from claims.intake.actions.answers import (
    Conflict,
    Part,
    answer,
    answer_page,
    answer_sheet,
    change_contact,
    screen,
)
from claims.intake.actions.claim import (
    add_person,
    add_photos,
    place_photos,
    remove_person,
    remove_photo,
    set_roles,
    start,
)
from claims.intake.actions.draft import Refused
from claims.intake.actions.erasure import (
    ask_erasure,
    confirm_erasure,
    grant_erasure,
    refuse_erasure,
)
from claims.intake.actions.freeze import freeze, set_aside
from claims.intake.actions.invitations import accept_invitation, close_invitation, invite
from claims.intake.actions.lines import Changed as LineChanged
from claims.intake.actions.lines import assess, decide
from claims.intake.actions.moves import (
    NotAllowed,
    ask,
    bind_signature,
    move,
    note_read,
    reply,
    set_hold,
    write,
)
from claims.intake.actions.proof import Changed as DisputeChanged
from claims.intake.actions.proof import (
    begin_code,
    close_dispute,
    code_is_placed,
    decide_code,
    keep_download,
    name_account,
    prove,
)
from claims.intake.actions.uploads import add_upload, open_upload, remove_upload

__all__ = [
    "Conflict",
    "DisputeChanged",
    "LineChanged",
    "NotAllowed",
    "Part",
    "Refused",
    "accept_invitation",
    "add_person",
    "add_photos",
    "add_upload",
    "answer",
    "answer_page",
    "answer_sheet",
    "ask",
    "ask_erasure",
    "assess",
    "begin_code",
    "bind_signature",
    "change_contact",
    "close_dispute",
    "close_invitation",
    "code_is_placed",
    "confirm_erasure",
    "decide",
    "decide_code",
    "freeze",
    "grant_erasure",
    "invite",
    "keep_download",
    "move",
    "name_account",
    "note_read",
    "open_upload",
    "place_photos",
    "prove",
    "refuse_erasure",
    "remove_person",
    "remove_photo",
    "remove_upload",
    "reply",
    "screen",
    "set_aside",
    "set_hold",
    "set_roles",
    "start",
    "write",
]
