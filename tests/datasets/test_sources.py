"""Every dataset we know: what is said of it and from where, and what its files give.

All rows are made up.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from django.test.utils import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.datasets import build, joint, queries
from claims.datasets.build import CannotImport
from claims.datasets.models import Release
from claims.datasets.registry import sources
from claims.flickr import ids, refs
from tests import make
from tests.datasets.test_import import yfcc_line

OWNER, P, P2 = make.OWNER, make.PHOTO, make.PHOTO_2
PHOTO_PAGE = f"https://www.flickr.com/photos/{OWNER}/{P}/"
STATIC_2 = f"http://farm7.staticflickr.com/6116/{P2}_da26cf2c9e_z.jpg"
OPEN_HEADER = (
    "ImageID,Subset,OriginalURL,OriginalLandingURL,License,AuthorProfileURL,Author,Title,OriginalSize,"
    "OriginalMD5,Thumbnail300KURL,Rotation"
)


def open_row(photo, page):
    return (
        f'000{photo},train,https://farm1.staticflickr.com/1/{photo}_0123456789_o.jpg,{page},l,p,"A,'
        ' B",t,1,m,u,0.0'
    )


ADIENCE_HEADER = "\t".join(
    "user_id original_image face_id age gender x y dx dy tilt_ang fiducial_yaw_angle score".split()
)

IMAGE_ID = "0123456789abcdef"
HASH = yfcc_line().split("\t")[2]
# source: the published list that its own is read with, and that list's content
THROUGH = {
    "ffhq-aging": ("v2.json", lambda: SAMPLES["ffhq"][1]),
    "miap": (
        "train.csv",
        lambda: f"{OPEN_HEADER}\n" + open_row(P, PHOTO_PAGE).replace(f"000{P}", IMAGE_ID, 1),
    ),
    "lagenda": (
        "train.csv",
        lambda: f"{OPEN_HEADER}\n" + open_row(P, PHOTO_PAGE).replace(f"000{P}", IMAGE_ID, 1),
    ),
    "yfcc-names": ("yfcc", lambda: SAMPLES["yfcc100m"][1]),
}
# source: the file's name, its content, the rows it gives as (photo, OWNER or None, where the
# locator points)
SAMPLES = {
    "yfcc100m": (
        "yfcc",
        yfcc_line() + "\n" + yfcc_line(P2, number=1),
        [(P, OWNER, "L1"), (P2, OWNER, "L2")],
    ),
    "megaface": (
        "list.txt",
        f"534/{OWNER}/{P}_1.jpg\n{OWNER}_identity_3/{P2}_0.jpg".replace("534", OWNER[:3]),
        [(P, OWNER, "L1"), (P2, OWNER, "L2")],
    ),
    "meglass": (
        "meta.txt",
        f"{OWNER}_identity_4@{P}_0.jpg 0\n{OWNER}_identity_4@{P2}_1.jpg 1",
        [(P, OWNER, "L1"), (P2, OWNER, "L2")],
    ),
    "diveface": (
        "Group1_Female.txt",
        f"{OWNER}_identity_4/{P}_0.jpg\r\n{OWNER}_identity_5/{P2}_1.jpg\r\n",
        [(P, OWNER, "L1"), (P2, OWNER, "L2")],
    ),
    "pipa": (
        "all_data.txt",
        f"72157600000000001 {P} 1 2 3 4 5 1\n72157600000000001 {P2} 1 2 3 4 5 1",
        [(P, None, "L1"), (P2, None, "L2")],
    ),
    "ffhq": (
        "v2.json",
        json.dumps(
            {
                "7": {"metadata": {"photo_url": PHOTO_PAGE}},
                "9": {"metadata": {"photo_url": f"https://www.flickr.com/photos/some-name/{P2}/"}},
            }
        ),
        [(P, OWNER, "record[7]"), (P2, None, "record[9]")],
    ),
    "fdf": (
        "fdf_metainfo.json",
        json.dumps(
            {"a": {"photo_url": PHOTO_PAGE}, "b": {"photo_url": STATIC_2, "user_nsid": OWNER}}
        ),
        [(P, OWNER, "record[0]"), (P2, OWNER, "record[1]")],
    ),
    "adience": (
        "fold_0_data.txt",
        f"{ADIENCE_HEADER}\n{OWNER}\t{P}_0123456789_o.jpg\t1\t(25, 32)\tf\t1\t1\t1\t1\t0\t0\t1",
        [(P, OWNER, "L2")],
    ),
    "coco": (
        "instances.json",
        json.dumps(
            {"info": {}, "images": [{"id": 1, "flickr_url": STATIC_2}], "annotations": [{"id": 5}]}
        ),
        [(P2, None, "images[0]")],
    ),
    "openimages": ("train.csv", f"{OPEN_HEADER}\n{open_row(P, PHOTO_PAGE)}", [(P, OWNER, "L2")]),
    "google-fec": (
        "train.csv",
        f"{STATIC_2},0.1,0.2,0.3,0.4,{PHOTO_PAGE},0.1,0.2,0.3,0.4",
        [(P2, None, "L1"), (P, OWNER, "L1")],
    ),
    "vgg-face": (
        "A_Person.txt",
        f"00000001 https://example.com/a.jpg 1 2 3 4\n00000002 {STATIC_2} 1 2 3 4 3.0 1 1",
        [(P2, None, "L2")],
    ),
    "facescrub": (
        "actors.txt",
        f"name\timage_id\tface_id\turl\tbbox\tsha256\nA\t1\t1\t{STATIC_2}\t1,2,3,4\t{'0' * 64}",
        [(P2, None, "L2")],
    ),
    "lpff": (
        "info.json",
        json.dumps(
            {
                f"{OWNER}_{P}_00": {
                    "image_info": {
                        "photo_id": str(P),
                        "user_id": OWNER,
                        "license": {
                            "name": "x",
                            "url": "https://creativecommons.org/licenses/by/2.0/",
                        },
                    }
                }
            }
        ),
        [(P, OWNER, "record[0]")],
    ),
    "images-of-groups": (
        "PersonData.txt",
        f"{P}_0123456789_123_{OWNER}.jpg\n1\t2\t3\t4\t28\t1\n5\t2\t3\t4\t1\t2",
        [(P, OWNER, "L1")],
    ),
    "laion-face": (
        "part.jsonl",
        f'{{"URL": "{STATIC_2}"}}\n{{"URL": "https://example.com/a.jpg"}}',
        [(P2, None, "L1")],
    ),
    "facecaption-15m": (
        "part.jsonl",
        f'{{"url": "https://example.com/a.jpg"}}\n{{"url": "{STATIC_2}"}}',
        [(P2, None, "L2")],
    ),
    "fdf256": (
        "fdf_metainfo.json",
        json.dumps({"0": {"photo_url": STATIC_2, "user_nsid": OWNER}}),
        [(P2, OWNER, "record[0]")],
    ),
    "fdh": (
        "metadata.json",
        json.dumps([{"photo_url": PHOTO_PAGE, "user_nsid": OWNER}]),
        [(P, OWNER, "record[0]")],
    ),
    "openimages-faces": ("faces.csv", f"{STATIC_2},1,2,3,4", [(P2, None, "L1")]),
    "cc-face": ("baby00.txt", f"{STATIC_2}\n\nhttps://example.com/a.jpg", [(P2, None, "L1")]),
    "fsxl": (
        "fsxl-metadata.json",
        json.dumps([{"image_name": f"{P}.jpg", "photo_url": PHOTO_PAGE}]),
        [(P, OWNER, "record[0]")],
    ),
    "ffhq-aging": (
        "labels.csv",
        "image_number,age_group\n9,3-6\n7,0-2",
        [(P2, None, "L2"), (P, OWNER, "L3")],
    ),
    "miap": ("miap.csv", f"ImageID,LabelName\n{IMAGE_ID},/m/01g317", [(P, OWNER, "L2")]),
    "lagenda": ("lagenda.csv", f"img_name,age,gender\n{IMAGE_ID}.jpg,7,F", [(P, OWNER, "L2")]),
    "yfcc-names": ("names.txt", f"data/images/abc/def/{HASH}.jpg", [(P, OWNER, "L1")]),
    "flickr-links": (
        "urls.csv",
        f"url\n{PHOTO_PAGE}\n{STATIC_2}",
        [(P, OWNER, "L2"), (P2, None, "L3")],
    ),
}


def imported(source, tmp_path, at, text=None):
    name, content, _rows = SAMPLES[source]
    lines = [content if text is None else text]
    return make.release(
        source, lines, tmp_path, at=at, name="made-up", file=name, through=through(source, tmp_path)
    )


def through(source, tmp_path) -> tuple[Path, ...]:
    """The other list that the source's own is read with, written down."""
    if source not in THROUGH:
        return ()
    name, content = THROUGH[source]
    (tmp_path / "through").mkdir(exist_ok=True)
    path = tmp_path / "through" / name
    path.write_text(content() + "\n")
    return (path,)


def test_every_source_that_can_be_read_has_a_sample():
    assert set(SAMPLES) == {name for name, source in sources().items() if source.reader}


@pytest.mark.django_db
@pytest.mark.parametrize("source", SAMPLES)
def test_what_a_reader_accepts_is_found_again_by_each_identifier(source, at, tmp_path):
    name, _content, rows = SAMPLES[source]
    summary = imported(source, tmp_path, at)
    assert (summary.rows, summary.rejected.total()) == (len(rows), 0)
    assert summary.indexed + summary.skipped == summary.lines
    file = "file-1" if sources()[source].hides_file_names else name
    for photo, owner, where in rows:
        (result,) = queries.find(refs.parse(str(photo)))
        assert [(match.locator, match.owner) for match in result.matches] == [
            (f"{source}/made-up/{file}#{where}", owner)
        ]
    owned = [photo for photo, owner, _where in rows if owner]
    if owned:
        (result,) = queries.find(refs.parse(OWNER), list_accounts=True)
        assert sorted(match.photo_id for match in result.matches) == owned
    (absent,) = queries.find(refs.parse(str(make.ABSENT)))
    assert [match.rows for match in absent.matches] == [0]


BROKEN = {
    "diveface": ("{o}_identity_x/{p}_0.jpg", "not of the form account_identity_k/photo_face.jpg"),
    "adience": ("{o}\t{p}.jpg\t1\t2\t3", "the file name is not of the form photo_secret_o.jpg"),
    "openimages": (
        open_row(P2, PHOTO_PAGE),
        "the picture’s address and its page name different photos",
    ),
    "pipa": ("1 x 3 4 5 6 7 8", "the album id or the photo id is not a number"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("source", BROKEN)
def test_a_line_that_bears_no_photo_is_refused_with_its_reason(source, at, tmp_path):
    line, reason = BROKEN[source]
    good = SAMPLES[source][1].rstrip("\r\n")
    summary = imported(source, tmp_path, at, good + "\n" + line.format(o=OWNER, p=P))
    number = good.count("\n") + 2
    assert Path(summary.rejects_file).read_text() == f"{SAMPLES[source][0]}\t{number}\t{reason}\n"


@pytest.mark.django_db
def test_a_key_that_the_other_list_does_not_have_is_refused_and_counted(at, tmp_path):
    summary = imported(
        "ffhq-aging", tmp_path, at, "image_number,age_group\n7,0-2\n9,0-2\n123,3-6\nx,3-6"
    )
    assert (summary.rows, summary.lines, summary.skipped) == (2, 5, 1)
    assert Path(summary.rejects_file).read_text().splitlines() == [
        "labels.csv\t5\tthe first column is no image number of FFHQ",
        "labels.csv\t4\tthe list that this one was drawn from does not have this key",
    ]


@pytest.mark.django_db
def test_a_list_of_keys_is_refused_without_the_list_that_has_them(at, tmp_path):
    with pytest.raises(CannotImport, match=r"--through FILE, ffhq-dataset-v2\.json"):
        make.release("ffhq-aging", ["image_number", "7"], tmp_path, at=at)
    with pytest.raises(CannotImport, match="--through is not for it"):
        make.release("meglass", make.MEGLASS_LINES, tmp_path, at=at, through=(tmp_path / "x",))
    assert joint.current_releases() == []


@pytest.mark.django_db
def test_hash_names_are_computed_where_the_list_prints_none(at, tmp_path):
    old = "\n".join([yfcc_line(columns=23), yfcc_line(P2, columns=23)])
    (tmp_path / "old").write_text(old + "\n")
    summary = make.release(
        "yfcc-names", [f"{HASH}.jpg"], tmp_path, at=at, through=(tmp_path / "old",), title="Names"
    )
    assert (summary.rows, summary.photos) == (1, 1)
    (result,) = queries.find(refs.parse(str(P)))
    assert [(match.outcome, match.owner) for match in result.hits] == [("found", OWNER)]


def test_the_registry_names_its_sources_and_what_was_not_checked_in_them():
    known = sources()
    complete = {"maker", "year", "counts", "key"}
    opened = [
        name
        for name, source in known.items()
        if complete <= {fact.about for fact in source.facts if fact.is_checked}
    ]
    assert len(opened) >= 10
    assert all(any(fact.is_checked for fact in source.facts) for source in known.values())
    unchecked = [fact for source in known.values() for fact in source.facts if not fact.is_checked]
    assert {fact.source for fact in unchecked} == {
        "from memory",
        "public code whose repository we cannot name",
    }


@pytest.mark.django_db
def test_a_file_that_differs_from_its_published_digest_is_refused(at, tmp_path):
    with pytest.raises(CannotImport, match="NVIDIA published 425ae20f06a4da1d4dc0f46d40ba5fd6"):
        make.release("ffhq", [SAMPLES["ffhq"][1]], tmp_path, at=at, file="ffhq-dataset-v2.json")
    assert joint.current_releases() == []
    assert not Release.objects.exists()


@pytest.mark.django_db
def test_a_dataset_without_flickr_ids_says_why_it_cannot_be_imported(at, tmp_path):
    with pytest.raises(CannotImport, match="Its files have names of their own and no Flickr id"):
        make.release("vggface2", ["x"], tmp_path, at=at)


def test_every_source_says_what_is_known_of_it_and_from_where():
    known = sources()
    for source in known.values():
        assert source.facts
        assert all(fact.text and fact.source for fact in (*source.facts, *source.reported_users))
        assert source.geometry_evidence in ("strong", "some", "none", "unknown")
        assert (source.reader is None) == bool(source.why_not)
        assert bool(source.means) == (source.reader is not None)
        assert all(name in known or name in ("flickr", "web") for name in source.derived_from)


def test_no_dataset_is_derived_from_itself():
    known = sources()

    def line(name):
        chain = [name]
        while chain[-1] in known and known[chain[-1]].derived_from:
            chain.append(known[chain[-1]].derived_from[0])
            assert len(chain) < 10
        return chain

    assert line("meglass") == ["meglass", "megaface", "yfcc100m", "flickr"]
    assert all(left != right for name in known for left, right in pairwise(line(name)))


def test_nobody_is_called_a_defendant():
    said = " ".join(
        fact.text + fact.source + source.about + source.means + source.status + source.why_not
        for source in sources().values()
        for fact in (*source.facts, *source.reported_users)
    )
    assert "defendant" not in said.lower()
    assert all(
        "report" in fact.source for source in sources().values() for fact in source.reported_users
    )


def as_file(source: str, rows: list[tuple[int, str]]) -> str:
    """Made-up rows (photo, account) as this source's files write them."""
    if source == "ffhq":
        return json.dumps(
            {
                n: {"metadata": {"photo_url": f"https://www.flickr.com/photos/{o}/{p}/"}}
                for n, (p, o) in enumerate(rows)
            }
        )
    if source in ("fdf", "fdf256", "fdh"):
        link = "http://farm1.staticflickr.com/1/{}_0123456789.jpg"
        return json.dumps(
            {n: {"photo_url": link.format(p), "user_nsid": o} for n, (p, o) in enumerate(rows)}
        )
    if source == "lpff":
        return json.dumps(
            {n: {"image_info": {"photo_id": str(p), "user_id": o}} for n, (p, o) in enumerate(rows)}
        )
    if source == "coco":
        link = "http://farm1.staticflickr.com/1/{}_0123456789_z.jpg"
        return json.dumps(
            {
                "images": [
                    {"id": n, "flickr_url": link.format(p)} for n, (p, _owner) in enumerate(rows)
                ]
            }
        )
    line = {
        "yfcc100m": lambda n, p, o: yfcc_line(p, o, number=n),
        "megaface": lambda n, p, o: f"{o[:3]}/{o}/{p}_{n % 3}.jpg",
        "meglass": lambda n, p, o: f"{o}_identity_{n}@{p}_0.jpg 1",
        "diveface": lambda n, p, o: f"{o}_identity_{n}/{p}_0.jpg",
        "pipa": lambda n, p, o: f"72157600000000001 {p} 1 2 3 4 5 1",
        "adience": lambda n, p, o: (
            f"{o}\t{p}_0123456789_o.jpg\t1\t(25, 32)\tf\t1\t1\t1\t1\t0\t0\t1"
        ),
        "openimages": lambda n, p, o: open_row(p, f"https://www.flickr.com/photos/{o}/{p}"),
        "images-of-groups": lambda n, p, o: f"{p}_0123456789_1_{o}.jpg\n1\t2\t3\t4\t28\t1",
        "flickr-links": lambda n, p, o: f"{n},https://www.flickr.com/photos/{o}/{p}/",
    }[source]
    head = {"adience": [ADIENCE_HEADER], "openimages": [OPEN_HEADER]}.get(source, [])
    return "\n".join([*head, *(line(n, p, o) for n, (p, o) in enumerate(rows))]) + "\n"


photos = st.integers(90_000_000_000, 90_000_000_400) | st.integers(1, 2**36)
accounts = st.builds(
    "{}@N{}".format, st.integers(10_000_000, 10_000_009) | st.integers(10**4, 10**11), st.just("99")
)


# The mixed lists have one reader, and those that are read with another list have a test of their
# own.
OWN_READER = [
    name
    for name in SAMPLES
    if name not in THROUGH and (name == "flickr-links" or not sources()[name].is_mixed)
]


@pytest.mark.parametrize("source", OWN_READER)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.tuples(photos, accounts), min_size=1, max_size=60), others=st.lists(photos))
def test_whatever_a_reader_accepts_is_found_and_nothing_else_ever(
    source, rows, others, tmp_path_factory, at
):
    folder = tmp_path_factory.mktemp("made-up")
    path = folder / "rows"
    path.write_text(as_file(source, rows))
    reading = sources()[source]
    with override_settings(INDEX_DIR=folder / "index"):
        summary = build.import_release(
            reading,
            [path],
            build.Order("r"),
            is_recorded=False,
            by="x",
            at=at,
            report=lambda *_: None,
        )
        assert (summary.rows, summary.rejected.total()) == (len(rows), 0)
        (release,) = joint.current_releases()
        for photo in {photo for photo, _owner in rows} | set(others):
            held = [owner for other, owner in rows if other == photo]
            assert len(release.find_photo(photo)) == len(held)
            if reading.has_owners:
                found = [ids.unpack_nsid(row.owner) for row in release.find_photo(photo)]
                assert sorted(found) == sorted(held)
        for owner in {owner for _photo, owner in rows} | {"77777777@N99"}:
            own = (
                sorted(photo for photo, other in rows if other == owner)
                if reading.has_owners
                else []
            )
            assert sorted(release.find_owner(ids.pack_nsid(owner)).photo.tolist()) == own
