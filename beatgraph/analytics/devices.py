"""Devices: what a client's name says of the machine and the system it runs on."""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Machine:
    """Words of the breakdowns; None is unknown."""

    device: str | None = None
    platform: str | None = None


UNKNOWN = Machine()
_TELEVISION = re.compile(
    r"smart-?tv|smarttv|appletv|apple tv|googletv|android tv|tizen|web0s|webos|roku|xbox|playstation|crkey|bravia", re.I
)
_TABLET = re.compile(r"ipad|tablet|kindle|silk/|playbook|sm-t\d", re.I)
_PHONE = re.compile(r"iphone|ipod|mobile|phone", re.I)
_SYSTEMS = (
    ("ios", re.compile(r"iphone|ipad|ipod|\bios\b|cfnetwork", re.I)),
    ("android", re.compile(r"android|okhttp|dalvik", re.I)),
    ("windows", re.compile(r"windows", re.I)),
    ("macos", re.compile(r"macintosh|mac os x|macos|darwin", re.I)),
    ("linux", re.compile(r"linux|x11|cros", re.I)),
    ("web", re.compile(r"mozilla|opera", re.I)),
)
_ON_A_DESK = frozenset({"windows", "macos", "linux"})


@lru_cache(maxsize=4096)
def machine(user_agent: str) -> Machine:
    """The system where it is named, `web` for a browser that names none, `other` for any other client."""
    if not user_agent.strip():
        return UNKNOWN
    platform = next((name for name, words in _SYSTEMS if words.search(user_agent)), "other")
    if _TELEVISION.search(user_agent):
        device: str | None = "tv_other"
    elif _TABLET.search(user_agent) or (
        platform == "android" and "mozilla" in user_agent.lower() and not _PHONE.search(user_agent)
    ):
        device = "tablet"
    elif _PHONE.search(user_agent) or platform in ("ios", "android"):
        device = "mobile"
    else:
        device = "desktop" if platform in _ON_A_DESK else None
    return Machine(device, platform)


def _is_android_tablet(user_agent: str) -> bool:
    """Browsers on Android say “Mobile” on a telephone and nothing on a tablet."""
    return user_agent.startswith("Mozilla") and "Android" in user_agent and not _PHONE.search(user_agent)
