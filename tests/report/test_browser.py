"""The page in a real browser, from disk: nothing is asked of the network, and the links do what they say."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pages import league, page_of

ROWS = "table.claims > tbody > tr[id]:visible"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        except sync_api.Error as fault:
            pytest.skip(f"Chromium does not start here: {str(fault).splitlines()[0]}")
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("report") / "league.report.html"
    path.write_text(page_of(league().case()), "utf-8")
    return path.as_uri()


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    tab = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda fault: faults.append(str(fault)))
    tab.on("console", lambda line: faults.append(line.text) if line.type in {"error", "warning"} else None)
    tab.goto(address)
    yield tab
    foreign = [url for url in asked if not url.startswith((address, "data:"))]
    context.close()
    assert foreign == [], "the page asked for something"
    assert faults == []


def test_the_page_opens_from_disk_and_shows_the_system(tab: Any) -> None:
    assert tab.locator("#system h2").inner_text() == "What system does this text describe?"
    assert tab.locator("table.claims tbody tr").count() > 10


def test_a_number_filters_the_claims_to_those_behind_it(tab: Any) -> None:
    link = tab.locator(".legend a.number").first
    count = len(link.get_attribute("data-claims").split())
    link.click()
    assert tab.locator(ROWS).count() == count
    assert f"{count} of " in tab.locator("form.filter output").inner_text()
    tab.locator("form.filter button").click()
    tab.wait_for_function("!document.querySelector('table.claims tr[hidden]')")


def test_words_filter_the_claims(tab: Any) -> None:
    tab.fill("form.filter input[type=search]", "persia assault")
    rows = tab.locator(ROWS)
    assert 0 < rows.count() < 4
    tab.check("form.filter input[name=contested]")
    assert rows.count() == 0


def test_a_state_filters_the_claims_with_what_is_told_of_them(tab: Any) -> None:
    every = tab.locator("tr.how").count()
    tab.select_option("form.filter select[name=state]", "conflicted")
    rows = tab.locator(ROWS)
    assert 0 < rows.count() == tab.locator("tr.how:visible").count() < every
    assert all("conflicted" in one for one in rows.locator(".state").all_inner_texts())
    assert tab.locator("table.sum:visible").count() == 0, "the ledgers are folded"


def test_a_sum_that_is_told_beside_another_claim_unfolds_there(tab: Any) -> None:
    link = tab.locator("details.belief a[href^='#sum-']").first
    link.evaluate("link => link.closest('details').open = true")
    target = link.get_attribute("href")
    assert not tab.locator(target).is_visible()
    link.click()
    tab.wait_for_selector(f"{target}:visible", timeout=5000)
    assert tab.locator(target).locator("xpath=ancestor::tr").evaluate("row => !row.hidden")


def test_a_row_leads_to_its_sentence_and_the_sentence_back(tab: Any) -> None:
    tab.locator("table.claims a.quote").first.click()
    tab.wait_for_selector("mark.target", timeout=5000)
    tab.locator(".body a.ref").first.click()
    assert tab.evaluate("document.querySelector(':target').tagName") == "TR"


@pytest.mark.parametrize("width", [420, 800, 1280])
def test_nothing_runs_out_of_the_screen(tab: Any, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_it_can_be_read_without_a_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert not tab.locator("form.filter").is_visible()
    assert tab.locator("table.claims tbody tr").first.is_visible()
    tab.locator(".legend a.number").first.click()
    assert "#set-" in tab.url or "#claim-" in tab.url
    context.close()


def test_it_prints(browser: Any, address: str) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(address)
    assert tab.pdf(format="A4").startswith(b"%PDF")
    context.close()
