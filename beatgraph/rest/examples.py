"""Examples for the reference: a value for each schema, by the words that its fields go by."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

WORDS: dict[str, Any] = {
    "album_name": "Night Drives",
    "artist_name": "Nova Reyes",
    "artists": [7],
    "avatar": "https://cdn.example.com/avatars/7.jpg",
    "beats_url": "https://example.com/beats",
    "bio": "Late-night drums and tape hiss.",
    "block_reason": "pending",
    "bpm": 140,
    "city": "Montréal",
    "contact_url": "/contact",
    "content": "That bass line!",
    "country": "CA",
    "cover_image": "https://cdn.example.com/covers/wide-7.jpg",
    "createdAt": "2026-02-20T12:00:00.000Z",
    "created_at": "2026-02-20T12:00:00.000000Z",
    "currency": "CAD",
    "data": {"first_name": "Nova", "last_name": "Reyes", "beats_url": "https://example.com/beats", "role": "producer"},
    "description": "Dusty keys over a slow half-time groove.",
    "display_name": "Nova Reyes",
    "duration": 182_400,
    "duration_text": "3:02",
    "email": "nova@example.com",
    "expires_in": 900,
    "extension": "wav",
    "file_name": "5f2c9a.wav",
    "first_page_url": "https://beatgraph.example/api/v1/tracks?paginate=simple&page=1",
    "genre": "lo-fi",
    "ids": [42, 43],
    "image": "https://cdn.example.com/covers/42.jpg",
    "image_small": "https://cdn.example.com/covers/7-small.jpg",
    "key": "A",
    "last_updated": "2026-02-20T12:00:00Z",
    "licensing_type": "non_exclusive_only",
    "loader": "trackPage",
    "member_since": "2025-06-01T09:00:00Z",
    "mime": "audio/wav",
    "model_type": "track",
    "name": "Night Drive",
    "next_page_url": None,
    "password": "a long passphrase",
    "password_confirmation": "a long passphrase",
    "path": "https://beatgraph.example/api/v1/tracks",
    "phone": "+1 514 555 0123",
    "prev_page_url": None,
    "release_date": "2026-02-14",
    "release_year": 2026,
    "role": "producer",
    "roles": ["producer"],
    "sample_safe_notes": "Every sound is my own.",
    "scale": "minor",
    "social_links": {"twitter": "@producer", "instagram": "@producer"},
    "spotify_album_id": "4aawyAB9vmqN3uQ7FjRGTy",
    "spotify_id": "11dFghVXANMlKmJXsNCbNl",
    "spotify_url": "https://open.spotify.com/track/11dFghVXANMlKmJXsNCbNl",
    "status": "success",
    "tags": ["calm", "night"],
    "text": "[00:01] Rain on the window",
    "title": "Night Drive",
    "token_name": "studio laptop",
    "updatedAt": "2026-02-20T12:00:00.000Z",
    "updated_at": "2026-02-20T12:00:00.000000Z",
    "upload_date": "2026-02-20T12:00:00Z",
    "url": "https://beatgraph.example/media/audio/5f2c9a.wav",
    "username": "nova",
    "website": "https://nova.example.com",
    "with": "genres,tags",
}
FORMATS = {
    "uuid": "a1b2c3d4-e5f6-4a5b-8c7d-9e8f7a6b5c4d",
    "date-time": "2026-02-20T12:00:00Z",
    "date": "2026-02-20",
    "uri": "https://example.com",
    "binary": "",
}
KINDS = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


def example(schema: Schema, known: Mapping[str, Schema], name: str = "") -> Any:
    """A value that fits a schema; `known` are the schemas it may refer to."""
    schema = _resolved(schema, known)
    if "const" in schema:
        return schema["const"]
    branches = [_resolved(each, known) for each in schema.get("anyOf", schema.get("oneOf", ()))]
    if "enum" in schema:
        return schema["enum"][0]
    for each in branches or [schema]:
        if "enum" not in each and "properties" not in each and "format" not in each and _fits(WORDS.get(name), each):
            return WORDS[name]
    if branches:
        return example(next((each for each in branches if each.get("type") != "null"), branches[0]), known, name)
    return _made(schema, known, name)


def _made(schema: Schema, known: Mapping[str, Schema], name: str) -> Any:
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object" or "properties" in schema:
        return {key: example(each, known, key) for key, each in schema.get("properties", {}).items()}
    if kind == "array":
        items = schema.get("items")
        return [example(items, known, name.removesuffix("s"))] if items else []
    if kind in ("integer", "number"):
        return max(1, schema.get("minimum", 0))
    if kind == "string":
        return FORMATS.get(schema.get("format", ""), "x" * max(len("text"), schema.get("minLength", 0)))
    return {"boolean": True, "null": None}.get(kind or "null")


def _resolved(schema: Schema, known: Mapping[str, Schema]) -> Schema:
    while "$ref" in schema:
        schema = known[schema["$ref"].rpartition("/")[2]]
    return schema


def _fits(value: Any, schema: Schema) -> bool:
    """Whether a word is of the kind that a schema wants, within its bounds."""
    if value is None:
        return False
    kinds = schema.get("type", ())
    kind = KINDS[type(value)]
    if kind not in (kinds if isinstance(kinds, list) else [kinds]) and (kind, kinds) != ("integer", "number"):
        return False
    if isinstance(value, str):
        return bool(schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)))
    if isinstance(value, int):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return not (isinstance(value, list) and _kind_of_items(schema) not in ("", KINDS[type(value[0])]))


def _kind_of_items(schema: Schema) -> str:
    """The one kind that an array's items can be; empty where there are several."""
    items = schema.get("items", {})
    return str(items.get("type", "")) if "$ref" not in items else "object"
