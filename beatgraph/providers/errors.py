"""The ways in which somebody else's server can fail us."""


class ProviderError(Exception):
    """`provider` did not do what it was asked; the message is for the operator, not for strangers."""

    def __init__(self, provider: str, message: str) -> None:
        super().__init__(f"{provider}: {message}")
        self.provider = provider


class ProviderRefusedError(ProviderError):
    """It does not accept our credentials, or our subscription does not cover this."""


class ProviderLimitedError(ProviderError):
    """It has had enough of us until so many seconds have passed."""

    def __init__(self, provider: str, message: str, *, retry_after: int) -> None:
        super().__init__(provider, message)
        self.retry_after = retry_after


class ProviderDownError(ProviderError):
    """It cannot be reached, or has a fault of its own."""


class ProviderTimeoutError(ProviderError):
    """It takes too long."""


class ProviderAnswerError(ProviderError):
    """What it answers cannot be understood."""
