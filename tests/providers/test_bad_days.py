"""Vendors on a bad day: limits, faults, silence and nonsense, the same way for each of them."""

import asyncio

import httpx2
import pytest

from beatgraph.providers import (
    ProviderAnswerError,
    ProviderDownError,
    ProviderLimitedError,
    Providers,
    ProviderTimeoutError,
)
from beatgraph.providers.opening import open_providers
from beatgraph.providers.vendor import Vendor
from beatgraph.settings import Settings
from tests.providers.test_recognisers import SAMPLE
from tests.vendors import MALFORMED, SLOW, AcoustIdServer, Mood, Street, Watch
from tests.vendors.world import all_configured

NAMES = ["spotify", "acrcloud", "audd", "acoustid"]


async def ask(world, name):
    if name == "spotify":
        return await world.catalogue.search("rain", ["song"], 10)
    return await world.recogniser(name).recognise(SAMPLE)


def server(world, name):
    return getattr(world, name)


@pytest.mark.parametrize("name", NAMES)
async def test_a_limit_that_is_soon_over_is_waited_out(world, name):
    server(world, name).moods.append(Mood(429, headers={"Retry-After": "2"}))

    assert await ask(world, name) == []
    assert world.watch.pauses[0] == 2


@pytest.mark.parametrize("name", NAMES)
async def test_a_long_limit_is_told_and_nobody_asks_before_it_is_over(world, name):
    server(world, name).moods.append(Mood(429, headers={"Retry-After": "300"}))

    with pytest.raises(ProviderLimitedError) as refused:
        await ask(world, name)
    asked = len(server(world, name).asked)
    world.watch.now += 100
    with pytest.raises(ProviderLimitedError) as still:
        await ask(world, name)
    world.watch.now += 200

    assert (refused.value.retry_after, still.value.retry_after) == (300, 200)
    assert len(server(world, name).asked) == asked == 1
    assert await ask(world, name) == []


@pytest.mark.parametrize("stated", [None, "", "soon", "-5", "²", "9" * 5000])
async def test_a_limit_without_a_time_is_a_minute(world, stated):
    world.spotify.moods.append(Mood(429, headers={} if stated is None else {"Retry-After": stated}))

    with pytest.raises(ProviderLimitedError) as refused:
        await ask(world, "spotify")

    assert refused.value.retry_after == (86_400 if stated == "9" * 5000 else 60)


@pytest.mark.parametrize("name", NAMES)
async def test_a_fault_is_tried_again_once_after_a_pause(world, name):
    server(world, name).moods.append(Mood(502))
    assert await ask(world, name) == []
    assert world.watch.pauses[0] == 0.5

    server(world, name).moods.extend([Mood(500), Mood(503)])
    with pytest.raises(ProviderDownError, match=f"{name}: answered 503"):
        await ask(world, name) if name != "spotify" else await world.catalogue.search("sun", ["song"], 10)


@pytest.mark.parametrize("name", NAMES)
async def test_nonsense_is_no_answer(world, name):
    server(world, name).moods.append(MALFORMED)

    with pytest.raises(ProviderAnswerError, match="no JSON object"):
        await ask(world, name)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("spotify", b'{"access_token": null, "expires_in": 3600}'),
        ("spotify", b'{"access_token": "a b", "expires_in": 3600}'),
        ("acrcloud", b'{"metadata": {"music": []}}'),
        ("audd", b'{"result": null}'),
        ("acoustid", b'{"status": "fine"}'),
        ("acoustid", b'{"status": "error", "error": {"code": 3, "message": "invalid fingerprint"}}'),
        ("audd", b'{"status": "error", "error": {"error_code": 700, "error_message": "no file"}}'),
        ("spotify", b"[]"),
    ],
)
async def test_an_answer_of_another_shape_is_none(world, name, body):
    server(world, name).moods.append(Mood(body=body))

    with pytest.raises(ProviderAnswerError):
        await ask(world, name)


@pytest.mark.parametrize(
    ("name", "body", "seconds"),
    [
        ("acrcloud", b'{"status": {"code": 3003, "msg": "Limit exceeded"}}', 3600),
        ("audd", b'{"status": "error", "error": {"error_code": 902, "error_message": "limit reached"}}', 3600),
    ],
)
async def test_a_used_up_allowance_is_not_asked_about_again_within_the_hour(world, name, body, seconds):
    server(world, name).moods.append(Mood(body=body))

    for _ in range(2):
        with pytest.raises(ProviderLimitedError) as refused:
            await ask(world, name)
        assert refused.value.retry_after == seconds
    assert len(server(world, name).asked) == 1


async def test_too_many_requests_a_second_are_slowed_down_for(world):
    world.acrcloud.moods.append(Mood(body=b'{"status": {"code": 3015, "msg": "QpS limit exceeded"}}'))

    assert await ask(world, "acrcloud") == []
    assert world.watch.pauses == [1]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("acrcloud", b'{"status": {"code": 3000, "msg": "Recognition service error"}}'),
        ("audd", b'{"status": "error", "error": {"error_code": 100, "error_message": "internal"}}'),
        ("acoustid", b'{"status": "error", "error": {"code": 5, "message": "internal"}}'),
    ],
)
async def test_a_fault_told_in_a_body_is_tried_again_as_well(world, name, body):
    server(world, name).moods.append(Mood(body=body))

    assert await ask(world, name) == []
    assert world.watch.pauses[0] == 0.5


async def test_nobody_waits_longer_than_the_time_allows():
    watch = Watch()
    slow = AcoustIdServer(watch)
    slow.moods.append(SLOW)
    async with httpx2.AsyncClient(transport=Street(slow)) as client:
        vendor = Vendor("acoustid", client, timeout_s=0.01, clock=watch, pause=watch.pause)

        with pytest.raises(ProviderTimeoutError, match=r"acoustid: no answer within 0\.01 s"):
            await vendor.ask("POST", "https://api.acoustid.org/v2/lookup")
    assert len(slow.asked) == 1


async def test_a_recognition_may_take_longer_than_the_client_would_wait_by_itself(world):
    client = world.recogniser("acrcloud")._vendor._client

    assert client.timeout == httpx2.Timeout(None)


async def test_an_address_that_is_none_is_as_good_as_a_server_that_is_down():
    watch = Watch()
    settings = all_configured(acoustid_url="https://[")
    providers = open_providers(settings, transport=Street(), clock=watch, pause=watch.pause)

    with pytest.raises(ProviderDownError, match="cannot be reached"):
        await providers.recognisers[-1].recognise(SAMPLE)
    await providers.close()


async def test_a_server_that_is_not_there_is_down():
    watch = Watch()
    providers = open_providers(all_configured(), transport=Street(), clock=watch, pause=watch.pause)

    with pytest.raises(ProviderDownError, match=r"spotify: cannot be reached \(ConnectError\)"):
        await providers.spotify.search("rain", ["song"], 10)
    await providers.close()


async def test_who_gives_up_waiting_takes_nobody_s_token_away(world):
    world.spotify.at_work.clear()
    impatient = asyncio.create_task(world.catalogue.search("rain", ["song"], 10))
    patient = asyncio.create_task(world.catalogue.search("sun", ["song"], 10))
    async with asyncio.timeout(30):
        await world.spotify.called.wait()

    impatient.cancel()
    await asyncio.gather(impatient, return_exceptions=True)
    world.spotify.at_work.set()

    assert await patient == []
    assert world.spotify.asked == ["/api/token", "/v1/search"]


def test_without_any_key_nobody_is_asked():
    assert open_providers(Settings(_env_file=None)) == Providers(spotify=None, recognisers=())


@pytest.mark.parametrize("half", ["spotify_client_id", "spotify_client_secret", "acrcloud_key", "acrcloud_secret"])
def test_half_of_a_pair_of_credentials_is_refused(half):
    with pytest.raises(ValueError, match="go together"):
        Settings(_env_file=None, **{half: "x"})
