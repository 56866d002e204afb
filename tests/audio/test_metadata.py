"""Whose word counts."""

from dataclasses import replace

from beatgraph.audio import Analysis, Sound, Sourced, Tags, Waveform, merge

SOUND = Sound("wav", "pcm_s16le", 61_000, 61_000, 44_100, 2)
ANALYSIS = Analysis(
    sound=SOUND, bpm=141.5, bpm_confidence=0.9, bpm_alternatives=(70.75,), key="A", scale="minor", camelot="8A",
    open_key="1m", key_confidence=0.8, tuning_cents=0.0, waveform=Waveform(44_100, 16, (0, 0)), bars=(0,), peaks=(0.0,),
)  # fmt: skip


def test_the_user_outranks_the_tag_and_the_tag_the_analysis() -> None:
    tags = Tags(title="From the tag", bpm=140.0, genres=("Trap",))

    metadata = merge(tags, ANALYSIS, Tags(title="From the user"))

    assert metadata.duration == 61_000
    assert metadata.title == Sourced("From the user", "user")
    assert metadata.bpm == Sourced(140.0, "tag")
    assert metadata.genres == Sourced(("Trap",), "tag")
    assert metadata.key == Sourced("A", "analysis")
    assert metadata.scale == Sourced("minor", "analysis")
    assert metadata.artist is None


def test_a_scale_comes_from_whoever_agrees_on_the_key() -> None:
    assert merge(Tags(key="C", scale="major"), ANALYSIS).scale == Sourced("major", "tag")
    assert merge(Tags(), ANALYSIS, Tags(key="C")).scale is None
    assert merge(Tags(), ANALYSIS, Tags(key="A")).scale == Sourced("minor", "analysis")
    assert merge(Tags(), ANALYSIS, Tags(scale="major")).scale == Sourced("major", "user")


def test_what_nobody_knows_stays_unknown() -> None:
    metadata = merge(Tags(), replace(ANALYSIS, bpm=None, key=None, scale=None))

    assert (metadata.bpm, metadata.key, metadata.scale, metadata.lyrics) == (None, None, None, None)
