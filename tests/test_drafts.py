"""What is wrong with a field is said in our own words, and once."""

import pytest

from beatgraph.drafts.albums import AlbumDraft
from beatgraph.drafts.artists import ProfileChanges
from beatgraph.drafts.labels import LabelDraft
from beatgraph.drafts.playlists import PlaylistTracksDraft
from beatgraph.drafts.tracks import TrackDraft
from beatgraph.errors import InvalidError

NUMBER_OR_ME = "This must be a whole number or CURRENT_USER."
ADDRESS = "This must be a web address, such as https://example.com."
GUARANTEED = "An exclusive licence must guarantee its files: deliverables_guaranteed must be true."
DELIVERED = "An exclusive licence must deliver wav and stems: name both in files_to_deliver."


@pytest.mark.parametrize(
    ("draft", "values", "errors"),
    [
        (AlbumDraft, {}, {"name": ["This is required."]}),
        (AlbumDraft, {"name": ""}, {"name": ["This cannot be empty."]}),
        (AlbumDraft, {"name": "A", "artists": []}, {"artists": ["This cannot be empty."]}),
        (AlbumDraft, {"name": "A", "artist_id": "2x"}, {"artist_id": [NUMBER_OR_ME]}),
        (AlbumDraft, {"name": "A", "artists": ["a", "b"]}, {"artists": [NUMBER_OR_ME]}),
        (AlbumDraft, {"name": "A", "artist_id": 0}, {"artist_id": ["This must be 1 or more."]}),
        (AlbumDraft, {"name": "A", "image": []}, {"image": ["This must be text or a whole number."]}),
        (ProfileChanges, {"social_links": "x"}, {"social_links": ["This must be an object."]}),
        (ProfileChanges, {"social_links": {"youtube": "x"}}, {"social_links.youtube": [ADDRESS]}),
        (ProfileChanges, {"website": "x"}, {"website": [ADDRESS]}),
        (PlaylistTracksDraft, {"ids": "1"}, {"ids": ["This must be a list."]}),
        (PlaylistTracksDraft, {"ids": [*range(1, 502)]}, {"ids": ["At most 500 entries."]}),
        (TrackDraft, {"name": "x" * 256}, {"name": ["At most 255 characters."]}),
        (TrackDraft, {"name": "T", "price": 10**6}, {"price": ["This must be 999999.99 or less."]}),
        (TrackDraft, {"name": "T", "price": "much"}, {"price": ["This must be a number."]}),
        (TrackDraft, {"name": "T", "private": "maybe"}, {"private": ["This must be true or false."]}),
        (TrackDraft, {"name": "T", "ai_usage": "none"}, {"ai_usage": ["This must be human_made or ai_assisted."]}),
        (LabelDraft, {"name": "L", "userId": "1"}, {"userId": [
            "This must be a UUID, such as 550e8400-e29b-41d4-a716-446655440000."]}),
    ],
)  # fmt: skip
def test_a_refusal_is_a_plain_sentence(draft, values, errors):
    with pytest.raises(InvalidError) as refused:
        draft.read(values)

    assert refused.value.errors == errors


@pytest.mark.parametrize(
    ("terms", "errors"),
    [
        (
            {"exclusive_contact_email": "nope"},
            {"exclusive_contact_email": ["The email must be a valid email address."]},
        ),
        ({"exclusive_license_config": {"deliverables_guaranteed": False}}, {"exclusive_license_config": [GUARANTEED]}),
        ({"exclusive_license_config": {"files_to_deliver": ["wav"]}}, {"exclusive_license_config": [DELIVERED]}),
        ({"exclusive_license_config": {"files_to_deliver": "wav, stems"}}, {"exclusive_license_config": [DELIVERED]}),
    ],
)
def test_terms_of_a_licence_that_contradict_it_are_refused(terms, errors):
    with pytest.raises(InvalidError) as refused:
        TrackDraft.read({"name": "T", **terms})

    assert refused.value.errors == errors


def test_terms_of_a_licence_are_taken_as_they_are_sent():
    terms = {"deliverables_guaranteed": True, "files_to_deliver": ["mp3", "wav", "stems"], "territory": "world"}

    draft = TrackDraft.read(
        {"name": "T", "exclusive_license_config": terms, "exclusive_contact_email": "A@example.com"}
    )

    assert draft.commerce == {"exclusive_license_config": terms, "exclusive_contact_email": "a@example.com"}
