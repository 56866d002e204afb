"""Tags over REST."""

from beatgraph.models import Tag


async def test_tags_come_by_name_under_both_keys(doors, make):
    await make.row(Tag(name="rainy", display_name="Rainy"), Tag(name="calm", display_name="Calm"))

    answer = (await doors.get("/api/v1/tags")).json()

    assert [tag["name"] for tag in answer["tags"]["data"]] == ["calm", "rainy"]
    assert set(answer["tags"]["data"][0]) == {"id", "name", "display_name", "model_type"}
    assert answer["pagination"] == answer["tags"]
