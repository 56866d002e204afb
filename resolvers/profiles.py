"""What everybody may know of a person, in the graph."""

import strawberry

from beatgraph.services import contents
from loaders.posts import PostById
from loaders.tracks import TrackById
from resolvers.base.edges import edge
from resolvers.base.node import RowView
from resolvers.base.refs import PostRef, TrackRef


@strawberry.type(description="Track or post, and how its audience takes to it.")
class TopContent(RowView):
    row = contents.Content

    track: TrackRef | None = edge(
        TrackById, key="track_id", type=TrackRef | None, description="Track, if it is a track."
    )
    post: PostRef | None = edge(PostById, key="post_id", type=PostRef | None, description="Post, if it is a post.")
    view_count: int = strawberry.field(description="How often it was opened.", resolver=lambda root: root.views)
    play_count: int = strawberry.field(description="Plays; a post has none.", resolver=lambda root: root.plays)
    like_count: int = strawberry.field(description="People who like it now.", resolver=lambda root: root.likes)
    comment_count: int = strawberry.field(description="Comments by others.", resolver=lambda root: root.comments)
    save_count: int = strawberry.field(
        description="People who keep it for later now.", resolver=lambda root: root.saves
    )
    share_count: int = strawberry.field(description="How often it was passed on.", resolver=lambda root: root.shares)
    engagement_score: int = strawberry.field(
        description="Likes, comments, saves and shares together.", resolver=lambda root: root.score
    )
