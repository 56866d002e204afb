"""Sentences: what is wrong with a field, in our own words instead of those of the library that has found it."""

from collections.abc import Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

MUST_BE = "This must be "
TEXT, WHOLE, NUMBER, ANSWER, MANY, THINGS = "text", "a whole number", "a number", "true or false", "a list", "an object"
UUID = "a UUID, such as 550e8400-e29b-41d4-a716-446655440000"
DATE = "a date, written YYYY-MM-DD"
INSTANT = "a date and time, such as 2026-03-14T12:00:00Z"
ADDRESS = "a web address, such as https://example.com"

KINDS = {
    "string_type": TEXT,
    "string_unicode": TEXT,
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_parsing_size": WHOLE,
    "int_from_float": WHOLE,
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "finite_number": NUMBER,
    "bool_type": ANSWER,
    "bool_parsing": ANSWER,
    "list_type": MANY,
    "dict_type": THINGS,
    "mapping_type": THINGS,
    "model_type": THINGS,
    "model_attributes_type": THINGS,
    "uuid_type": UUID,
    "uuid_parsing": UUID,
    "uuid_version": UUID,
    "date_type": DATE,
    "date_parsing": DATE,
    "date_from_datetime_parsing": DATE,
    "date_from_datetime_inexact": DATE,
    "datetime_type": INSTANT,
    "datetime_parsing": INSTANT,
    "datetime_from_date_parsing": INSTANT,
    "datetime_object_invalid": INSTANT,
}
"""What a value must be, by the type of the library's error, where it is something else altogether."""
WORDS = ("literal_error", "enum")
"""Errors of a value that is none of a closed set's words."""


def by_field(error: ValidationError, grouped: frozenset[str]) -> dict[str, list[str]]:
    """Sentences by field, each once; of the fields that are `grouped`, by the field in them."""
    errors: dict[str, list[str]] = {}
    for alike in _about_one_value(error.errors(include_url=False)):
        place = alike[0]["loc"]
        deep = 2 if place and place[0] in grouped else 1
        name = ".".join(str(part) for part in place[:deep]) or "body"
        sentence = _sentence(alike)
        if sentence not in errors.setdefault(name, []):
            errors[name].append(sentence)
    return errors


def first(error: ValidationError) -> str:
    """What is wrong with one event of many: the field, and the first sentence about it; or that it is no JSON."""
    alike = _about_one_value(error.errors(include_url=False))[0]
    match alike[0]["type"]:
        case "json_invalid":
            return "no JSON"
        case "model_type":
            return "no JSON object"
    sentence = _sentence(alike).removesuffix(".")
    return f"{'.'.join(map(str, alike[0]['loc']))}: {sentence[:1].lower()}{sentence[1:]}"


def _about_one_value(errors: Sequence[ErrorDetails]) -> list[list[ErrorDetails]]:
    """A value that may be of several kinds has an error for each of them, at one place but for the kind's name."""
    groups: list[list[ErrorDetails]] = []
    for each in errors:
        last = groups[-1][0] if groups else None
        if last and len(each["loc"]) > 1 and last["loc"][:-1] == each["loc"][:-1] and last["input"] is each["input"]:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _sentence(alike: Sequence[ErrorDetails]) -> str:
    """Of the kinds that a value may be of, the one that it is of counts; where it is of none, all of them do."""
    kinds = [_kind(each) for each in alike]
    for each, kind in zip(alike, kinds, strict=True):
        if not kind:
            return _rule(each)
    return f"{MUST_BE}{' or '.join(dict.fromkeys(kinds))}."


def _kind(error: ErrorDetails) -> str:
    if error["type"] in WORDS:
        return str(error["ctx"]["expected"]).replace("'", "")
    if error["type"].startswith("url_"):
        return ADDRESS
    return KINDS.get(error["type"], "")


def _rule(error: ErrorDetails) -> str:
    """What a value of the right kind breaks."""
    bounds = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return "This is required."
        case "value_error":
            return _reason(bounds["error"])
        case "string_too_short":
            return (
                "This cannot be empty." if bounds["min_length"] == 1 else f"At least {bounds['min_length']} characters."
            )
        case "string_too_long":
            return f"At most {bounds['max_length']} characters."
        case "too_short":
            return "This cannot be empty." if bounds["min_length"] == 1 else f"At least {bounds['min_length']} entries."
        case "too_long":
            return f"At most {bounds['max_length']} entries."
        case "greater_than_equal":
            return f"{MUST_BE}{_number(bounds['ge'])} or more."
        case "less_than_equal":
            return f"{MUST_BE}{_number(bounds['le'])} or less."
    return f"{error['msg'].removesuffix('.')}."


def _number(bound: float) -> str:
    return str(int(bound)) if bound == int(bound) else str(bound)


def _reason(error: Exception) -> str:
    """A check may have asked the library in its turn."""
    return _sentence(error.errors(include_url=False)) if isinstance(error, ValidationError) else str(error)
