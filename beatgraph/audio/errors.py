"""What can be wrong with a file that was meant to be audio."""

from typing import Literal

Reason = Literal[
    "empty", "unsupported_format", "truncated", "too_short", "too_long", "unreadable", "timeout"
]  # fmt: skip


class AudioError(Exception):
    """A file that cannot be taken: `reason` is for programs, the message for people."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message

    def __reduce__(self) -> tuple[type["AudioError"], tuple[Reason, str]]:
        return AudioError, (self.reason, self.message)
