"""What may be asked: one entry a question, in the order in which they are asked."""

from __future__ import annotations

from dataclasses import dataclass

from claims.law.words import _


@dataclass(frozen=True)
class Question:
    """kind: yes_no, choice, many, text, long_text, date, residences. scope: claim (the person who has the account),
    subject (each person the claim is for), photo (each photo of a subject, answered on one sheet).

    `why` answers "why do we ask?". A question that `may_skip` is satisfied by a blank."""

    key: str
    scope: str
    kind: str
    text: str
    why: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    about_child: str = ""  # the same question asked of a parent
    may_skip: bool = False
    has_basis: bool = False  # whether own knowledge and hearsay are told apart


YES_NO = (("yes", _("Yes")), ("no", _("No")))

QUESTIONS: tuple[Question, ...] = (
    Question(
        key="birth_date",
        scope="subject",
        kind="date",
        text=_("When were you born?"),
        about_child=_("When was this child born?"),
        why=_("The time limits of the law differ for someone who was a child when a photo was used."),
    ),
    Question(
        key="residence",
        scope="subject",
        kind="residences",
        text=_("Where have you lived since 2004?"),
        about_child=_("Where has this child lived?"),
        help=_("States are enough. Rough dates are fine. Say at the end whether these are all."),
        why=_("Each state has its own law, and it matters where a person lived when a photo was used."),
    ),
    Question(
        key="illinois_contact",
        scope="subject",
        kind="yes_no",
        choices=YES_NO,
        text=_("Was any of these photos taken in Illinois, or put on Flickr by someone who was in Illinois?"),
        why=_("The Illinois law can also apply to people who never lived there, if something happened there."),
        has_basis=True,
    ),
    Question(
        key="face_visible",
        scope="photo",
        kind="choice",
        choices=(
            ("clear", _("The face is clear")),
            ("partly", _("Partly hidden or small")),
            ("back", _("Seen from behind or not visible")),
        ),
        text=_("How well can the face be seen in each photo?"),
        why=_("Laws about face data need a face that a computer can measure."),
    ),
    Question(
        key="ever_private",
        scope="photo",
        kind="yes_no",
        choices=YES_NO,
        text=_("Was the photo ever set to private, friends or family?"),
        help=_("Also if it was public later, or earlier."),
        why=_("Privacy law in California asks what you could expect: a photo that was private is different."),
    ),
    Question(
        key="name_links",
        scope="subject",
        kind="many",
        choices=(
            ("profile", _("The Flickr account’s name")),
            ("caption", _("The title, caption or album name")),
            ("tags", _("A tag, or marking a person in the photo")),
            ("elsewhere", _("The same photo elsewhere with the name")),
            ("none", _("Nothing of this")),
        ),
        text=_("What could have told a stranger the name that belongs to the face?"),
        why=_("Courts ask whether the data could identify a person, not only describe a face."),
    ),
    Question(
        key="advertising_use",
        scope="subject",
        kind="yes_no",
        choices=YES_NO,
        text=_("Have you seen one of these photos used to advertise or sell something?"),
        why=_("California has a law about using a person’s picture in advertising without asking."),
        has_basis=True,
    ),
    Question(
        key="written_release",
        scope="subject",
        kind="yes_no",
        choices=YES_NO,
        text=_("Did you ever agree in writing that someone may scan or measure your face in photos?"),
        about_child=_("Did anyone ever agree in writing that this child’s face may be scanned or measured?"),
        help=_("For example a model release, a study or an app’s consent page. Flickr’s licences are not meant here."),
        why=_("The law asks whether there was a written release."),
    ),
    Question(
        key="earlier_settlement",
        scope="subject",
        kind="many",
        choices=(
            ("facebook", _("Facebook (2020)")),
            ("google", _("Google Photos (2022)")),
            ("clearview", _("Clearview AI (2024)")),
            ("other", _("Another one about face data")),
            ("none", _("None of these")),
        ),
        text=_("Did you take part in an earlier settlement about face recognition?"),
        about_child=_("Did this child take part in an earlier settlement about face recognition?"),
        why=_("A settlement can give up claims against one company. Counsel needs to see which."),
    ),
    Question(
        key="learned",
        scope="subject",
        kind="date",
        text=_("When did you first learn that photos like yours are in such datasets?"),
        about_child=_("When did you first learn that photos like this child’s are in such datasets?"),
        help=_("If it was today, on this site, enter today."),
        why=_("Some time limits can depend on when a person could know."),
    ),
    Question(
        key="evidence_held",
        scope="claim",
        kind="many",
        choices=(
            ("originals", _("The original picture files")),
            ("export", _("My Flickr data download")),
            ("mails", _("E-mails from Flickr about uploads")),
            ("screenshots", _("Screenshots, or results of other search sites")),
            ("none", _("Nothing of this")),
        ),
        text=_("What do you still have?"),
        help=_("Do not send anything yet. Keep everything as it is."),
        why=_("Counsel wants to know what could be shown later, and asks you to keep it."),
    ),
    Question(
        key="signs_in_us",
        scope="claim",
        kind="yes_no",
        choices=YES_NO,
        text=_("Will you be in the United States when you sign?"),
        why=_("A declaration that is signed abroad needs other words."),
    ),
    Question(
        key="mailing_address",
        scope="claim",
        kind="long_text",
        text=_("Where can the firm write to you by post?"),
        why=_("It stands on your information sheet, so that counsel can write to you. It is stored encrypted."),
    ),
    Question(
        key="phone",
        scope="claim",
        kind="text",
        text=_("At which phone number may the firm call you?"),
        help=_("Leave it empty if you do not want calls."),
        why=_("Some things are quicker said. The firm calls only if you give a number."),
        may_skip=True,
    ),
)

# Asked first and of everyone, before anything else is told: what a conflict check needs (Model Rule 1.18).
SCREEN: tuple[Question, ...] = (
    Question(
        key="legal_name",
        scope="claim",
        kind="text",
        text=_("Your full legal name"),
        why=_("A firm must check that it does not already act for the other side."),
    ),
    Question(
        key="former_names",
        scope="claim",
        kind="text",
        text=_("Other names you have used"),
        help=_("Leave it empty if there are none."),
        why=_("The check covers earlier names too."),
        may_skip=True,
    ),
    Question(
        key="other_counsel",
        scope="claim",
        kind="yes_no",
        choices=YES_NO,
        text=_("Does another lawyer act for you in this, or have you joined a lawsuit about it?"),
        why=_("If you have a lawyer for this, talk with that lawyer first."),
    ),
    Question(
        key="adverse_ties",
        scope="claim",
        kind="yes_no",
        choices=YES_NO,
        text=_("Do you work, or did you work, for a technology company or for a university’s face research?"),
        help=_("Also if someone in your household does."),
        why=_("It can set you against someone the firm already talks with."),
    ),
)

BY_KEY = {question.key: question for question in (*SCREEN, *QUESTIONS)}
if len(BY_KEY) != len(QUESTIONS) + len(SCREEN):
    raise ValueError("two questions in claims/law/questions.py have the same key")
