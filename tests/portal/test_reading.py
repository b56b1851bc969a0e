"""Plain words: the reading grade of each claimant page (Flesch-Kincaid) and its reading ease in
Spanish (Fernández-Huerta), texts of legal instruments aside; the same of each email.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from claims.correspondence.actions.invitations import invite, token_of
from claims.interview.actions.people import add_person, set_roles
from tests import make

pytestmark = pytest.mark.django_db
HIGHEST_GRADE = 8.0
LOWEST_EASE = 60.0
EMAILS = sorted((Path(__file__).resolve().parents[2] / "templates" / "email").glob("*.txt"))
STAFFS = {"deadline.txt", "failed.txt", "foot.txt", "held.txt"}
VOWELS = "aeiouáéíóúü"


def sentences(page: str) -> list[str]:
    """What is read on the page's main part: each block of text by itself; headings, labels and
    short bits too.
    """
    main = re.search(r"<main.*?</main>", page, re.DOTALL)[0]
    main = re.sub(
        r'<div class="instrument".*?</div>|<option.*?</option>|<code.*?</code>',
        " ",
        main,
        flags=re.DOTALL,
    )
    main = re.sub(r"</?(?:a|strong|em|span|b|small|time)\b[^>]*>", " ", main)
    blocks = [" ".join(html.unescape(block).split()) for block in re.split(r"<[^>]*>", main)]
    found = [part for block in blocks for part in re.split(r"(?<=[.?!:;])\s+", block)]
    return [
        part
        for part in found
        if len(part.split()) > 2 and not re.search(r"https?://|@N\d\d|CLM-", part)
    ]


def syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end aside: the usual estimate."""
    word = re.sub(r"(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def grade(page: str) -> float:
    """0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid et al. 1975)."""
    said = sentences(page)
    words = [word for sentence in said for word in re.findall(r"[A-Za-z’]+", sentence)]
    return 0.39 * len(words) / len(said) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def spanish_syllables(word: str) -> int:
    """Nuclei of vowels: two open ones, or a closed one with an accent, are two syllables."""
    nuclei = re.findall(f"[{VOWELS}]+", word.lower())
    apart = sum(len(re.findall("(?<=[aeoáéó])[aeoáéóíú]|[íú](?=[aeo])", group)) for group in nuclei)
    return max(1, len(nuclei) + apart)


def ease(page: str) -> float:
    """206.84 - 60 syllables a word - 1.02 words a sentence (Fernández Huerta 1959)."""
    blocks = sentences(page)
    words = [word for block in blocks for word in re.findall(f"[a-zñ{VOWELS}]+", block.lower())]
    syllables_a_word = sum(map(spanish_syllables, words)) / len(words)
    return 206.84 - 60 * syllables_a_word - 1.02 * len(words) / len(blocks)


def pages(claim) -> list[str]:
    base = f"/claims/{claim.reference}"
    own = [f"{base}/{page}/" for page in ("conflict-check", "people", "photos", "who-is-who")]
    own += [
        f"{base}/page/{page}/" for page in ("0/person", "1/person", "0/photos", "0/use", "0/last")
    ]
    public = [
        "check",
        "privacy",
        "verify",
        "picture",
        "states",
        "words",
        "claim_start",
        "claims",
        "flickr",
    ]
    return [
        *own,
        *(
            reverse(name)
            for name in (*public, "flickr_download", "private_check", "datasets", "coverage")
        ),
    ]


def test_each_claimant_page_reads_at_grade_eight_or_below(ana, matter, meglass, at):
    claim = make.draft(ana, matter, at=at)
    set_roles(claim, ["in_photo", "parent"], by=ana, at=at)
    add_person(claim, "child", "Bea", by=ana, at=at)
    client = make.signed_in(ana)
    grades = {
        url: round(grade(client.get(url, follow=True).content.decode()), 1) for url in pages(claim)
    }
    assert {url: found for url, found in grades.items() if found > HIGHEST_GRADE} == {}, grades


def test_so_do_the_pages_around_a_claim(ana, otto, rhea, alma, matter, meglass, at):
    from claims.accounts import actions as accounts
    from claims.matters import actions as matters
    from claims.matters.models import Interest

    now = timezone.now()
    sent, _submission = make.sent(ana, matter, at=at)
    frozen, _submission = make.frozen(otto, matter, at=at)
    said = {"name": "Una Ulm", "email": "una@example.org", "person": None, "photos": [make.LINK]}
    invitation = invite(sent, "relative", **said, by=ana, at=now)
    matters.note_interest(matter, "una@example.org", language="en", at=now)
    recovery = accounts.begin_recovery(
        ana, "ana@new.example", {"how": "x", "note": "x"}, by=rhea, at=now
    )
    accounts.approve_recovery(recovery, matter.pk, by=alma, at=now - recovery.WAIT)
    recovery.refresh_from_db()
    own = ["claim", "claim_contact", "claim_erase", "claim_uploads", "claim_invite"]
    pages = {reverse(name, args=[sent.reference]): ana for name in own}
    pages |= {
        reverse(name, args=[frozen.reference]): otto for name in ("claim_documents", "claim_check")
    }
    pages |= {
        reverse("interest"): ana,
        f"/interest/{matters.token_of(Interest.objects.get())}/": ana,
    }
    pages |= {
        f"/invitation/{token_of(invitation)}/": otto,
        f"/account/recover/{accounts.token_of(recovery)}/": otto,
    }
    grades = {
        url: round(grade(make.signed_in(user).get(url, follow=True).content.decode()), 1)
        for url, user in pages.items()
    }
    assert {url: found for url, found in grades.items() if found > HIGHEST_GRADE} == {}, grades


def test_the_grade_of_a_known_text():
    assert round(grade("<main><p>The cat sat on the mat.</p></main>"), 1) == -1.4
    assert (
        grade(
            "<main><p>Organisational responsibilities necessitate considerable "
            "deliberation.</p></main>"
        )
        > 20
    )


def test_each_claimant_page_is_easy_to_read_in_spanish(ana, matter, meglass, at):
    claim = make.draft(ana, matter, at=at)
    set_roles(claim, ["in_photo", "parent"], by=ana, at=at)
    add_person(claim, "child", "Bea", by=ana, at=at)
    client = make.signed_in(ana)
    spanish = {"accept-language": "es-US"}
    found = {
        url: round(ease(client.get(url, follow=True, headers=spanish).content.decode()), 1)
        for url in pages(claim)
    }
    assert {url: value for url, value in found.items() if value < LOWEST_EASE} == {}, found


def text_of_email(path: Path, language: str) -> str:
    """The email's own sentences, in a language, without what it names."""
    template = path.read_text()
    marked = re.findall(r"{% translate \"(.*?)\"", template)
    blocks = re.findall(
        r"{% blocktranslate.*?%}(.*?){% (?:plural|endblocktranslate)", template, re.S
    )
    names = re.compile(r"{{ (\w+) }}")
    with translation.override(language):
        texts = [gettext(names.sub(r"%(\1)s", " ".join(text.split()))) for text in blocks]
        texts += [gettext(text) for text in marked]
    return (
        "<main>"
        + "".join(f"<p>{re.sub(r'%.[a-z_]+.s', 'X', text)}</p>" for text in texts)
        + "</main>"
    )


@pytest.mark.parametrize(
    "path", [path for path in EMAILS if path.name not in STAFFS], ids=lambda path: path.name
)
def test_each_email_is_as_easy_to_read(path):
    assert grade(text_of_email(path, "en")) <= HIGHEST_GRADE
    assert ease(text_of_email(path, "es")) >= LOWEST_EASE


def test_the_ease_of_a_known_text():
    assert [spanish_syllables(word) for word in ("casa", "día", "bueno", "leer", "país", "y")] == [
        2,
        2,
        2,
        2,
        2,
        1,
    ]
    assert round(ease("<main><p>La casa es muy grande.</p></main>"), 1) == 117.7
