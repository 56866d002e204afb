"""Follows of users, reposts, saves, shares, views, comments, posts, and public profiles."""

from tests.parity.deeds import Deed, below
from tests.parity.table import albums, tracks

USER = {"id": "databaseId", "display_name": "displayName", "avatar": "avatar"}
COMMENT = "databaseId content position depth deleted createdAt user { databaseId displayName }"
SAME_COMMENT = {
    "id": "databaseId",
    "content": "content",
    "position": "position",
    "depth": "depth",
    "deleted": "deleted",
    "created_at": "createdAt",
    "user.id": "user.databaseId",
}
NEW_COMMENT = {key: value for key, value in SAME_COMMENT.items() if key != "id"}
SIGNED_IN = "401 200 200 200 200 200"
OF_OWNER = "user(by: { databaseId: <owner> })"
FOLLOWED = "user(by: { databaseId: <owner> }) { viewerFollows followerCount }"

DEEDS = [
    Deed(
        "POST /api/v1/users/{user}/follow",
        "Mutation.followUser",
        "401 200 200 200 400 200",
        at={"user": "<owner>"},
        ask="user { databaseId }",
        input={"id": "<owner:id>"},
        graph="UNAUTHENTICATED ok ok ok SELF_FOLLOW ok",
        note="Nobody follows themselves.",
        then=FOLLOWED,
        by="editor",
    ),
    Deed(
        "POST /api/v1/users/{user}/unfollow",
        "Mutation.unfollowUser",
        SIGNED_IN,
        at={"user": "<owner>"},
        ask="user { databaseId }",
        input={"id": "<owner:id>"},
        then=FOLLOWED,
        by="other",
    ),
    Deed(
        "GET /api/v1/users/{user}/follow-status",
        "Query.user",
        SIGNED_IN,
        about="whether one follows them",
        at={"user": "<owner>"},
        ask=f"{OF_OWNER} {{ viewerFollows }}",
        same={"following": "user.viewerFollows"},
        by="other",
        graph="ok",
        note="Of nobody the graph knows nothing: null.",
    ),
    Deed(
        "GET /api/v1/users/{user}/followers",
        "Query.user",
        "200",
        about="their followers",
        at={"user": "<owner>"},
        ask=f"{OF_OWNER} {{ followers {{ nodes {{ databaseId displayName avatar }} }} }}",
        same=below("pagination.data.*", "user.followers.nodes.*", USER),
    ),
    Deed(
        "GET /api/v1/users/{user}/followed-users",
        "Query.user",
        "200",
        about="whom they follow",
        at={"user": "<other>"},
        ask="user(by: { databaseId: <other> }) { following { nodes { databaseId displayName avatar } } }",
        same=below("pagination.data.*", "user.following.nodes.*", USER),
    ),
    Deed(
        "GET /api/v1/artists/{artist}/followers",
        "Query.artist",
        "200",
        about="their followers",
        ask="artist(by: { databaseId: <artist> }) { followers { nodes { databaseId displayName avatar } } }",
        same=below("pagination.data.*", "artist.followers.nodes.*", USER),
    ),
    Deed(
        "POST /api/v1/reposts/toggle",
        "Mutation.repost",
        "401 200 200 400 400 200",
        body={"track_id": "<track>"},
        ask="repost { track { databaseId } }",
        input={"id": "<track:id>"},
        then="track(by: { databaseId: <track> }) { repostCount viewerHasReposted }",
        by="editor",
        graph="UNAUTHENTICATED ok ok OWN_REPOST OWN_REPOST ok",
        note="The route takes back what stands; the graph has `unrepost` for that.",
    ),
    Deed(
        "POST /api/v1/reposts/toggle",
        "Mutation.unrepost",
        "401 200 200 200 400 200",
        about="taking one back",
        body={"track_id": "<pinned>"},
        ask="errors { code }",
        input={"id": "<pinned:id>"},
        then="track(by: { databaseId: <pinned> }) { repostCount viewerHasReposted }",
        by="other",
        graph="UNAUTHENTICATED ok ok ok ok ok",
        note="The route would repost where nothing stands, and nobody reposts their own.",
    ),
    Deed(
        "GET /api/v1/users/{user}/reposts",
        "Query.user",
        "200",
        about="their reposts",
        at={"user": "<other>"},
        ask="user(by: { databaseId: <other> }) "
        "{ reposts { nodes { databaseId createdAt track { databaseId name } } } }",
        same=below(
            "pagination.data.*",
            "user.reposts.nodes.*",
            {
                "id": "databaseId",
                "created_at": "createdAt",
                "repostable.id": "track.databaseId",
                "repostable.name": "track.name",
            },
        ),
    ),
    Deed(
        "GET /api/v1/tracks/{track}/comments",
        "Query.track",
        "200",
        about="its comments",
        ask=f"track(by: {{ databaseId: <track> }}) {{ comments {{ nodes {{ {COMMENT} }} }} }}",
        same=below("pagination.data.*", "track.comments.nodes.*", SAME_COMMENT),
    ),
    Deed(
        "POST /api/v1/tracks/{track}/comments",
        "Mutation.addComment",
        "401 201 201 201 201 201",
        body={"content": "That bass!", "position": 30_000},
        ask=f"comment {{ {COMMENT} }}",
        input={"id": "<track:id>", "content": "That bass!", "position": 30_000},
        same=below("comment", "comment", NEW_COMMENT),
    ),
    Deed(
        "DELETE /api/v1/comments/{comment}",
        "Mutation.deleteComment",
        "401 200 403 403 200 200",
        ask="deletedId",
        input={"id": "<comment:id>"},
        then="track(by: { databaseId: <track> }) { commentCount comments { nodes { deleted } } }",
        note="The other user wrote it, on the owner's track.",
    ),
    Deed(
        "GET /api/v1/users/{user}/liked-tracks",
        "Query.user",
        "200",
        about="what they like",
        at={"user": "<other>"},
        ask=f"user(by: {{ databaseId: <other> }}) {{ likedTracks {{ nodes {{ {tracks.ROW} }} }} }}",
        see=f"user(by: {{ databaseId: <other> }}) {{ likedTracks {{ nodes {{ {tracks.WHOLE} }} }} }}",
        same=below("pagination.data.*", "user.likedTracks.nodes.*", tracks.SAME_WHOLE),
    ),
    Deed(
        "GET /api/v1/users/{user}/liked-albums",
        "Query.user",
        "200",
        about="albums they like",
        at={"user": "<other>"},
        ask=f"user(by: {{ databaseId: <other> }}) {{ likedAlbums {{ nodes {{ {albums.BRIEF} }} }} }}",
        same=below("pagination.data.*", "user.likedAlbums.nodes.*", albums.SAME_BRIEF),
    ),
    Deed(
        "GET /api/v1/users/{user}/liked-artists",
        "Query.user",
        "200",
        about="artists they follow",
        at={"user": "<other>"},
        ask="user(by: { databaseId: <other> }) { followedArtists { nodes { databaseId name } } }",
        same=below("pagination.data.*", "user.followedArtists.nodes.*", {"id": "databaseId", "name": "name"}),
    ),
    Deed(
        "GET /api/v1/users/{user}/playlists",
        "Query.user",
        "200",
        about="their playlists",
        at={"user": "<owner>"},
        ask=f"{OF_OWNER} {{ displayName }}",
        see=f"{OF_OWNER} {{ playlists {{ nodes {{ databaseId name public }} }} }}",
        same=below(
            "pagination.data.*", "user.playlists.nodes.*", {"id": "databaseId", "name": "name", "public": "public"}
        ),
    ),
    Deed(
        "GET /api/v1/users/{profile}/profile-overview",
        "Query.user",
        "200",
        about="their public profile",
        at={"profile": "<owner>"},
        ask=f"{OF_OWNER} {{ followerCount followingCount publishedCount collaborationCount publicArtist {{ name }} }}",
        see=OF_OWNER
        + " { followerCount followingCount publishedCount collaborationCount publicArtist { bio verified } "
        "topContent { viewCount playCount likeCount engagementScore } }",
        same={
            "stats.followersCount": "user.followerCount",
            "stats.followingCount": "user.followingCount",
            "stats.postsCount": "user.publishedCount",
            "stats.collaborationsCount": "user.collaborationCount",
            "profile.bio": "user.publicArtist.bio",
            "profile.isVerified": "user.publicArtist.verified",
        }
        | below(
            "topContent.*",
            "user.topContent.*",
            {
                "viewCount": "viewCount",
                "playCount": "playCount",
                "likesCount": "likeCount",
                "engagementScore": "engagementScore",
            },
        ),
    ),
    *(
        Deed(
            "",
            f"Mutation.{verb}Track",
            "401 200 200 200 200 200",
            ask="track { databaseId }",
            input={"id": "<track:id>"},
        )
        for verb in ("save", "unsave")
    ),
    *(
        Deed(
            "",
            f"Mutation.{verb}Album",
            "401 200 200 200 200 200",
            ask="album { databaseId }",
            input={"id": "<album:id>"},
        )
        for verb in ("like", "unlike")
    ),
    *(
        Deed(
            "", f"Mutation.{verb}Post", "401 200 200 200 200 200", ask="post { databaseId }", input={"id": "<post:id>"}
        )
        for verb in ("like", "unlike", "save", "unsave")
    ),
    Deed("", "Mutation.shareTrack", "200", ask="track { databaseId }", input={"id": "<track:id>"}),
    Deed("", "Mutation.sharePost", "200", ask="post { databaseId }", input={"id": "<post:id>"}),
    Deed("", "Mutation.recordView", "200", ask="node { id }", input={"id": "<track:id>"}),
    Deed("", "Query.posts", "200", ask="posts(first: 5) { nodes { databaseId content } }"),
    Deed("", "Query.post", "200", ask="post(by: { databaseId: <post> }) { databaseId content }"),
    Deed(
        "",
        "Mutation.createPost",
        "401 201 201 201 201 201",
        ask="post { content }",
        input={"content": "New beat on Friday."},
    ),
    Deed(
        "",
        "Mutation.deletePost",
        "401 403 403 403 200 200",
        ask="deletedId",
        input={"id": "<post:id>"},
    ),
    Deed(
        "",
        "Mutation.setListeningPrivacy",
        "401 200 200 200 200 200",
        ask="user { listensPrivately }",
        input={"privately": True},
    ),
]
