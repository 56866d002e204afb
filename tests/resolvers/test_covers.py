"""Cover art in the graph."""

from beatgraph.covers import TEMPLATES

SEARCH = """query ($genre: String, $mood: String, $first: Int! = 20) {
  coverTemplates(genre: $genre, mood: $mood, first: $first) {
    id name description genres moods palettes imageUrl previewUrl
  }
}"""
ONE = "query ($id: ID!) { coverTemplate(id: $id) { id name } }"


async def test_both_doors_tell_the_same_templates(doors, make):
    user = await make.user()

    for query, variables in (("limit=50", {}), ("genre=jazz&mood=smooth&limit=5", {"genre": "jazz", "mood": "smooth"})):
        found = (await doors.ask(SEARCH, user, **variables))["coverTemplates"]
        rest = (await doors.get(f"/api/v1/cover-art/matching-templates?{query}", user)).json()["templates"]

        assert [
            {"image_url": each.pop("imageUrl"), "preview_url": each.pop("previewUrl"), **each} for each in found
        ] == [{name: value for name, value in each.items() if name != "model_type"} for each in rest]


async def test_templates_cost_no_statement(doors, make):
    user = await make.user()
    await doors.ask("{ __typename }", user)
    doors.forget()
    await doors.ask("{ __typename }", user)
    known = len(doors.reads)
    doors.forget()

    await doors.ask(SEARCH, user)

    assert len(doors.reads) == known


async def test_one_template_is_told_and_an_unknown_one_is_null(doors, make):
    user = await make.user()

    assert (await doors.ask(ONE, user, id="eclipse"))["coverTemplate"] == {"id": "eclipse", "name": "Eclipse"}
    assert (await doors.ask(ONE, user, id="nothing"))["coverTemplate"] is None


async def test_so_many_are_told_as_are_asked_for_within_bounds(doors, make):
    user = await make.user()

    assert [each["id"] for each in (await doors.ask(SEARCH, user, first=3))["coverTemplates"]] == list(TEMPLATES)[:3]
    for first in (0, 51):
        refused = await doors.graph(SEARCH, user, first=first)
        assert refused["data"]["coverTemplates"] is None
        assert refused["errors"][0]["message"] == "`first` must be between 1 and 50."


async def test_guests_are_told_to_sign_in(doors):
    for document, variables in ((SEARCH, {}), (ONE, {"id": "eclipse"})):
        answer = await doors.graph(document, **variables)
        assert list(answer["data"].values()) == [None]
        assert [each["extensions"]["code"] for each in answer["errors"]] == ["UNAUTHENTICATED"]

    preview = 'mutation { previewCover(input: {templateId: "eclipse"}) { cover { reference } errors { code } } }'
    assert (await doors.ask(preview))["previewCover"] == {"cover": None, "errors": [{"code": "UNAUTHENTICATED"}]}


async def test_a_refusal_names_the_field_as_the_graph_spells_it(doors, make):
    preview = "mutation ($input: PreviewCoverInput!) { previewCover(input: $input) { errors { code field } } }"

    for given, field in (({"templateId": "nothing"}, "templateId"), ({"templateId": "loud", "title": "😀"}, "title")):
        data = await doors.ask(preview, await make.user(), input=given)
        assert data["previewCover"]["errors"] == [{"code": "INVALID", "field": field}]
