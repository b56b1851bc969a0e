"""The public pages about the datasets."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from claims.datasets.registry import sources

pytestmark = pytest.mark.django_db


def page(view, **arguments) -> str:
    response = Client().get(reverse(view, kwargs=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_the_tree_shows_every_dataset_under_what_it_was_made_from(meglass):
    text = page("datasets").partition('class="tree"')[2]
    titles = ["Photos on Flickr", "YFCC100M", "MegaFace", "MeGlass"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert [name for name, source in sources().items() if source.derived_from and source.title not in text] == []
    assert text.count("checked here") == 2  # MeGlass, and the legend


@pytest.mark.parametrize("name", sources())
def test_each_dataset_has_a_page_with_the_source_of_every_fact(name):
    text = page("dataset", name=name)
    assert all(escape(fact.source) in text for fact in sources()[name].facts)


def test_a_dataset_that_cannot_be_checked_says_why(db):
    text = page("dataset", name="vggface2")
    assert "Not checkable here." in text
    assert "Its files carry names of their own and no Flickr id." in text


@pytest.mark.parametrize("name", sources())
def test_only_what_no_list_can_answer_is_called_not_checkable(name):
    assert ("Not checkable here." in page("dataset", name=name)) == (sources()[name].reader is None)


def test_the_tree_tells_not_loaded_from_not_checkable(meglass):
    tree = page("datasets").partition('class="tree"')[2].partition("<p")[0]
    labels = {label: tree.count(label) for label in ("checked here", "not loaded", "not checkable")}
    shown = [source for source in sources().values() if source.derived_from]
    readable = [source for source in shown if source.reader]
    assert labels == {
        "checked here": 1,
        "not loaded": len(readable) - 1,
        "not checkable": len(shown) - len(readable),
    }


def test_users_are_reported_by_others(db):
    text = page("dataset", name="megaface")
    assert "These are reports by others. We state nothing about what anybody did." in text
    assert "reported by The New York Times, 11 October 2019" in text


def test_a_dataset_that_is_none_gives_404(db):
    assert Client().get(reverse("dataset", kwargs={"name": "none"})).status_code == 404


def test_the_check_page_names_what_it_does_not_look_through(meglass):
    text = page("check")
    assert "A check says nothing about:" in text
    assert reverse("dataset", kwargs={"name": "ibm-dif"}) in text
