"""Clips: seconds out of a file, where they were asked for."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from beatgraph.audio import AudioError
from beatgraph.audio.clips import RATE, cut
from tests.audio.files import sine, write


def opened(clip: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(clip)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def pitch(clip: bytes) -> int:
    """The loudest frequency of a clip, in Hz."""
    samples = opened(clip)
    return round(int(np.abs(np.fft.rfft(samples)).argmax()) * RATE / samples.size)


@pytest.fixture
def two_tones(tmp_path) -> Path:
    """A second and a half at 440 Hz, then as much at 880 Hz."""
    return write(tmp_path / "tones.flac", np.concatenate([sine(1.5, hertz=440.0), sine(1.5, hertz=880.0)], axis=-1))


def test_a_clip_is_what_sounds_at_its_place(two_tones):
    first, second = cut(two_tones, [200, 1_800], 1_000)

    assert (pitch(first), pitch(second)) == (440, 880)
    assert [opened(each).size for each in (first, second)] == [RATE, RATE]


def test_a_clip_ends_with_the_sound_and_one_behind_it_is_none(two_tones):
    clips = cut(two_tones, [2_500, 3_000, 10**9], 1_000)

    assert [opened(each).size for each in clips] == [RATE // 2]


def test_a_clip_of_an_unusual_rate_is_of_the_same_kind(tmp_path):
    (clip,) = cut(write(tmp_path / "tone.wav", sine(1.5, hertz=440.0, rate=96_000), rate=96_000), [0], 1_000)

    assert (opened(clip).size, pitch(clip)) == (RATE, 440)


def test_a_file_that_is_none_is_refused(tmp_path):
    file = tmp_path / "none.wav"
    file.write_bytes(b"RIFF, and no more than that")

    with pytest.raises(AudioError):
        cut(file, [0], 1_000)
