"""Expected failures: one tree, each with a code for the graph and a status for REST."""

from collections.abc import Mapping
from uuid import UUID


class BeatgraphError(Exception):
    """Something a caller can cause and should read; everything else is a bug and is masked."""

    code = "ERROR"
    status = 400
    message = "The request could not be carried out."

    def __init__(self, message: str | None = None, *, field: str | None = None) -> None:
        super().__init__(message or self.message)
        self.field = field

    @property
    def text(self) -> str:
        return str(self.args[0])

    @property
    def details(self) -> Mapping[str, object]:
        """What a client may need beside code and message."""
        return {}


class BadRequestError(BeatgraphError):
    code = "BAD_USER_INPUT"
    status = 400
    message = "The request could not be understood."


class UnauthenticatedError(BeatgraphError):
    code = "UNAUTHENTICATED"
    status = 401
    message = "Unauthenticated."


class CredentialsError(UnauthenticatedError):
    code = "INVALID_CREDENTIALS"
    message = "These credentials do not match our records."


class ForbiddenError(BeatgraphError):
    code = "FORBIDDEN"
    status = 403
    message = "You don't have required permissions for this action."


class NotFoundError(BeatgraphError):
    code = "NOT_FOUND"
    status = 404

    def __init__(self, noun: str = "Resource", *, field: str | None = None) -> None:
        super().__init__(f"{noun} not found", field=field)


class NoProfileError(NotFoundError):
    """The caller has no artist profile, and needs one here."""

    def __init__(self) -> None:
        BeatgraphError.__init__(self, "No artist profile")


class NoRouteError(NotFoundError):
    """A path that leads nowhere."""

    def __init__(self) -> None:
        BeatgraphError.__init__(self, "Not Found")


class MethodNotAllowedError(BeatgraphError):
    code = "METHOD_NOT_ALLOWED"
    status = 405
    message = "Method Not Allowed"


class ConflictError(BeatgraphError):
    code = "CONFLICT"
    status = 409


class UnderWayError(ConflictError):
    """The same request, by its idempotency key, is being answered at this moment."""

    code = "UNDER_WAY"
    message = "A request with this idempotency key is being answered. Please try again in a moment."

    @property
    def details(self) -> Mapping[str, object]:
        return {"retry_after": 1}


class TooLargeError(BeatgraphError):
    code = "TOO_LARGE"
    status = 413
    message = "The body is too large."


class UnsupportedMediaError(BeatgraphError):
    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415


class InvalidError(BeatgraphError):
    """One or more values are refused; `errors` names each field and why."""

    code = "INVALID"
    status = 422
    message = "The given data was invalid."

    def __init__(
        self, message: str | None = None, *, field: str | None = None, errors: Mapping[str, list[str]] | None = None
    ) -> None:
        super().__init__(message, field=field)
        self.errors: dict[str, list[str]] = dict(errors or {})
        if field is not None and field not in self.errors:
            self.errors[field] = [self.text]


class OtherwiseAskedError(InvalidError):
    """An idempotency key that belongs to another request."""

    code = "IDEMPOTENCY_KEY_REUSED"
    message = "This idempotency key was used for another request. Take a new one."

    def __init__(self) -> None:
        super().__init__(field="idempotency_key")


class EmailTakenError(InvalidError):
    """Somebody has an account with this e-mail; the label app is told whose."""

    code = "EMAIL_TAKEN"
    message = "The email has already been taken."

    def __init__(self, email: str, holder: UUID) -> None:
        super().__init__(field="email")
        self.email = email
        self.holder = holder


class AudioRefusedError(InvalidError):
    """An uploaded sound that cannot be taken: empty, unknown format, truncated, too short, unreadable."""

    code = "AUDIO_REFUSED"

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message, field="file")
        self.reason = reason

    @property
    def details(self) -> Mapping[str, object]:
        return {"reason": self.reason}


class TooManyRequestsError(BeatgraphError):
    code = "RATE_LIMITED"
    status = 429
    message = "Too Many Attempts."

    def __init__(self, message: str | None = None, *, retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after

    @property
    def details(self) -> Mapping[str, object]:
        return {"retry_after": self.retry_after}


class QuotaError(BeatgraphError):
    """There are as many as there can be; waiting does not help by itself."""

    code = "QUOTA_EXCEEDED"
    status = 429


class UnavailableError(BeatgraphError):
    """A part of the platform that is down or full for the moment; trying again may help."""

    code = "UNAVAILABLE"
    status = 503
    message = "The service is unavailable at the moment. Please try again later."

    def __init__(self, message: str | None = None, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after

    @property
    def details(self) -> Mapping[str, object]:
        return {} if self.retry_after is None else {"retry_after": self.retry_after}


class UpstreamError(UnavailableError):
    """Somebody else's server, which this needs, has failed."""

    code = "UPSTREAM_FAILED"
    status = 502


class UpstreamTimeoutError(UnavailableError):
    """Somebody else's server, which this needs, takes too long."""

    code = "UPSTREAM_TIMEOUT"
    status = 504


class StorageFullError(UnavailableError):
    code = "STORAGE_FULL"
    status = 507
    message = "The storage is full at the moment. Please try again later."
