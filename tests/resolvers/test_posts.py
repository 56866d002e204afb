"""Posts in the graph, and what people do to them."""

from beatgraph.models import PostLifetime
from resolvers.base.ids import encode

CREATE = """mutation ($input: CreatePostInput!) { createPost(input: $input) {
  post { id content image track { name } user { displayName } viewerCanDelete } errors { code field } } }"""
DELETE = "mutation ($id: ID!) { deletePost(input: {id: $id}) { deletedId errors { code } } }"
LIST = "{ posts { totalCount nodes { content } } }"
NUMBERS = """query ($id: ID!) { post(id: $id) {
  viewCount likeCount commentCount saveCount shareCount viewerHasLiked viewerHasSaved viewerCanDelete } }"""

DONE = "mutation ($id: ID!) { done: %s }"
ENDED = "mutation ($id: ID!) { %s(input: {id: $id}) { errors { code } } }"


def gid(row):
    return encode(type(row).__name__, row.id)


async def test_a_post_is_published_listed_and_deleted(ask, make):
    user, track = await make.user(display_name="Ana"), await make.track(name="Tides")

    made = await ask(CREATE, user, input={"content": " Listen ", "trackId": gid(track)})
    listed = await ask(LIST)
    deleted = await ask(DELETE, user, id=made["createPost"]["post"]["id"])

    id = made["createPost"]["post"].pop("id")
    assert made["createPost"] == {
        "post": {
            "content": "Listen",
            "image": None,
            "track": {"name": "Tides"},
            "user": {"displayName": "Ana"},
            "viewerCanDelete": True,
        },
        "errors": [],
    }
    assert listed["posts"] == {"totalCount": 1, "nodes": [{"content": "Listen"}]}
    assert deleted["deletePost"] == {"deletedId": id, "errors": []}
    assert await ask("query ($id: ID!) { post(id: $id) { id } }", user, id=id) == {"post": None}
    assert (await ask(LIST))["posts"]["totalCount"] == 0


async def test_what_cannot_be_published_or_deleted_is_refused(ask, make):
    hidden, post, stranger = await make.track(private=True), await make.post(), await make.user()
    codes = []
    for input in (
        {"content": " "},
        {"content": "x" * 5001},
        {"content": "Hi", "trackId": gid(hidden)},
        {"content": "Hi", "image": "ftp://x"},
    ):
        answer = await ask(CREATE, stranger, input=input)
        codes += [(error["code"], error["field"]) for error in answer["createPost"]["errors"]]
    guest = await ask(CREATE, input={"content": "Hi"})
    refused = [(await ask(DELETE, asker, id=gid(post)))["deletePost"]["errors"] for asker in (stranger, None)]

    assert codes == [("INVALID", "content"), ("INVALID", "content"), ("INVALID", "trackId"), ("INVALID", "image")]
    assert guest["createPost"]["errors"] == [{"code": "UNAUTHENTICATED", "field": None}]
    assert refused == [[{"code": "FORBIDDEN"}], [{"code": "UNAUTHENTICATED"}]]
    assert (await make.again(post)).deleted_at is None


async def test_an_admin_deletes_a_post(ask, make):
    post = await make.post()

    answer = await ask(DELETE, await make.user(is_admin=True), id=gid(post))

    assert answer["deletePost"] == {"deletedId": gid(post), "errors": []}


async def test_what_the_audience_does_to_a_post_is_counted_and_what_its_author_does_is_not(ask, make, clock):
    post, fan = await make.post(), await make.user()
    author = await make.owner(post)
    changes = [
        "likePost(input: {id: $id}) { post { id } errors { code } }",
        "savePost(input: {id: $id}) { post { id } errors { code } }",
        "sharePost(input: {id: $id}) { post { id } errors { code } }",
        "recordView(input: {id: $id}) { node { id } errors { code } }",
        'addComment(input: {id: $id, content: "Yes"}) { comment { post { id } } errors { code } }',
    ]
    for asker in (author, fan):
        for change in changes:
            answer = await ask(DONE % change, asker, id=gid(post))
            assert answer["done"]["errors"] == []
    numbers = await ask(NUMBERS, fan, id=gid(post))
    clock.forward(minutes=1)
    for change in ("unlikePost", "unsavePost"):
        await ask(ENDED % change, fan, id=gid(post))

    assert numbers["post"] == {
        "viewCount": 1,
        "likeCount": 1,
        "commentCount": 1,
        "saveCount": 1,
        "shareCount": 1,
        "viewerHasLiked": True,
        "viewerHasSaved": True,
        "viewerCanDelete": False,
    }
    left = await make.again(PostLifetime(post_id=post.id))
    assert (left.likes, left.saves, left.views) == (0, 0, 1)


async def test_only_tracks_have_places_for_comments(ask, make):
    post = await make.post()

    answer = await ask(
        'mutation ($id: ID!) { addComment(input: {id: $id, content: "Hi", position: 5}) { errors { code field } } }',
        await make.user(),
        id=gid(post),
    )

    assert answer["addComment"]["errors"] == [{"code": "INVALID", "field": "position"}]


async def test_whoever_wrote_a_post_deletes_what_is_said_of_it(ask, make):
    post = await make.post()
    comment = await make.comment(post)

    answer = await ask(
        "mutation ($id: ID!) { deleteComment(input: {id: $id}) { deletedId errors { code } } }",
        await make.owner(post),
        id=gid(comment),
    )

    assert answer["deleteComment"] == {"deletedId": gid(comment), "errors": []}


async def test_posts_of_those_who_are_gone_are_gone_too(ask, make, clock):
    post = await make.post()
    await make.change(await make.owner(post), suspended_at=clock())

    assert await ask("query ($id: ID!) { post(id: $id) { id } }", id=gid(post)) == {"post": None}
