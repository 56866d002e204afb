"""Waveforms over REST: one track's, and many at once."""

import pytest

pytestmark = pytest.mark.anyio

HEIGHTS = [place * 45 // 413 for place in range(414)]
RECTANGLES = [[0.75 + 3 * place, 45 - height, 1.5, height] for place, height in enumerate(HEIGHTS)]


@pytest.fixture
async def producer(make):
    return await make.artist()


@pytest.fixture
async def drawn(make, producer):
    """A public track with a waveform."""
    upload = await make.sound(await make.owner(producer))
    return await make.track(producer, upload_id=upload.id)


async def test_a_guest_sees_the_bars_and_peaks_of_a_track(doors, drawn):
    answer = await doors.get(f"/api/v1/tracks/{drawn.id}/wave")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "success",
        "waveData": RECTANGLES,
        "comments": [],
        "peaks": [0.0, 0.5, 1.0],
    }


async def test_a_track_without_a_waveform_has_empty_ones(doors, make, producer):
    track = await make.track(producer)
    fresh = await make.track(producer, upload_id=(await make.upload(await make.owner(producer))).id)

    for each in (track, fresh):
        answer = await doors.get(f"/api/v1/tracks/{each.id}/wave")
        assert answer.json() == {"status": "success", "waveData": [], "comments": [], "peaks": []}


async def test_the_waveform_of_an_invisible_track_does_not_exist(doors, make, producer, drawn):
    upload = await make.sound(await make.owner(producer))
    hidden = await make.track(producer, upload_id=upload.id, private=True)
    path = f"/api/v1/tracks/{hidden.id}/wave"

    assert (await doors.get(path)).status_code == 404
    assert (await doors.get(path, await make.user())).status_code == 404
    assert (await doors.get(path, await make.owner(producer))).status_code == 200
    assert (await doors.get("/api/v1/tracks/0/wave")).status_code == 404


async def test_many_waveforms_come_in_one_statement(doors, make, producer, drawn):
    upload = await make.sound(await make.owner(producer))
    others = [await make.track(producer, upload_id=upload.id) for _ in range(5)]
    bare, hidden = await make.track(producer), await make.track(producer, upload_id=upload.id, private=True)
    ids = [drawn.id, *(each.id for each in others), bare.id, hidden.id, 999, drawn.id]
    doors.forget()

    answer = await doors.post("/api/v1/tracks/wave-batch", json={"ids": ids})

    assert answer.status_code == 200
    seen = {str(each.id): {"waveData": RECTANGLES} for each in (drawn, *others)}
    assert answer.json() == {
        "status": "success",
        "waves": seen | {str(bare.id): {"waveData": []}},
        "missing": [hidden.id, 999],
    }
    assert len(doors.reads) == 1


@pytest.mark.parametrize(
    "body", [{}, {"ids": []}, {"ids": list(range(1, 102))}, {"ids": [0]}, {"ids": [2**63]}, {"ids": ["x"]}, {"ids": 1}]
)
async def test_a_batch_has_one_to_a_hundred_ids(doors, body):
    answer = await doors.post("/api/v1/tracks/wave-batch", json=body)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["ids"])
