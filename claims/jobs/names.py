"""Every kind of job, by the room whose tasks.py does it."""

from enum import StrEnum


class JobKind(StrEnum):
    SEND_MAIL = "accounts.send_mail"
    TELL_RECOVERY = "accounts.tell_recovery"
    TELL_INTERESTED = "matters.tell_interested"
    TELL_CODE = "ownership.tell_code"
    ASSESS_SENT = "assessment.assess_sent"
    RERUN_LAW = "assessment.rerun_law"
    TELL_MOVE = "correspondence.tell_move"
    TELL_MESSAGE = "correspondence.tell_message"
    TELL_INVITED = "correspondence.tell_invited"
    TELL_REMINDER = "correspondence.tell_reminder"
    TELL_OF_AGE = "correspondence.tell_of_age"
    TELL_ERASURE = "correspondence.tell_erasure"
    BUILD_PACKET = "documents.build_packet"
    DELIVER_RECEIPT = "documents.deliver_receipt"
    TELL_HELD = "conflicts.tell_held"
    TELL_DEADLINE = "staff.tell_deadline"
    TELL_FAILED = "staff.tell_failed"
