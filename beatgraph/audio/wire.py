"""What travels between server and worker: frames of JSON, never pickles, for a hostile file may own the worker."""

import struct
from base64 import b64decode, b64encode
from dataclasses import asdict
from typing import Any

import orjson

from beatgraph.audio.sounds import Analysis, Clips, Examination, Fingerprint, Picture, Sound, Tags, Waveform

LENGTH = struct.Struct(">I")
LARGEST = 32 * 1024 * 1024
ACCEPTED = LENGTH.pack(0)
"""An empty frame: the worker has taken the request."""

Fields = dict[str, Any]


def frame(fields: Fields) -> bytes:
    content = orjson.dumps(fields)
    return LENGTH.pack(len(content)) + content


def fields_of(value: Sound | Tags | Fingerprint | Examination | Clips) -> Fields:
    if isinstance(value, Clips):
        return {"wavs": [b64encode(each).decode() for each in value.wavs]}
    fields: Fields = asdict(value)
    tags = fields if isinstance(value, Tags) else fields.get("tags")
    if tags and tags["picture"]:
        tags["picture"]["content"] = b64encode(tags["picture"]["content"]).decode()
    return fields


def sound_of(fields: Fields) -> Sound:
    return Sound(**fields)


def tags_of(fields: Fields) -> Tags:
    picture = fields["picture"]
    if picture:
        picture = Picture(picture["mime"], b64decode(picture["content"]))
    return Tags(**{**fields, "genres": tuple(fields["genres"]), "picture": picture})


def fingerprint_of(fields: Fields) -> Fingerprint:
    return Fingerprint(tuple(fields["words"]), tuple(map(tuple, fields["probes"])))


def clips_of(fields: Fields) -> Clips:
    return Clips(tuple(b64decode(each) for each in fields["wavs"]))


def examination_of(fields: Fields) -> Examination:
    measured = fields["analysis"]
    waveform = measured["waveform"]
    tuples = {name: tuple(measured[name]) for name in ("bpm_alternatives", "bars", "peaks")}
    nested = {
        "sound": sound_of(measured["sound"]),
        "waveform": Waveform(**{**waveform, "data": tuple(waveform["data"])}),
        "fingerprint": fingerprint_of(measured["fingerprint"]),
    }
    return Examination(Analysis(**{**measured, **tuples, **nested}), tags_of(fields["tags"]))
