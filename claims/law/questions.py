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
    """kind: yes_no, choice, many, text, long_text, address, phone, date, month, place, residences.
    scope: claim
    (the person who has the account), subject (each person the claim is for), photo (each photo of a
    subject, answered on one sheet). A question that `is_shared` is about the photo itself, the same
    whoever is in it, and asked once.

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
    is_shared: bool = False

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
        about_other=_("When were they born?"),
        why=_("The law gives more time to someone who was a child when a photo was used."),
        has_basis=True,
    ),
    Question(
        key="died_on",
        scope="subject",
        topic="person",
        kind="date",
        text=_("When did they die?"),
        why=_("The rules are different for someone who has died."),
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
        help=_("Don’t send the paper yet."),
        why=_("We need to know if you may act for this person."),
    ),
    Question(
        key="disabled_from",
        scope="subject",
        topic="person",
        kind="date",
        text=_("When did they become unable to handle their own affairs?"),
        help=_("If it was always that way, enter their date of birth."),
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
        text=_("Does the child’s other parent or guardian agree?"),
        why=_("If two parents disagree, that can stop a claim. It’s better to know early."),
    ),
    Question(
        key="residence",
        scope="subject",
        topic="person",
        kind="residences",
        text=_("Where have you lived since 2004?"),
        about_other=_("Where have they lived since 2004, or since birth if that was later?"),
        help=_("The state is enough, and rough dates are fine. Start with where you live now."),
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
        about_other=_("How well can you see their face?"),
        why=_("Laws about face data ask if a computer could measure the face."),
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
        about_other=_("Did they put it on Flickr?"),
        why=_("Some laws look at who made a photo public. That may not be who took it."),
    ),
    Question(
        key="taken_in",
        scope="photo",
        topic="photos",
        kind="place",
        text=_("Which state was it taken in?"),
        is_shared=True,
        why=_("A state’s law can apply because something happened there."),
    ),
    Question(
        key="uploaded_in",
        scope="photo",
        topic="photos",
        kind="place",
        text=_("Which state was it put on Flickr from?"),
        is_shared=True,
        why=_("In one case, a court looked at where the photo was uploaded from."),
    ),
    Question(
        key="taken_on",
        scope="photo",
        topic="photos",
        kind="month",
        text=_("When was it taken?"),
        is_shared=True,
        why=_("It shows how old the person was then. It’s also in your list of photos."),
    ),
    Question(
        key="uploaded_on",
        scope="photo",
        topic="photos",
        kind="month",
        text=_("When was it put on Flickr?"),
        is_shared=True,
        why=_("It shows whether the photo was there when a dataset was made."),
    ),
    Question(
        key="privacy_history",
        scope="photo",
        topic="photos",
        kind="choice",
        choices=(
            ("always_public", _("Always public")),
            ("once_private", _("Private, or for friends or family only, for a time")),
            ("always_private", _("Never public")),
            ("deleted", _("Public, and later deleted")),
        ),
        text=_("Who could see it on Flickr?"),
        is_shared=True,
        why=_("In California, it matters if a photo was private."),
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
        is_shared=True,
        why=_("A license says what others may do with your photo."),
    ),
    Question(
        key="licence_changed",
        scope="photo",
        topic="photos",
        kind="choice",
        choices=(
            ("no", _("Never changed")),
            ("stricter", _("Yes, it became stricter")),
            ("freer", _("Yes, it became less strict")),
        ),
        text=_("Did the license change later?"),
        is_shared=True,
        why=_("A list may show a license that is different from yours."),
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
            ("tags", _("A tag on the photo or the person")),
            ("elsewhere", _("The same photo elsewhere with the name")),
            ("none", _("None of these")),
        ),
        text=_("Could a stranger have learned your name from the photo?"),
        about_other=_("Could a stranger have learned their name from the photo?"),
        why=_("Courts ask if the data could show who a person is."),
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
        text=_("Did you ever agree to let someone scan or measure your face in photos?"),
        about_other=_("Did anyone ever agree to let someone scan or measure their face in photos?"),
        help=_(
            "On paper or with a click, for example in a study or an app. Flickr’s licenses "
            "don’t count here."
        ),
        why=_("The law asks if there was a written release. A click can be one."),
    ),
    Question(
        key="disclosure_consent",
        scope="subject",
        topic="use",
        kind="yes_no",
        choices=YES_NO,
        text=_("Did you ever agree to let others have data about your face?"),
        about_other=_("Did anyone ever agree to let others have data about their face?"),
        why=_("Sharing such data has its own rule. A yes to scanning is not a yes to sharing."),
    ),
    Question(
        key="ad_release",
        scope="subject",
        topic="use",
        kind="yes_no",
        choices=YES_NO,
        text=_("Did you ever agree to let someone use your picture to advertise or sell?"),
        about_other=_(
            "Did anyone ever agree to let someone use their picture to advertise or sell?"
        ),
        help=_("For example in a model release."),
        why=_("Laws about pictures in ads ask if you agreed to that."),
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
        about_other=_("Did they take part in an earlier settlement about face recognition?"),
        why=_("A settlement can give up claims against a company. We need to see which one."),
    ),
    Question(
        key="dealings",
        scope="subject",
        topic="use",
        kind="many",
        choices=(
            ("customer", _("As a customer")),
            ("terms", _("Through an app whose terms say disputes go to arbitration")),
            ("employee", _("As a worker or contractor")),
            ("none", _("None of these")),
        ),
        text=_("Have you had any ties to a company that makes face recognition?"),
        about_other=_("Have they had any ties to a company that makes face recognition?"),
        help=_("Think of Google, Amazon, IBM, Microsoft, Facebook, and others."),
        why=_("The terms of an app or a job can say how a dispute must be settled."),
    ),
    Question(
        key="dealings_with",
        scope="subject",
        topic="use",
        kind="many",
        choices=COMPANIES,
        text=_("Which companies?"),
        why=_("Those terms count only between you and that company."),
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
        text=_("Since 2004, have you had any of these?"),
        about_other=_("Since 2004, have they had any of these?"),
        why=_("Each of these can change a time limit, or who may ask for money."),
    ),
    Question(
        key="status_from",
        scope="subject",
        topic="use",
        kind="date",
        text=_("When did that begin?"),
        help=_("A year is enough. If there were several, tell us about the longest."),
        why=_("Only some of the time may count."),
    ),
    Question(
        key="status_until",
        scope="subject",
        topic="use",
        kind="date",
        text=_("When did it end?"),
        help=_("If it’s still going on, enter today."),
        why=_("Only some of the time may count."),
    ),
    # --- The person who has the account ---
    Question(
        key="flickr_names",
        scope="claim",
        topic="account",
        kind="text",
        text=_("What names has your Flickr account had?"),
        help=_("Include earlier ones. Leave this blank if you don’t know."),
        why=_("A list may have your photos under an old name."),
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
            ("lost", _("No, I can’t get in anymore")),
            ("closed", _("No, it is closed")),
        ),
        text=_("Can you still get into the account?"),
        why=_("The account is the best proof that the photos are yours."),
    ),
    Question(
        key="registered",
        scope="claim",
        topic="account",
        kind="choice",
        choices=(("yes", _("Yes, all")), ("some", _("Some of them")), ("no", _("No"))),
        text=_("Are the photos registered with the U.S. Copyright Office?"),
        help=_("If you’ve never heard of this, the answer is probably no."),
        why=_("A photo must be registered before a court can hear a case about its copyright."),
    ),
    Question(
        key="learned",
        scope="claim",
        topic="knowledge",
        kind="date",
        text=_("When did you first learn that Flickr photos are used this way?"),
        help=_("If it was today, on this site, enter today."),
        why=_("Some time limits may depend on when you could have known."),
    ),
    Question(
        key="removal_asked",
        scope="claim",
        topic="knowledge",
        kind="yes_no",
        choices=YES_NO,
        text=_("Have you ever asked anyone to take your photos off such a list?"),
        why=_("It can show that you didn’t agree, and when the other side knew."),
    ),
    Question(
        key="evidence_held",
        scope="claim",
        topic="knowledge",
        kind="many",
        choices=(
            ("originals", _("The original picture files")),
            ("export", _("My Flickr data download")),
            ("mails", _("Emails from Flickr about uploads")),
            ("screenshots", _("Screenshots, or results from other search sites")),
            ("none", _("None of these")),
        ),
        text=_("What do you still have that could help?"),
        help=_("Please keep it all as it is."),
        why=_("It helps us know what you could show later."),
    ),
    Question(
        key="effect",
        scope="claim",
        topic="knowledge",
        kind="long_text",
        text=_("What has this meant for you?"),
        help=_(
            "This stays between you, the firm, and lawyers who work on this with it. The firm may "
            "act for other people in this matter too. Write in any language, or leave it blank."
        ),
        why=_("Not every law asks if you were harmed. Some people want to tell us anyway."),
        may_skip=True,
    ),
    Question(
        key="class_rep",
        scope="claim",
        topic="knowledge",
        kind="choice",
        choices=(("yes", _("Yes")), ("maybe", _("Maybe, I’d like to hear more")), ("no", _("No"))),
        text=_("Would you want to represent others in a class action?"),
        help=_("A few people stand in for everyone. It takes time, and your name becomes public."),
        why=_("A class action needs a few people like that. You don’t have to."),
    ),
    Question(
        key="mailing_address",
        scope="claim",
        topic="contact",
        kind="address",
        text=_("What is your mailing address?"),
        help=_("Street, city, state, and ZIP code. You can leave this blank."),
        why=_("So that we can write to you. It’s stored encrypted."),
        may_skip=True,
    ),
    Question(
        key="phone",
        scope="claim",
        topic="contact",
        kind="phone",
        text=_("What is your phone number?"),
        help=_("Leave this blank if you don’t want calls."),
        why=_("Some things are easier to say than to write."),
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
        text=_("What language should we use with you?"),
        why=_("So you understand everything we send you."),
    ),
    Question(
        key="contact_note",
        scope="claim",
        topic="contact",
        kind="text",
        text=_("Is there anything we should know before we contact you?"),
        help=_("For example: not at work, no voicemail, large print."),
        why=_("We want to reach you in a way that’s safe and works for you."),
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
        why=_("We have to make sure we don’t already work for the other side."),
    ),
    Question(
        key="former_names",
        scope="claim",
        topic="screen",
        kind="text",
        text=_("Other names you have used"),
        help=_("Leave this blank if there are none."),
        why=_("We check earlier names too."),
        may_skip=True,
    ),
    Question(
        key="household",
        scope="claim",
        topic="screen",
        kind="text",
        text=_("Names of people in your home who are also sending us answers"),
        help=_("Leave this blank if there are none."),
        why=_("Two people in one home can want different things. We need to see that first."),
        may_skip=True,
    ),
    Question(
        key="other_counsel",
        scope="claim",
        topic="screen",
        kind="yes_no",
        choices=YES_NO,
        text=_("Do you already have a lawyer for this, or have you joined a lawsuit about it?"),
        why=_("If you have a lawyer for this, talk with that lawyer first."),
    ),
    Question(
        key="adverse_ties",
        scope="claim",
        topic="screen",
        kind="yes_no",
        choices=YES_NO,
        text=_(
            "Have you ever worked for a technology company, or on face research at a university?"
        ),
        help=_("Also choose yes if someone in your home has."),
        why=_("Then we may already know someone on the other side."),
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
        why=_("A declaration signed outside the country needs different words."),
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
