"""The public pages about the datasets."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from claims.datasets.registry import sources

pytestmark = pytest.mark.django_db


def page(view, user=None, **arguments) -> str:
    client = Client()
    if user:
        client.force_login(user)
    response = client.get(reverse(view, kwargs=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_the_tree_shows_every_dataset_under_what_it_was_made_from(meglass):
    text = page("datasets").partition('class="tree"')[2]
    titles = ["Photos on Flickr", "YFCC100M", "MegaFace", "MeGlass"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert [
        name
        for name, source in sources().items()
        if source.derived_from and source.title not in text
    ] == []
    assert text.count("checked here") == 2  # MeGlass, and the legend


@pytest.mark.parametrize("name", sources())
def test_each_dataset_has_a_page_with_the_source_of_every_fact(name):
    text = page("dataset", name=name)
    for fact in sources()[name].facts:
        assert (escape(fact.text) in text) == fact.is_checked, fact
        assert (escape(fact.source) in text) or not fact.is_checked, fact
    assert "not checked" not in text


def test_what_was_not_checked_is_shown_to_staff_alone_and_marked(rhea, ana):
    """rhea is a reviewer, ana a claimant."""
    text = page("dataset", rhea, name="helen")
    assert "The number in a file’s name is the Flickr photo’s." in text
    assert text.count("not checked: staff only") == 1
    assert "The number in a file’s name" not in page("dataset", ana, name="helen")


def test_the_page_on_coverage_tells_what_is_checked_and_what_is_not(meglass):
    text = page("coverage")
    checked, rest = text.split("Could be checked, but we don’t have its list here")
    assert "MeGlass" in checked
    readable, closed = rest.split("Nobody can check these here")
    assert all(
        escape(source.title) in readable
        for source in sources().values()
        if reads(source, "meglass")
    )
    assert all(
        escape(source.title) in closed for source in sources().values() if not source.is_readable
    )
    assert "87,517 photos can be searched." in closed
    assert "We haven’t seen its full list of datasets" in " ".join(closed.split())


def reads(source, loaded) -> bool:
    return source.is_readable and not source.is_generic and source.name != loaded


def test_a_dataset_that_cannot_be_checked_says_why(db):
    text = page("dataset", name="vggface2")
    assert "We can’t check this one here." in text
    assert "Its files have names of their own and no Flickr id." in text


@pytest.mark.parametrize("name", sources())
def test_only_what_no_list_can_answer_is_called_not_checkable(name):
    assert ("We can’t check this one here." in page("dataset", name=name)) == (
        sources()[name].reader is None
    )


def test_the_tree_tells_not_loaded_from_not_checkable(meglass):
    tree = page("datasets").partition('class="tree"')[2].partition("<p")[0]
    labels = {
        label: tree.count(label) for label in ("checked here", "not loaded", "can’t be checked")
    }
    shown = [source for source in sources().values() for _parent in source.derived_from]
    readable = [source for source in shown if source.reader]
    assert labels == {
        "checked here": 1,
        "not loaded": len(readable) - 1,
        "can’t be checked": len(shown) - len(readable),
    }


def test_users_are_reported_by_others(db):
    text = page("dataset", name="megaface")
    assert "These are reports by others. We make no statement about what anyone did." in text
    assert "reported by The New York Times, October 11, 2019" in text


def test_a_dataset_that_is_none_gives_404(db):
    assert Client().get(reverse("dataset", kwargs={"name": "none"})).status_code == 404


def test_the_check_page_counts_what_it_does_not_look_through_and_leads_to_its_names(meglass):
    text = page("check")
    of_flickr = [
        source
        for source in sources().values()
        if not source.is_generic and source.derived_from != ("web",)
    ]
    assert f"{len(of_flickr) - 1} collections we can’t check yet" in text
    assert reverse("coverage") in text
    assert reverse("dataset", kwargs={"name": "ibm-dif"}) in page("coverage")
