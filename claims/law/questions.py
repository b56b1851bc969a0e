"""What may be asked: one entry a question, in the order in which they are asked, and the pages on
which they stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.law.places import PLACES
from claims.law.words import _


@dataclass(frozen=True)
class Page:
    """One page of the interview. scope: subject (once for each person), photo (a sheet for each
    person) or claim.

    `topics`: what its questions are about, in their order; the title of each is its heading where
    there are several.
    """

    key: str
    scope: str
    title: str
    title_other: str = ""
    topics: tuple[str, ...] = ()


PAGES: tuple[Page, ...] = (
    Page("person", "subject", _("About you"), _("About this person"), ("person",)),
    Page("photos", "photo", _("About each photo"), topics=("photos",)),
    Page(
        "use",
        "subject",
        _("A few more things about you"),
        _("A few more things about this person"),
        ("use",),
    ),
    Page(
        "last",
        "claim",
        _("The last questions"),
        topics=("account", "knowledge", "contact"),
    ),
)
HEADINGS = {
    "account": _("Your Flickr account"),
    "knowledge": _("What you know and what you have"),
    "contact": _("How we can reach you"),
}


@dataclass(frozen=True)
class Question:
    """kind: yes_no, choice, many, text, long_text, date, month, place, residences. scope: claim
    (the person who has the account), subject (each person the claim is for), photo (each photo of a
    subject, answered on one sheet).

    `why` answers "why do we ask?". A question that `may_skip` is satisfied by a blank.
    """

    key: str
    scope: str
    topic: str
    kind: str
    text: str
    why: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    about_other: str = ""  # the same question asked about someone else
    may_skip: bool = False
    has_basis: bool = False  # whether own knowledge and hearsay are told apart

    @property
    def page(self) -> str:
        """The key of its page; "" for the screen's."""
        return PAGE_OF.get(self.topic, "")

    @property
    def order(self) -> int:
        """The place of its page among the pages; the screen's questions stand before all."""
        return PAGE_ORDER.index(self.page) if self.page else -1

    @property
    def heading(self) -> str:
        return HEADINGS.get(self.topic, "")


PAGE_OF = {topic: page.key for page in PAGES for topic in page.topics}
PAGE_ORDER = [page.key for page in PAGES]
YES_NO = (("yes", _("Yes")), ("no", _("No")))

# Companies of which a settlement or a clause may speak; the desk says which of them a party is.
COMPANIES = (
    ("amazon", "Amazon"),
    ("clearview", "Clearview AI"),
    ("facebook", _("Facebook, Instagram (Meta)")),
    ("google", "Google"),
    ("ibm", "IBM"),
    ("microsoft", "Microsoft"),
    ("other", _("Another company")),
)

QUESTIONS: tuple[Question, ...] = (
    # --- Each person ---
    Question(
        key="birth_date",
        scope="subject",
        topic="person",
        kind="date",
        text=_("When were you born?"),
        about_other=_("When was this person born?"),
        why=_("The law gives more time to someone who was a child when a photo was used."),
        has_basis=True,
    ),
    Question(
        key="died_on",
        scope="subject",
        topic="person",
        kind="date",
        text=_("When did this person die?"),
        why=_("Other rules hold for the rights of a person who has died."),
        has_basis=True,
    ),
    Question(
        key="authority",
        scope="subject",
        topic="person",
        kind="choice",
        choices=(
            ("court", _("A court paper, such as letters or an order")),
            ("will", _("A will that names me, but no court paper yet")),
            ("family", _("I am family, but I have no paper")),
        ),
        text=_("What lets you act for this person?"),
        help=_("Do not send the paper yet."),
        why=_("The firm must know whether you may act for this person."),
    ),
    Question(
        key="disabled_from",
        scope="subject",
        topic="person",
        kind="date",
        text=_("Since when has this person not been able to handle their own affairs?"),
        help=_("If it was always so, enter the date of birth."),
        why=_("The law gives more time to someone who could not act for themselves."),
        has_basis=True,
    ),
    Question(
        key="other_parent",
        scope="subject",
        topic="person",
        kind="choice",
        choices=(
            ("agrees", _("The other parent agrees")),
            ("not_asked", _("I have not asked the other parent")),
            ("disagrees", _("The other parent does not agree")),
            ("none", _("There is no other parent or guardian")),
        ),
        text=_("What does the child’s other parent or guardian say?"),
        why=_("Two parents who disagree can stop a claim. It is better to know early."),
    ),
    Question(
        key="residence",
        scope="subject",
        topic="person",
        kind="residences",
        text=_("Where have you lived since 2004?"),
        about_other=_("Where has this person lived since 2004?"),
        help=_("The state is enough. Rough dates are fine. Say at the end if these are all."),
        why=_("Each state has its own law. It matters where a person lived when a photo was used."),
        has_basis=True,
    ),
    # --- Each photo ---
    Question(
        key="face_visible",
        scope="photo",
        topic="photos",
        kind="choice",
        choices=(
            ("clear", _("The face is clear")),
            ("partly", _("Partly hidden or small")),
            ("back", _("Seen from behind or not visible")),
        ),
        text=_("How well can you see your face?"),
        about_other=_("How well can you see this person’s face?"),
        why=_("Laws about face data need a face that a computer can measure."),
    ),
    Question(
        key="uploaded_by",
        scope="photo",
        topic="photos",
        kind="choice",
        choices=(
            ("self", _("Yes")),
            ("other", _("No, someone else did")),
        ),
        text=_("Did you put it on Flickr?"),
        about_other=_("Did this person put it on Flickr?"),
        why=_("Some laws look at who made a photo public. That need not be who took it."),
    ),
    Question(
        key="taken_in",
        scope="photo",
        topic="photos",
        kind="place",
        text=_("In which state was it taken?"),
        why=_("The law of a state can apply because something happened there."),
    ),
    Question(
        key="uploaded_in",
        scope="photo",
        topic="photos",
        kind="place",
        text=_("In which state was the person who put it on Flickr?"),
        why=_("A court has looked at where the photo was uploaded from."),
    ),
    Question(
        key="taken_on",
        scope="photo",
        topic="photos",
        kind="month",
        text=_("When was it taken?"),
        why=_("It shows how old the person was. It stands in your list of photos."),
    ),
    Question(
        key="uploaded_on",
        scope="photo",
        topic="photos",
        kind="month",
        text=_("When did you put it on Flickr?"),
        why=_("It shows whether the photo was there when a dataset was made."),
    ),
    Question(
        key="privacy_history",
        scope="photo",
        topic="photos",
        kind="choice",
        choices=(
            ("always_public", _("Always public")),
            ("once_private", _("Private, friends or family for a time")),
            ("always_private", _("Never public")),
            ("deleted", _("Public, and later deleted")),
        ),
        text=_("Who could see it on Flickr?"),
        why=_(
            "Privacy law in California asks what you could expect. A photo that was private is "
            "different."
        ),
    ),
    Question(
        key="licence_at_upload",
        scope="photo",
        topic="photos",
        kind="choice",
        choices=(
            ("reserved", _("All rights reserved")),
            ("by", "CC BY"),
            ("by-sa", "CC BY-SA"),
            ("by-nd", "CC BY-ND"),
            ("by-nc", "CC BY-NC"),
            ("by-nc-sa", "CC BY-NC-SA"),
            ("by-nc-nd", "CC BY-NC-ND"),
            ("cc0", _("CC0 or public domain")),
        ),
        text=_("Which license did it have at first?"),
        why=_("A license says what others may do with your photo."),
    ),
    Question(
        key="licence_changed",
        scope="photo",
        topic="photos",
        kind="choice",
        choices=(
            ("no", _("Never changed")),
            ("stricter", _("Later made stricter")),
            ("freer", _("Later made freer")),
        ),
        text=_("Did you change the license later?"),
        why=_("The license that a dataset recorded can differ from yours."),
    ),
    # --- Each person: use ---
    Question(
        key="name_links",
        scope="subject",
        topic="use",
        kind="many",
        choices=(
            ("profile", _("The Flickr account’s name")),
            ("caption", _("The title, caption or album name")),
            ("tags", _("A tag, or marking a person in the photo")),
            ("elsewhere", _("The same photo elsewhere with the name")),
            ("none", _("Nothing of this")),
        ),
        text=_("What could have told a stranger your name?"),
        about_other=_("What could have told a stranger this person’s name?"),
        why=_("Courts ask if the data could tell who a person is."),
    ),
    Question(
        key="advertising_use",
        scope="subject",
        topic="use",
        kind="yes_no",
        choices=YES_NO,
        text=_("Have you seen one of these photos used to advertise or sell something?"),
        why=_("Some states have a law about using a person’s picture in ads without asking."),
        has_basis=True,
    ),
    Question(
        key="written_release",
        scope="subject",
        topic="use",
        kind="yes_no",
        choices=YES_NO,
        text=_("Did you ever agree that someone may scan or measure your face in photos?"),
        about_other=_("Did anyone ever agree that this person’s face may be scanned or measured?"),
        help=_(
            "On paper or by a click: for example in a study or an app. Flickr’s licenses do not "
            "count here."
        ),
        why=_("The law asks whether there was a written release for this. A click can be one."),
    ),
    Question(
        key="disclosure_consent",
        scope="subject",
        topic="use",
        kind="yes_no",
        choices=YES_NO,
        text=_("Did you ever agree that data about your face may be passed on to others?"),
        about_other=_(
            "Did anyone ever agree that data about this person’s face may be passed on to others?"
        ),
        why=_("Passing such data on has a rule of its own. A yes to scanning is no yes to this."),
    ),
    Question(
        key="ad_release",
        scope="subject",
        topic="use",
        kind="yes_no",
        choices=YES_NO,
        text=_("Did you ever agree that someone may use your picture to advertise or sell?"),
        about_other=_(
            "Did anyone ever agree that this person’s picture may be used to advertise or sell?"
        ),
        help=_("For example in a model release."),
        why=_("The laws about pictures in ads ask whether you agreed to that."),
    ),
    Question(
        key="earlier_settlement",
        scope="subject",
        topic="use",
        kind="many",
        choices=(
            ("facebook", _("Facebook (2020)")),
            ("google", _("Google Photos (2022)")),
            ("clearview", _("Clearview AI (2024)")),
            ("other", _("Another one about face data")),
            ("none", _("None of these")),
        ),
        text=_("Did you take part in an earlier settlement about face recognition?"),
        about_other=_("Did this person take part in an earlier settlement about face recognition?"),
        why=_("A settlement can give up claims against one company. Counsel needs to see which."),
    ),
    Question(
        key="dealings",
        scope="subject",
        topic="use",
        kind="many",
        choices=(
            ("customer", _("Customer")),
            ("terms", _("User of an app whose terms ask for arbitration")),
            ("employee", _("Worker or contractor")),
            ("none", _("Nothing of this")),
        ),
        text=_("What were you to a company that makes face recognition?"),
        about_other=_("What was this person to a company that makes face recognition?"),
        help=_(
            "Think of Google, Amazon, IBM, Microsoft, Facebook and others. Choose all that are "
            "true."
        ),
        why=_("Terms of an app or of a job can say how a dispute must be settled."),
    ),
    Question(
        key="dealings_with",
        scope="subject",
        topic="use",
        kind="many",
        choices=COMPANIES,
        text=_("Which companies were that?"),
        why=_("Such terms count only between you and that company."),
    ),
    Question(
        key="special_status",
        scope="subject",
        topic="use",
        kind="many",
        choices=(
            ("bankruptcy", _("Bankruptcy")),
            ("military", _("Military service")),
            ("prison", _("Prison or jail")),
            ("incapacity", _("A time when you could not handle your own affairs")),
            ("none", _("None of these")),
        ),
        text=_("Was there any of this in your life since 2004?"),
        about_other=_("Was there any of this in this person’s life since 2004?"),
        why=_("Each of them can change a time limit, or who may ask for money."),
    ),
    Question(
        key="status_from",
        scope="subject",
        topic="use",
        kind="date",
        text=_("When did that begin?"),
        help=_("A year is enough. Of several, say it of the longest."),
        why=_("Only some of the time may count."),
    ),
    Question(
        key="status_until",
        scope="subject",
        topic="use",
        kind="date",
        text=_("When did it end?"),
        help=_("If it goes on today, enter today."),
        why=_("Only some of the time may count."),
    ),
    # --- The person who has the account ---
    Question(
        key="flickr_names",
        scope="claim",
        topic="account",
        kind="text",
        text=_("Which names did your Flickr account have?"),
        help=_("Also earlier ones. Leave it empty if you do not know."),
        why=_("A dataset may list your photos under an old name."),
        may_skip=True,
    ),
    Question(
        key="account_opened",
        scope="claim",
        topic="account",
        kind="date",
        text=_("When did you open the account?"),
        why=_("It shows that the account was yours when the photos were taken from it."),
    ),
    Question(
        key="account_in_control",
        scope="claim",
        topic="account",
        kind="choice",
        choices=(
            ("yes", _("Yes, I can sign in")),
            ("lost", _("No, I lost the way in")),
            ("closed", _("No, it is closed")),
        ),
        text=_("Can you still use the account?"),
        why=_("The account is the best proof that the photos are yours."),
    ),
    Question(
        key="registered",
        scope="claim",
        topic="account",
        kind="choice",
        choices=(("yes", _("Yes, all")), ("some", _("Some of them")), ("no", _("No"))),
        text=_("Are the photos registered with the U.S. Copyright Office?"),
        help=_("If you have never heard of this, the answer is most likely no."),
        why=_("A photo must be registered before a court hears about its copyright."),
    ),
    Question(
        key="learned",
        scope="claim",
        topic="knowledge",
        kind="date",
        text=_("When did you first learn that photos like these are in such datasets?"),
        help=_("If it was today, on this site, enter today."),
        why=_("Some time limits can depend on when a person could know."),
    ),
    Question(
        key="removal_asked",
        scope="claim",
        topic="knowledge",
        kind="yes_no",
        choices=YES_NO,
        text=_("Did you ever ask anyone to take the photos out of a dataset?"),
        why=_("It shows that you did not agree, and when the other side knew."),
    ),
    Question(
        key="evidence_held",
        scope="claim",
        topic="knowledge",
        kind="many",
        choices=(
            ("originals", _("The original picture files")),
            ("export", _("My Flickr data download")),
            ("mails", _("E-mails from Flickr about uploads")),
            ("screenshots", _("Screenshots, or results of other search sites")),
            ("none", _("Nothing of this")),
        ),
        text=_("What do you still have?"),
        help=_("Keep everything as it is. You may upload copies on your claim’s page."),
        why=_("Counsel wants to know what could be shown later, and asks you to keep it."),
    ),
    Question(
        key="effect",
        scope="claim",
        topic="knowledge",
        kind="long_text",
        text=_("What has this meant for you?"),
        help=_(
            "What you write here stays between you and the firm, and lawyers who work on this with "
            "it. The firm may act for other people in this matter too. In any language; leave it "
            "empty if you like."
        ),
        why=_("You do not have to show harm under every law. Some people want to say it."),
        may_skip=True,
    ),
    Question(
        key="class_rep",
        scope="claim",
        topic="knowledge",
        kind="choice",
        choices=(("yes", _("Yes")), ("maybe", _("I would like to hear more")), ("no", _("No"))),
        text=_("Could you speak for others in a class action?"),
        help=_("A few people stand for all. It takes time, and your name becomes public."),
        why=_("A class action needs people who stand for the others. Nobody has to."),
    ),
    Question(
        key="mailing_address",
        scope="claim",
        topic="contact",
        kind="long_text",
        text=_("Where can the firm write to you by post?"),
        why=_(
            "It stands on your confidential intake sheet, so that counsel can write to you. It is "
            "stored encrypted."
        ),
    ),
    Question(
        key="phone",
        scope="claim",
        topic="contact",
        kind="text",
        text=_("At which phone number may the firm call you?"),
        help=_("Leave it empty if you do not want calls."),
        why=_("Some things are quicker said. The firm calls only if you give a number."),
        may_skip=True,
    ),
    Question(
        key="language",
        scope="claim",
        topic="contact",
        kind="choice",
        choices=(
            ("en", _("English")),
            ("es", _("Spanish")),
            ("other", _("Another, with an interpreter")),
        ),
        text=_("In which language should the firm talk with you?"),
        why=_("So that you understand everything we send you."),
    ),
    Question(
        key="contact_note",
        scope="claim",
        topic="contact",
        kind="text",
        text=_("Is there anything to mind when the firm contacts you?"),
        help=_(
            "For example: not at work, no voice mail, large print. Leave it empty if there is "
            "nothing."
        ),
        why=_("The firm wants to reach you in a way that is safe and works for you."),
        may_skip=True,
    ),
)

# Asked first and of everyone, before anything else is told: what a conflict check needs (Model Rule
# 1.18).
SCREEN: tuple[Question, ...] = (
    Question(
        key="legal_name",
        scope="claim",
        topic="screen",
        kind="text",
        text=_("Your full legal name"),
        why=_("A firm must check that it does not already act for the other side."),
    ),
    Question(
        key="former_names",
        scope="claim",
        topic="screen",
        kind="text",
        text=_("Other names you have used"),
        help=_("Leave it empty if there are none."),
        why=_("The check covers earlier names too."),
        may_skip=True,
    ),
    Question(
        key="household",
        scope="claim",
        topic="screen",
        kind="text",
        text=_("Names of people in your household who also make a claim"),
        help=_("Leave it empty if there are none."),
        why=_("Two people in one home can have different interests. The firm must see that first."),
        may_skip=True,
    ),
    Question(
        key="other_counsel",
        scope="claim",
        topic="screen",
        kind="yes_no",
        choices=YES_NO,
        text=_("Does another lawyer act for you in this, or have you joined a lawsuit about it?"),
        why=_("If you have a lawyer for this, talk with that lawyer first."),
    ),
    Question(
        key="adverse_ties",
        scope="claim",
        topic="screen",
        kind="yes_no",
        choices=YES_NO,
        text=_(
            "Do you work, or did you work, for a technology company or for a university’s face "
            "research?"
        ),
        help=_("Also if someone in your household does."),
        why=_("It can set you against someone the firm already talks with."),
    ),
)

# Asked once and no more: earlier claims have an answer.
RETIRED: tuple[Question, ...] = (
    Question(
        key="signs_in_us",
        scope="claim",
        topic="contact",
        kind="yes_no",
        choices=YES_NO,
        text=_("Will you be in the United States when you sign?"),
        why=_("A declaration that is signed abroad needs other words."),
    ),
)

BY_KEY = {question.key: question for question in (*SCREEN, *QUESTIONS, *RETIRED)}
if len(BY_KEY) != len(QUESTIONS) + len(SCREEN) + len(RETIRED):
    raise ValueError("two questions in claims/law/questions.py have the same key")
for _question in QUESTIONS:
    _scope = next(page.scope for page in PAGES if page.key == _question.page)
    if _scope != _question.scope:
        raise ValueError(
            f"{_question.key} is asked of each {_question.scope}, but stands on a page of each "
            f"{_scope}"
        )


def choices_of(question: Question) -> tuple[tuple[str, str], ...]:
    """The answers a question offers, (value, words)."""
    return tuple(PLACES.items()) if question.kind == "place" else question.choices
