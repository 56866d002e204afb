from pathlib import Path

from graphql import build_schema, parse, validate

from beatgraph.server.documents import WELCOME, Document, documents

CARD = "fragment Card on Track { id name artists { ...Name } }\n"
NAME = "fragment Name on Artist { name }\n"


def test_without_documents_there_is_one_welcome_tab(tmp_path: Path) -> None:
    welcome = Document("welcome", WELCOME, "{}")

    assert documents(tmp_path / "absent") == [welcome]
    assert documents(tmp_path) == [welcome]


def test_the_welcome_tab_runs_on_any_schema() -> None:
    assert validate(build_schema("type Query { anything: Int }"), parse(WELCOME)) == []


def test_documents_come_in_the_order_of_their_names_with_their_variables(tmp_path: Path) -> None:
    (tmp_path / "track.graphql").write_text("query Track($id: ID!) { track(id: $id) { name } }\n")
    (tmp_path / "track.variables.json").write_text('{"id": "VHJhY2s6MQ=="}')
    (tmp_path / "home.graphql").write_text("# Everything at once.\nquery Home { hello }\n")
    (tmp_path / "notes.md").write_text("not a document")

    assert documents(tmp_path) == [
        Document("home", "# Everything at once.\nquery Home { hello }\n", "{}"),
        Document("track", "query Track($id: ID!) { track(id: $id) { name } }\n", '{"id": "VHJhY2s6MQ=="}'),
    ]


def test_fragments_of_other_files_are_added_where_they_are_spread(tmp_path: Path) -> None:
    (tmp_path / "fragments.graphql").write_text(NAME + CARD)
    (tmp_path / "home.graphql").write_text("query Home { tracks { ...Card } }\n")
    (tmp_path / "plain.graphql").write_text("query Plain { hello }\n")

    found = documents(tmp_path)

    assert [document.name for document in found] == ["home", "plain"]
    assert found[0].query == (
        "query Home { tracks { ...Card } }\n\n"
        "fragment Card on Track {\n  id\n  name\n  artists {\n    ...Name\n  }\n}\n\n"
        "fragment Name on Artist {\n  name\n}\n"
    )
    assert found[1].query == "query Plain { hello }\n"


def test_a_fragment_of_the_document_itself_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "fragments.graphql").write_text("fragment Card on Track { elsewhere }\n")
    text = "query Home { tracks { ...Card } }\n\nfragment Card on Track { id }\n"
    (tmp_path / "home.graphql").write_text(text)

    assert documents(tmp_path) == [Document("home", text, "{}")]


def test_fragments_that_spread_each_other_are_added_once(tmp_path: Path) -> None:
    (tmp_path / "fragments.graphql").write_text("fragment A on T { ...B }\nfragment B on T { ...A }\n")
    (tmp_path / "loop.graphql").write_text("query Loop { t { ...A } }\n")

    (loop,) = documents(tmp_path)

    assert loop.query.count("fragment A on T") == 1
    assert loop.query.count("fragment B on T") == 1


def test_a_document_with_a_syntax_error_is_shown_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "broken.graphql").write_text("query Broken { ...Card\n")
    (tmp_path / "fragments.graphql").write_text(CARD)

    assert documents(tmp_path) == [Document("broken", "query Broken { ...Card\n", "{}")]
