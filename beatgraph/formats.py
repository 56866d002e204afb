"""Formats of files that are taken: the ending they are stored under, the media type they are served as."""

SOUNDS = {
    "wav": "audio/wav",
    "flac": "audio/flac",
    "mp3": "audio/mpeg",
    "aiff": "audio/aiff",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "m4a": "audio/mp4",
}
PICTURES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
EXPORTS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf"}
UNKNOWN = "application/octet-stream"


def media_type(key: str) -> str:
    """How a stored file is served: its ending was ours to choose."""
    ending = key.rpartition(".")[2]
    return SOUNDS.get(ending) or PICTURES.get(ending) or EXPORTS.get(ending) or UNKNOWN
