"""Users over REST."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.models import User
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, row_id, word
from beatgraph.rest.responses import Micros, Millis, View, status_success
from beatgraph.services import users
from beatgraph.work import Work


class UserView(View):
    """What everybody sees of a user, exactly."""

    id: int
    display_name: str
    avatar: str | None
    model_type: str = "user"


class OwnUserView(UserView):
    """What a user sees of themselves, and an admin of everybody."""

    email: str
    username: str | None
    phone: str | None
    is_admin: bool
    email_verified_at: Micros | None
    created_at: Micros
    updated_at: Micros


class LabelAppUser(View):
    """A user as the label app knows them."""

    id: UUID
    email: str
    name: str
    phone: str | None
    role: str
    createdAt: Millis
    updatedAt: Millis


def label_app_view(row: User) -> LabelAppUser:
    return LabelAppUser(
        id=row.uuid,
        email=row.email,
        name=row.display_name,
        phone=row.phone,
        role="admin" if row.is_admin else "user",
        createdAt=row.created_at,
        updatedAt=row.updated_at,
    )


async def named_user(request: Request, work: Work) -> User:
    """The user that `{user}` names: by an id, or `me`."""
    return await (users.me(work) if word(request, "user") == "me" else users.get(work, row_id(request, "user")))


async def get_me(request: Request) -> Response:
    async with caller(request).reading() as work:
        row = await users.me(work)
    return status_success(user=OwnUserView.model_validate(row))


async def get_user(request: Request) -> Response:
    async with caller(request).reading() as work:
        row = await users.get(work, row_id(request, "user"))
    shown = OwnUserView if users.is_private_to(caller(request).viewer, row) else UserView
    return status_success(user=shown.model_validate(row))


class UserAnswer(View):
    status: str = "success"
    user: OwnUserView | UserView


class OwnUserAnswer(View):
    status: str = "success"
    user: OwnUserView


OPERATIONS = [
    Operation("GET", "/api/v1/users/me", get_me, "The caller's own account.", token=True, response=OwnUserAnswer),
    Operation("GET", "/api/v1/users/{user}", get_user, "One user.", response=UserAnswer, errors=(404,)),
]
