"""What is written can be read."""

from dataclasses import replace

import av
import numpy as np
import pytest

from beatgraph.synth import compose, render, write_flac, write_mp3, write_wav

TAGS = {"title": "Kilometre Zéro", "artist": "Ostrana Kiln"}


@pytest.fixture(scope="module")
def samples():
    return render(replace(compose(21, "boom bap"), bars=2))


def decode(path):
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
        stream = container.streams.audio[0]
        planes = frames if frames[0].shape[0] == 2 else [frame.reshape(-1, 2).T for frame in frames]
        return np.concatenate(planes, axis=1).T, stream.rate, {k.lower(): v for k, v in container.metadata.items()}


@pytest.mark.parametrize(("write", "ending"), [(write_wav, "wav"), (write_flac, "flac")])
def test_lossless_files_hold_every_sample(tmp_path, samples, write, ending):
    path = tmp_path / f"beat.{ending}"

    write(path, samples, TAGS)
    heard, rate, tags = decode(path)

    assert rate == 44_100
    assert heard.dtype == np.int16
    assert np.array_equal(heard, np.rint(samples * 32767).astype(np.int16))
    assert (tags["title"], tags["artist"]) == (TAGS["title"], TAGS["artist"])


def test_an_mp3_keeps_length_tags_and_sound(tmp_path, samples):
    path = tmp_path / "beat.mp3"

    write_mp3(path, samples, TAGS)
    heard, rate, tags = decode(path)

    assert rate == 44_100
    assert heard.shape == samples.shape
    assert np.corrcoef(heard[:, 0], samples[:, 0])[0, 1] > 0.98
    assert (tags["title"], tags["artist"]) == (TAGS["title"], TAGS["artist"])


@pytest.mark.parametrize("write", [write_wav, write_flac, write_mp3])
def test_equal_samples_make_equal_files(tmp_path, samples, write):
    write(tmp_path / "one", samples, TAGS)
    write(tmp_path / "two", samples, TAGS)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_wav_needs_no_tags(tmp_path, samples):
    write_wav(tmp_path / "beat.wav", samples)

    assert decode(tmp_path / "beat.wav")[2] == {}
