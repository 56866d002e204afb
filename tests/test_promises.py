"""What the project promises about itself."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_specified_scalar_type,
)
from sqlalchemy import create_engine

from beatgraph import migrations
from beatgraph.settings import Settings
from beatgraph.workshop import Workshop
from resolvers.base.edges import EdgeDeclaration
from resolvers.schema import schema
from tests.clock import Clock
from tests.doors import Doors
from tests.make import Make
from tests.workshops import kept_database, open_workshop, settings_for

ROOT = Path(__file__).parents[1]
OURS = [
    kind
    for kind in schema._schema.type_map.values()
    if not kind.name.startswith("__") and not is_specified_scalar_type(kind)
]


def test_the_exported_schema_is_current():
    assert (ROOT / "schema.graphql").read_text() == schema.as_str() + "\n", "run `make schema`"


def described() -> Iterator[tuple[str, str | None]]:
    for kind in OURS:
        yield kind.name, kind.description
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in kind.fields.items():
                yield f"{kind.name}.{name}", field.description
                for argument, given in field.args.items():
                    yield f"{kind.name}.{name}({argument})", given.description
        elif isinstance(kind, GraphQLInputObjectType):
            for name, input_field in kind.fields.items():
                yield f"{kind.name}.{name}", input_field.description
        elif isinstance(kind, GraphQLEnumType):
            for name, value in kind.values.items():
                yield f"{kind.name}.{name}", value.description


def test_everything_in_the_schema_is_described():
    silent = [name for name, description in described() if not (description or "").strip()]

    assert silent == []


def test_no_description_begins_with_an_article():
    wordy = [name for name, description in described() if re.match(r"(The|A|An) ", description or "")]

    assert wordy == []


def lists() -> Iterator[tuple[str, str]]:
    for kind in OURS:
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for name, field in kind.fields.items():
                if is_list_type(get_nullable_type(field.type)):
                    yield f"{kind.name}.{name}", field.description or ""


def test_every_list_says_how_long_it_can_be():
    unbounded = [name for name, description in lists() if not re.search(r"At most [\d ]+\.", description)]

    assert unbounded == []


def test_every_connection_takes_the_four_arguments_of_a_window():
    short = [
        f"{kind.name}.{name}"
        for kind in OURS
        if isinstance(kind, GraphQLObjectType)
        for name, field in kind.fields.items()
        if get_named_type(field.type).name.endswith("Connection")
        and not {"first", "after", "last", "before"} <= set(field.args)
    ]

    assert short == []


def test_the_example_names_every_setting_with_its_default():
    written = dict(
        line.split("=", 1) for line in (ROOT / ".env.example").read_text().splitlines() if line.startswith("BEATGRAPH_")
    )
    defaults = {
        f"BEATGRAPH_{name.upper()}": str(field.default).lower()
        if isinstance(field.default, bool)
        else str(field.default)
        for name, field in Settings.model_fields.items()
    }

    assert written == defaults


def test_production_does_not_start_with_the_development_secret():
    with pytest.raises(ValueError, match="BEATGRAPH_SECRET must be set in production"):
        Settings(_env_file=None, env="production")


def test_migrations_are_at_head_and_say_all_that_the_models_say(database_url):
    settings = Settings(_env_file=None, database_url=database_url)
    engine = create_engine(settings.migrations_database)
    with engine.connect() as connection:
        assert migrations.current(connection) == migrations.head()
    engine.dispose()

    migrations.check(settings.migrations_database)


def test_migrations_go_down_and_up_again(spare_database_url):
    url = Settings(_env_file=None, database_url=spare_database_url).migrations_database

    migrations.downgrade(url)
    migrations.upgrade(url)

    migrations.check(url)


def edges() -> Iterator[tuple[str, str, EdgeDeclaration]]:
    """Every declared edge: parent type, field, declaration."""
    for name, concrete in schema.schema_converter.type_map.items():
        definition: Any = concrete.definition
        for field in getattr(definition, "fields", ()):
            declaration = (field.metadata or {}).get("edge")
            if declaration is not None:
                yield name, schema.config.name_converter.get_graphql_name(field), declaration


ROOTS = {
    "Activity": "{ me { dashboard { recentActivity { %s } } } }",
    "Album": "{ albums { nodes { %s } } }",
    "Application": "{ applications { nodes { %s } } }",
    "Artist": "{ artists { nodes { %s } } }",
    "ArtistMember": "{ artists { nodes { members { %s } } } }",
    "CollaborationTrack": "{ artists { nodes { collaborations { collaborationTracks { %s } } } } }",
    "Collaborator": "{ artists { nodes { collaborations { topCollaborators { %s } } } } }",
    "Comment": "{ tracks { nodes { comments { nodes { %s } } } } }",
    "Credit": "{ artists { nodes { credits { nodes { %s } } } } }",
    "Downloaded": "{ artists { nodes { latestDownloads { %s } } } }",
    "DownloadedTrack": "{ artists { nodes { downloadFigures { topTrack { %s } } } } }",
    "FileEntry": "{ uploads { nodes { %s } } }",
    "Fingerprint": "{ tracks { nodes { fingerprint { %s } } } }",
    "Genre": "{ genres { nodes { %s } } }",
    "Label": "{ labels { nodes { %s } } }",
    "LeaderboardEntry": "{ leaderboard(category: UPLOADS) { entries { %s } } }",
    "ListenerSlice": "{ tracks { nodes { breakdowns { topListeners { %s } } } } }",
    "Lyric": "{ lyrics { nodes { %s } } }",
    "NetworkEdge": "{ artists { nodes { collaborations { network { edges { %s } } } } } }",
    "NetworkNode": "{ artists { nodes { collaborations { network { nodes { %s } } } } } }",
    "Placement": "{ tracks { nodes { recon { placements { %s } } } } }",
    "Playlist": "{ playlists { nodes { %s } } }",
    "PlaylistInvitation": "{ me { invitations { nodes { %s } } } }",
    "Post": "{ posts { nodes { %s } } }",
    "Repost": "{ posts { nodes { user { reposts { nodes { %s } } } } } }",
    "Recon": "{ tracks { nodes { recon { %s } } } }",
    "Tag": "{ tags { nodes { %s } } }",
    "TopContent": "{ posts { nodes { user { topContent { %s } } } } }",
    "TopTrack": "{ tracks { nodes { artists { dashboardStats { topTrack { %s } } } } } }",
    "Track": "{ tracks { nodes { %s } } }",
    "TrackCredit": "{ tracks { nodes { credits { %s } } } }",
    "TrackPerformance": "{ tracks { nodes { artists { trackPerformance { %s } } } } }",
    "TrackSlice": "{ tracks { nodes { artists { breakdowns { tracks { %s } } } } } }",
    "User": "{ artists { nodes { members { user { %s } } } } }",
}
"""Where several rows of a type are reached at once; a type with an edge must be here."""
OTHERS_ARE_FOR_ADMINS = {"User"}
OF_REFUSALS = {"Duplicate", "DuplicateMatch"}
"""No list reaches them: what they cost is tested beside what answers them."""


EDGES = sorted((parent, field) for parent, field, _ in edges() if parent not in OF_REFUSALS)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
async def costs(request, tmp_path_factory):
    """How many statements each edge takes for two parents, and for five."""
    with request.getfixturevalue(request.param).copy() as url:
        settings = settings_for(url, tmp_path_factory.mktemp("costs"))
        database = kept_database(settings)
        workshop = open_workshop(Workshop, settings, database, Clock())
        make, found = Make(workshop), dict.fromkeys(EDGES, ())
        owner, admin = await make.user(), await make.user(is_admin=True)
        async with Doors(workshop) as doors:
            for more in (2, 3):
                for _ in range(more):
                    await make.everything(owner)
                for parent, field in EDGES:
                    doors.forget()
                    await doors.ask(asked(parent, field), admin if parent in OTHERS_ARE_FOR_ADMINS else owner)
                    found[parent, field] += (len(doors.reads),)
        await database.end()
    return found


def asked(parent: str, field: str) -> str:
    kind: GraphQLNamedType = schema._schema.type_map[parent]
    assert isinstance(kind, GraphQLObjectType)
    target = get_named_type(kind.fields[field].type)
    inner = "" if not isinstance(target, GraphQLObjectType) else " { __typename }"
    return ROOTS[parent] % f"{field}{inner}"


@pytest.mark.parametrize(("parent", "field"), EDGES)
async def test_an_edge_costs_the_same_for_two_parents_and_for_five(costs, parent, field):
    for_two, for_five = costs[parent, field]

    assert for_two == for_five
