"""Reading other people's JSON: a value where it should be and of the kind it should be, or None."""

import re
from datetime import date
from typing import Any

TEXT_AT_MOST = 255
ADDRESS_AT_MOST = 2048


def at(answer: Any, *path: str | int) -> Any:
    """What lies at the end of a path of keys and indexes; None where the path breaks off."""
    for step in path:
        if isinstance(step, str) and isinstance(answer, dict):
            answer = answer.get(step)
        elif isinstance(step, int) and isinstance(answer, list) and step < len(answer):
            answer = answer[step]
        else:
            return None
    return answer


def text(answer: Any, *path: str | int) -> str | None:
    """A text that can be stored; an empty one is none."""
    found = at(answer, *path)
    if not isinstance(found, str):
        return None
    found = found.replace("\x00", "").encode(errors="ignore").decode().strip()
    return found[:TEXT_AT_MOST] or None


def whole(answer: Any, *path: str | int, most: int = 2**31 - 1) -> int | None:
    """A whole number from 0; a fraction is rounded."""
    found = at(answer, *path)
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= most:
        return None
    return round(found)


def objects(answer: Any, *path: str | int) -> list[dict[str, Any]]:
    """The objects of a list; catalogues put nulls in theirs."""
    found = at(answer, *path)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def names(answer: Any, *path: str | int) -> str | None:
    """The names of people in a list, as they are written on a record."""
    found = [name for each in objects(answer, *path) if (name := text(each, "name"))]
    return ", ".join(found)[:TEXT_AT_MOST] or None


def day(answer: Any, *path: str | int) -> date | None:
    """A whole date; a year or a month alone is none."""
    try:
        return date.fromisoformat(text(answer, *path) or "")
    except ValueError:
        return None


def address(answer: Any, *path: str | int) -> str | None:
    """An https address that somebody may be sent to."""
    found = at(answer, *path)
    if not isinstance(found, str) or len(found) > ADDRESS_AT_MOST:
        return None
    return found if re.fullmatch(r"https://[A-Za-z0-9.-]+(/[!-~]*)?", found) else None


def named(prefix: str, answer: Any, *path: str | int) -> str | None:
    """The address of something by its id at a service."""
    found = at(answer, *path)
    word = str(found) if isinstance(found, int | str) and not isinstance(found, bool) else ""
    return f"{prefix}{word}" if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", word) else None
