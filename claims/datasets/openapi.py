"""The description of `/api/v1/` in OpenAPI 3.1.

A test validates it and holds every answer against it.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

MOST_IDS, MOST_REFERENCES, LONGEST_REFERENCE = 100_000, 10_000, 1_000  # of one check; characters

OUTCOMES = [
    "found",
    "account_found",
    "possible_photo",
    "possible_account",
    "upstream_only",
    "not_found",
    "not_checkable",
    "name_not_checkable",
]
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
PHOTO_ID: Schema = {"type": "integer", "minimum": 1, "maximum": 9223372036854775807}


def either(schema: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def record(properties: dict[str, Schema], about: str = "") -> Schema:
    """An object in which every property stands, and no other."""
    described = {"description": about} if about else {}
    return described | {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def listed(items: Schema, **limits: Any) -> Schema:
    return {"type": "array", "items": items, **limits}


def named(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


SCHEMAS: dict[str, Schema] = {
    "Problem": record(
        {"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT},
        "RFC 9457 problem details. `detail` says what is wrong and what to do.",
    ),
    "Fact": record({"text": TEXT, "source": TEXT}, "One statement, and where it is from."),
    "File": record({"name": TEXT, "sha256": TEXT, "unit": TEXT}),
    "Match": record(
        {
            "dataset": TEXT,
            "release": TEXT,
            "outcome": {"type": "string", "enum": OUTCOMES},
            "rows": COUNT,
            "locator": TEXT,
            "file": TEXT,
            "sha256": TEXT,
            "line": either(COUNT),
            "photo_id": either(PHOTO_ID),
            "owner": either(TEXT),
        },
        "What one release says. Rows of an account are counted, not listed. A negative has no rows;"
        " `not_found` means not found in the release that is held, and never that a photo is in no "
        "copy of the dataset.",
    ),
    "Result": record(
        {
            "input": TEXT,
            "kind": TEXT,
            "readings": listed(PHOTO_ID),
            "why": TEXT,
            "photo_id": either(PHOTO_ID),
            "owner": either(TEXT),
            "matches": listed(named("Match")),
        }
    ),
    "Columns": record(
        {"photo_id": listed(PHOTO_ID), "file": listed(COUNT), "place": listed(COUNT)},
        "Columns of equal length, one entry a row that was found. `file` counts the release's files"
        " from 0; `place` is a line from 1 where the file's `unit` is `line`; otherwise it counts "
        "the file's records, from 0 for JSON and from 1 for Parquet. A `locator` (in the answer to "
        "`references`) says where that is in the file.",
    ),
    "ReleaseRows": record(
        {
            "dataset": TEXT,
            "release": TEXT,
            "files": listed(named("File")),
            "outcome": {"type": "string", "enum": ["found", "upstream_only"]},
            "rows": named("Columns"),
        }
    ),
    "Release": record(
        {
            "dataset": TEXT,
            "release": TEXT,
            "files": listed(named("File")),
            "rows": COUNT,
            "photos": COUNT,
            "owners": COUNT,
            "title": TEXT,
            "lines": COUNT,
            "indexed": COUNT,
            "skipped": COUNT,
            "refused": COUNT,
            "built_at": {"type": "string", "format": "date-time"},
            "ranges": {
                "type": "object",
                "description": (
                    "By kind (photo, owner), how the private check is divided. Empty until it is "
                    "made."
                ),
                "additionalProperties": record(
                    {"digits": COUNT, "entries": COUNT, "largest": COUNT}
                ),
            },
        }
    ),
    "Dataset": record(
        {
            "name": TEXT,
            "title": TEXT,
            "maker": TEXT,
            "year": TEXT,
            "about": TEXT,
            "status": TEXT,
            "geometry_evidence": {"type": "string", "enum": ["strong", "some", "none", "unknown"]},
            "derived_from": listed(TEXT),
            "published_rows": {"anyOf": [COUNT, {"type": "null"}]},
            "is_pool": {"type": "boolean"},
            "is_checkable": {"type": "boolean"},
            "why_not": TEXT,
            "facts": listed(named("Fact")),
            "reported_users": listed(named("Fact")),
            "releases": listed(named("Release")),
        }
    ),
}

PROBLEMS = {
    400: "The request cannot be read; `detail` says why.",
    404: "There is nothing at this address.",
    405: "Another method is meant.",
    413: "The request is too large.",
    415: "The request is not JSON.",
    429: "Too many requests; `Retry-After` says for how many seconds.",
}


def _answers(about: str, content: Schema, *problems: int) -> Schema:
    refused = {"application/problem+json": {"schema": named("Problem")}}
    return {
        "200": {"description": about, "content": content},
        **{
            str(status): {"description": PROBLEMS[status], "content": refused}
            for status in problems
        },
    }


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _in_path(name: str, about: str, **schema: Any) -> Schema:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": about,
        "schema": TEXT | schema,
    }


CHECK: Schema = {
    "operationId": "check",
    "summary": "Look photos and accounts up in every release that is held",
    "description": "Nothing of what is asked is stored or logged.",
    "requestBody": {
        "required": True,
        "content": _json(
            {
                "oneOf": [
                    record({"photo_ids": listed(PHOTO_ID, minItems=1, maxItems=MOST_IDS)}),
                    record(
                        {
                            "references": listed(
                                TEXT | {"maxLength": LONGEST_REFERENCE},
                                minItems=1,
                                maxItems=MOST_REFERENCES,
                            )
                        }
                    ),
                ]
            }
        ),
    },
    "responses": _answers(
        "For `photo_ids` the rows of each release, as columns; for `references` a result for each "
        "reference found.",
        _json(
            {
                "oneOf": [
                    record({"asked": COUNT, "releases": listed(named("ReleaseRows"))}),
                    record({"results": listed(named("Result"))}),
                ]
            }
        ),
        400,
        405,
        413,
        415,
        429,
    ),
}
DATASETS: Schema = {
    "operationId": "datasets",
    "summary": "What is known of each dataset, and which releases are held",
    "responses": _answers(
        "Every dataset.", _json(record({"datasets": listed(named("Dataset"))})), 405
    ),
}
RANGE: Schema = {
    "operationId": "range",
    "summary": "One bucket of the private check",
    "description": (
        "Hash `<dataset>/<release>/<kind>/<id>` with SHA-256 (photo: the photo id in digits; owner:"
        " the NSID), write the first eight bytes as capital hexadecimal digits, ask with the first "
        "`digits` of them (`all` where that is 0), and look for the others in the answer. Padding "
        "has 0 after the colon."
    ),
    "parameters": [
        _in_path("dataset", "A dataset's name."),
        _in_path("release", "A release's name."),
        _in_path("kind", "What was hashed.", enum=["photo", "owner"]),
        _in_path("prefix", "The first digits of the hash, or `all`."),
    ],
    "responses": _answers(
        "Each line what a hash goes on with, a colon, and 1, or 0 for padding.",
        {"text/plain": {"schema": TEXT}},
        400,
        404,
        405,
        429,
    ),
}


def document(site: str) -> Schema:
    """The whole description.

    `site`: where the interface is served, without a slash at the end.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Standing: is a Flickr photo in a face dataset?",
            "version": "1",
            "description": (
                "Look-ups by identifier in the releases that this site holds. “Not found” means not"
                " found in those releases."
            ),
        },
        "servers": [{"url": f"{site}/api/v1"}],
        "paths": {
            "/check": {"post": CHECK},
            "/datasets": {"get": DATASETS},
            "/range/{dataset}/{release}/{kind}/{prefix}": {"get": RANGE},
        },
        "components": {"schemas": SCHEMAS},
    }
