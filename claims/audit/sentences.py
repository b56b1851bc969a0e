"""Each verb of the log as a sentence. A verb without a sentence is refused when it is recorded."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "account.created": _("opened an account"),
    "account.second_factor_added": _("added a second factor"),
    "account.signed_in": _("signed in"),
    "account.sign_in_failed": _("failed to sign in"),
    "role.granted": _("was given the role %(role)s"),
    "dataset.imported": _("imported %(dataset)s, release %(release)s"),
    "law.signed_off": _("signed off %(theory)s"),
    "claim.started": _("started the claim"),
    "claim.screened": _("answered the conflict screen"),
    "claim.answered": _("answered: %(questions)s"),
    "claim.photos_added": _("added %(count)s photos"),
    "claim.photo_removed": _("removed a photo"),
    "claim.person_added": _("added a person"),
    "claim.frozen": _("checked the answers and froze version %(number)s"),
    "claim.consented": _("agreed to sign electronically"),
    "claim.signed": _("signed version %(number)s"),
    "claim.moved": _("moved the claim: %(move)s"),
    "claim.opened": _("opened the claim"),
    "claim.assigned": _("took the claim"),
    "claim.asked": _("asked for more information"),
    "claim.replied": _("replied to a request"),
    "note.written": _("wrote a note"),
    "document.rendered": _("made the document %(kind)s"),
    "document.read": _("opened the document %(kind)s"),
    "packet.downloaded": _("downloaded the packet"),
}
