"""`beatgraph events import`, as a command."""

import json
import os
import subprocess
import sys
from uuid import uuid4

import pytest

from beatgraph.models import TrackLifetime

pytestmark = pytest.mark.anyio


def beatgraph(settings, *arguments):
    environment = {**os.environ, "BEATGRAPH_DATABASE_URL": settings.database_url, "BEATGRAPH_SECRET": settings.secret}
    return subprocess.run(
        [sys.executable, "-m", "beatgraph", *arguments], capture_output=True, env=environment, timeout=120
    )


def lines(track, count):
    return b"".join(
        json.dumps(
            {
                "event_id": str(uuid4()),
                "type": "play",
                "occurred_at": f"2026-02-02T12:{number:02d}:00Z",
                "track_id": track.id,
                "ip": "203.0.113.7",
            }
        ).encode()
        + b"\r\n"
        for number in range(count)
    )


async def test_a_file_and_standard_input_are_taken_alike(settings, command, make, tmp_path):
    track = await make.track()
    file = tmp_path / "plays.jsonl"
    file.write_bytes(
        b"\xef\xbb\xbf" + lines(track, 3) + b"nonsense\n" + b"x" * 3_000_000 + b"\n" + lines(track, 1)[:-2]
    )

    from_file = beatgraph(settings, "events", "import", str(file))
    again = await command("events", "import", "-", given=file.read_bytes())

    assert (from_file.returncode, json.loads(from_file.stdout)) == (0, {"accepted": 4, "duplicates": 0, "rejected": 2})
    assert from_file.stderr.decode().splitlines() == ["line 4: no JSON", "line 5: longer than 1048576 bytes"]
    assert json.loads(again.stdout) == {"accepted": 0, "duplicates": 4, "rejected": 2}
    assert (await make.again(TrackLifetime(track_id=track.id))).plays == 3


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_file_that_is_not_there_is_said_so(command, tmp_path):
    answer = await command("events", "import", str(tmp_path / "none.jsonl"))

    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.endswith("none.jsonl: No such file or directory\n")
