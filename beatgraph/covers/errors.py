"""Why a cover cannot be made."""


class CoverError(Exception):
    """Which parameter is refused, and why, for people."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
