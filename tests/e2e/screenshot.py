"""Takes a picture of the explorer of a running server: python -m tests.e2e.screenshot URL docs/explorer.png"""

import argparse
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.browser import chromium, launched

# The editors colour their text some time after it is there.
COLOURED = """() => ['.graphiql-query-editor', '.result-window'].every(editor =>
  new Set([...document.querySelectorAll(`${editor} .view-line span span`)].map(word => word.className)).size > 2)"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="where the server answers")
    parser.add_argument("file", type=Path, help="the picture to write, PNG")
    parser.add_argument("--tab", help="title of the tab to run, else the first")
    parser.add_argument("--panel", default="GraphiQL Explorer", help="side panel to open, empty for none")
    parser.add_argument("--theme", choices=["light", "dark"], default="dark")
    parser.add_argument("--email", help="log in first")
    parser.add_argument("--password")
    options = parser.parse_args()
    path = chromium()
    if path is None:
        parser.exit(1, "No Chromium was found: install one, or name it in BEATGRAPH_CHROMIUM.\n")
    with launched(path) as browser:
        take(browser, options)


def take(browser: Browser, options: argparse.Namespace) -> None:
    page = browser.new_page(
        base_url=options.url,
        viewport={"width": 1440, "height": 900},
        device_scale_factor=1.5,
        color_scheme=options.theme,
    )
    page.goto("/explorer/")
    if options.email:
        page.get_by_role("button", name="Log in", exact=True).click()
        page.get_by_label("E-mail").fill(options.email)
        page.get_by_label("Password").fill(options.password)
        page.get_by_role("button", name="Log in with password").click()
        expect(page.get_by_role("button", name="Log out")).to_be_visible()
    if options.panel:
        page.get_by_role("button", name=f"Show {options.panel}").click()
    if options.tab:
        page.get_by_role("tab", name=options.tab).click()
    expect(page.locator(".result-window .view-lines")).to_be_attached()
    page.get_by_role("button", name="Execute query").click()
    expect(page.locator(".result-window .view-lines")).to_contain_text('"data"')
    page.mouse.move(0, 0)
    page.wait_for_function(COLOURED)
    page.screenshot(path=options.file)


if __name__ == "__main__":
    main()
