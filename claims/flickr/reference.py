"""One reference to a Flickr photo or account, as it was read."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST_LINK = 1_000  # characters
LONGEST_SHOWN = 60  # of a text that could not be read
# Though whose it is may be told.
NOT_LOOKED_UP = frozenset({"guest_pass", "gallery", "group", "tag"})


@dataclass(frozen=True)
class Ref:
    """One reference.

    `kind` says what it is; the other fields hold what that form gives and are empty otherwise.

    Kinds: photo, static, static_video, dataset_path, export_file and photo_file name a photo; nsid
    and user an account; album an album; alias and display_name a name that only Flickr can resolve;
    possible_photo and export_file_ambiguous have `readings` and no photo; user_short and
    user_internal_id cannot be resolved off line; guest_pass, gallery, group and tag are not looked
    up; invalid, unknown_file, unrecognised and not_flickr could not be read, and `why` says more.
    """

    input: str
    kind: str
    photo_id: int | None = None
    owner: str | None = None  # NSID
    alias: str | None = None  # the name in the link; it can change, the NSID does not
    name: str | None = None  # display name
    secret: str | None = None
    original_secret: str | None = None
    server: int | None = None
    farm: int | None = None
    size: str | None = None
    readings: tuple[int, ...] = ()  # photo ids that it may name
    why: str = ""  # what else it could be, or why it was not read
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def album_id(self) -> int | None:
        """The album itself; a photo's link may name one too, which says nothing of the photo."""
        return int(self.extra["album_id"]) if self.kind == "album" else None

    @property
    def is_read(self) -> bool:
        """Whether it names something that can be looked up, or could be."""
        names_a_photo = self.photo_id or self.readings or self.album_id
        return self.kind not in NOT_LOOKED_UP and bool(
            names_a_photo or self.owner or self.alias or self.name
        )


def address(ref: Ref) -> str:
    """The plainest spelling of a photo (its page) or of an account (its NSID), "" for anything
    else.

    Whose a photo is stands in it only if the reference said so.
    """
    if not ref.photo_id:
        return ref.owner or ""
    if owner := ref.owner or ref.alias:
        return f"https://www.flickr.com/photos/{owner}/{ref.photo_id}/"
    return f"https://www.flickr.com/photo.gne?id={ref.photo_id}"
