from playwright.sync_api import Page, expect

from resolvers.base.ids import encode
from tests.e2e.conftest import LiveServer

# Two busy cores take their time with a megabyte of editor.
expect.set_options(timeout=60_000)


def run(page: Page) -> None:
    """Press the button once both editors are there: GraphiQL ignores it before."""
    expect(page.locator(".graphiql-query-editor .view-line").first).not_to_be_empty()
    expect(page.locator(".result-window .view-lines")).to_be_attached()
    page.get_by_role("button", name="Execute query (Ctrl-Enter)").click()


def answers(page: Page, text: str) -> None:
    expect(page.locator(".result-window .view-lines")).to_contain_text(text)


def tabs(page: Page, *titles: str) -> None:
    expect(page.get_by_role("tab")).to_contain_text(list(titles))
    expect(page.get_by_role("tab")).to_have_count(len(titles))


def write(page: Page, query: str) -> None:
    """Replace what stands in the editor, as from the clipboard: typing would meet the editor's own brackets."""
    page.locator(".graphiql-query-editor .view-lines").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(query)


def log_in(page: Page, email: str, password: str) -> None:
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in with password").click()


def use_token(page: Page, token: str) -> None:
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_label("Token").fill(token)
    page.get_by_role("button", name="Use this token").click()


def test_each_document_has_a_tab_with_its_variables(page: Page) -> None:
    page.goto("/explorer/")

    tabs(page, "Greeting", "Newest")
    page.get_by_role("tab", name="Newest").click()
    run(page)
    answers(page, '"name": "Lanterns"')


def test_a_query_is_answered_on_screen(page: Page) -> None:
    page.goto("/explorer/")

    run(page)

    answers(page, '"me": null')


def test_a_field_ticked_in_the_panel_is_asked_for(page: Page, live_server: LiveServer) -> None:
    page.goto("/explorer/")
    use_token(page, live_server.token)
    page.get_by_role("button", name="Show GraphiQL Explorer").click()

    page.locator("[data-field-name=databaseId]").first.click()
    expect(page.locator(".graphiql-query-editor .view-lines")).to_contain_text("databaseId")
    run(page)

    answers(page, '"databaseId": 1')


def test_a_closed_document_opens_again_from_its_panel(page: Page) -> None:
    page.goto("/explorer/")
    tabs(page, "Greeting", "Newest")
    page.get_by_role("tab", name="Newest").click()
    page.get_by_role("button", name="Close Tab").click()
    tabs(page, "Greeting")

    page.get_by_role("button", name="Show Documents").click()
    page.get_by_role("button", name="newest").click()

    tabs(page, "Greeting", "Newest")
    run(page)
    answers(page, '"name": "Lanterns"')


def test_a_subscription_is_answered_over_a_socket_until_it_is_stopped(page: Page, live_server: LiveServer) -> None:
    page.goto("/explorer/")
    use_token(page, live_server.token)
    run(page)
    answers(page, f'"displayName": "{live_server.name}"')

    write(page, f'subscription Live {{ trackRealtime(id: "{encode("Track", 1)}") {{ recentPlays }} }}')
    # GraphiQL reads what was written a moment later, and only then knows that it is a subscription.
    tabs(page, "Live", "Newest")
    page.get_by_role("button", name="Execute query (Ctrl-Enter)").click()

    answers(page, '"recentPlays": 0')
    page.get_by_role("button", name="Stop query (Ctrl-Enter)").click()
    expect(page.get_by_role("button", name="Execute query (Ctrl-Enter)")).to_be_visible()


def test_whoever_logs_in_is_asked_for_until_they_log_out(page: Page, live_server: LiveServer) -> None:
    page.goto("/explorer/")

    log_in(page, live_server.email, live_server.password)
    expect(page.locator(".who")).to_have_text(live_server.name)
    run(page)
    answers(page, f'"displayName": "{live_server.name}"')

    page.reload()
    expect(page.locator(".who")).to_have_text(live_server.name)

    page.get_by_role("button", name="Log out").click()
    expect(page.locator(".who")).to_have_count(0)
    assert page.evaluate("Object.keys(sessionStorage)") == []
    run(page)
    answers(page, '"me": null')


def test_a_wrong_password_is_told_and_changes_nothing(page: Page, live_server: LiveServer) -> None:
    page.goto("/explorer/")

    log_in(page, live_server.email, "not the password")

    expect(page.locator(".login").get_by_role("alert")).to_have_text("These credentials do not match our records.")
    assert page.evaluate("Object.keys(sessionStorage)") == []


def test_a_pasted_token_is_sent(page: Page, live_server: LiveServer) -> None:
    page.goto("/explorer/")

    use_token(page, f" Bearer {live_server.token}\n")
    run(page)

    answers(page, f'"displayName": "{live_server.name}"')


def test_a_refused_token_is_forgotten(page: Page) -> None:
    page.goto("/explorer/")

    use_token(page, "expired-long-ago")

    expect(page.get_by_role("status")).to_have_text("The server refused that token")
    run(page)
    answers(page, '"me": null')


def test_the_rest_page_lists_operations_and_calls_them_as_whoever_logged_in(
    page: Page, live_server: LiveServer
) -> None:
    page.goto("/explorer/")
    use_token(page, live_server.token)
    page.get_by_role("link", name="REST").click()

    # Of a long list only what is on the screen is drawn.
    page.get_by_placeholder("Filter by tag or path").fill("artist/profile")
    profile = page.locator(".opblock-get", has_text="/api/v1/artist/profile")
    profile.locator(".opblock-summary").click()
    profile.get_by_role("button", name="Try it out").click()
    profile.get_by_role("button", name="Execute").click()

    answered = profile.locator(".live-responses-table .response .response-col_description")
    expect(answered).to_contain_text(live_server.name)


def test_the_chosen_theme_holds_on_both_pages(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/explorer/")
    page.get_by_role("button", name="Use the dark theme").click()

    expect(page.locator("body")).to_contain_class("graphiql-dark")
    page.goto("/api/docs")

    expect(page.locator("html")).to_contain_class("dark-mode")
    expect(page.get_by_role("button", name="Use the light theme")).to_be_visible()
