"""Sign-ins that are renewed and ended at the same moment, and how long their end is remembered."""

import asyncio

import pytest
from sqlalchemy import text
from sqlmodel import select

from beatgraph.auth.viewer import Client
from beatgraph.identity import FrontDesk
from beatgraph.models import RefreshToken
from beatgraph.services import sessions

pytestmark = pytest.mark.anyio

ME = "/api/v1/users/me"
REFRESH = "/api/v1/auth/refresh"
LOGOUT = "/api/v1/auth/logout"


@pytest.fixture
async def begun(workshop, make):
    user = await make.user()
    async with workshop.writing() as work:
        return await sessions.begin(work, workshop.signer, user.id, token_name="phone")


@pytest.fixture
def waited(workshop):
    """Hold on until somebody waits for a lock of PostgreSQL; on SQLite whoever comes second waits to begin."""

    waiting = text("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")

    async def until():
        if workshop.database.is_sqlite:
            return
        async with asyncio.timeout(30):
            while True:
                async with workshop.reading() as work:
                    if (await work.session.execute(waiting)).first():
                        return
                await asyncio.sleep(0.01)

    return until


@pytest.fixture
def refresh(doors):
    async def renew(token):
        return (await doors.post(REFRESH, json={"refresh_token": token})).status_code

    return renew


async def test_a_logout_beside_a_refresh_ends_the_new_tokens_too(begun, workshop, doors, refresh, waited, clock):
    async with workshop.writing() as work:
        renewed = await sessions.renew(work, workshop.signer, begun.refresh_token)
        logout = asyncio.create_task(doors.post(LOGOUT, begun.token))
        await waited()
    answer = await logout

    assert answer.status_code == 200
    async with workshop.reading() as work:
        rows = (await work.session.exec(select(RefreshToken))).all()
    assert [row.revoked_at for row in rows] == [clock(), clock()]
    assert await refresh(renewed.refresh_token) == 401
    for token in (begun.token, renewed.token, begun.personal):
        assert (await doors.get(ME, token)).status_code == 401


async def test_a_refresh_beside_a_logout_comes_to_nothing(begun, workshop, refresh, waited):
    async with workshop.writing() as work:
        await sessions.end(work, begun.viewer.session)
        late = asyncio.create_task(refresh(begun.refresh_token))
        await waited()

    assert await late == 401
    async with workshop.reading() as work:
        assert len((await work.session.exec(select(RefreshToken))).all()) == 1


async def test_a_reuse_beside_a_refresh_ends_the_new_tokens_too(begun, workshop, refresh, waited):
    async with workshop.writing() as work:
        second = await sessions.renew(work, workshop.signer, begun.refresh_token)
    async with workshop.writing() as work:
        third = await sessions.renew(work, workshop.signer, second.refresh_token)
        reuse = asyncio.create_task(refresh(begun.refresh_token))
        await waited()

    assert await reuse == 401
    assert await refresh(third.refresh_token) == 401


async def test_two_ends_of_a_sign_in_never_wait_for_each_other(begun, workshop, doors, waited):
    viewer = await workshop.identify(f"Bearer {begun.personal}", Client())
    async with workshop.writing() as work:
        await sessions.renew(work, workshop.signer, begun.refresh_token)
        logout = asyncio.create_task(FrontDesk(workshop, Client()).sign_out(viewer))
        await waited()
        await sessions.end(work, begun.viewer.session)
    await logout

    assert (await doors.get(ME, begun.personal)).status_code == 401


async def test_an_end_is_remembered_as_long_as_a_refresh_token_lives(begun, workshop, make, refresh, clock):
    other = await make.user()
    async with workshop.writing() as work:
        await sessions.end(work, begun.viewer.session)
        forgotten = (await work.session.exec(select(RefreshToken))).one()
        # Whatever its own row says: the sign-in is over.
        forgotten.revoked_at = None

    clock.forward(days=29, hours=23)
    async with workshop.writing() as work:
        another = await sessions.begin(work, workshop.signer, other.id)
        await sessions.end(work, another.viewer.session)

    assert await refresh(begun.refresh_token) == 401
