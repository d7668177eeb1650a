"""What only a browser can show: clicking, no JavaScript, no request elsewhere, accessibility."""

from __future__ import annotations

import shutil
import socket
import threading
from contextlib import contextmanager

import pytest
import uvicorn
from serve_samples import HOSTILE_PAGE

from detente.serve import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET += ["--disable-background-networking", "--disable-component-update"]
TEMPLATES = [
    "/",
    "/pair/AZE-RUS",
    "/pair/AZE-RUS/year/2024",
    "/view/TUR/AZE-RUS",
    "/wedge/ARM-AZE",
    "/brief/AZE-RUS",
    f"/article/{HOSTILE_PAGE.article.id}",
    "/search?q=bridge",
    "/rejects",
    "/about",
    "/pair/AZR-RUS",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium on this machine: pages not looked at in a browser"
    ),
]


@pytest.fixture(scope="module")
def address(folder):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(folder), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@contextmanager
def opened(browser, **settings):
    """Give a page, and the addresses it asked for and the complaints of its console."""
    context = browser.new_context(**settings)
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    yield page, asked, complaints
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_point_of_a_chart_opens_its_evidence(browser, address, scripts):
    with opened(browser, java_script_enabled=scripts) as (page, asked, complaints):
        page.goto(f"{address}/pair/AZE-RUS")
        page.locator("#by-year ~ figure svg a[aria-label^='2024: balance']").click()
        page.wait_for_url("**/pair/AZE-RUS/year/2024")
        assert page.locator("dl.figures dd").first.inner_text() == "−11.00"
        assert page.locator(".reports .adds").count() == 3
        page.locator(".reports blockquote a").first.click()
        page.wait_for_url("**/article/*#e-*")
        assert all(url.startswith(address) for url in asked)
        assert not complaints


def test_forms_and_folds_work_without_javascript(browser, address):
    with opened(browser, java_script_enabled=False) as (page, _, complaints):
        page.goto(address)
        page.get_by_label("A", exact=True).fill("Baku")
        page.get_by_label("B", exact=True).fill("Russia")
        page.get_by_role("button", name="Ask").click()
        page.wait_for_url("**/pair/AZE-RUS")
        page.locator("details.window summary").click()
        page.get_by_label("Events since").fill("2025")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**since=2025**")
        assert page.locator("#by-year ~ details tbody tr").count() == 1
        page.get_by_label("Search sentences").fill("bridge")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=bridge")
        assert page.locator(".hits > li").count() > 3
        assert not complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_template_is_accessible_and_asks_nobody_else(browser, address, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    with opened(browser, color_scheme=scheme) as (page, asked, complaints):
        for path in TEMPLATES:
            page.goto(address + path)
            found = axe.run(page).response["violations"]
            grave = [
                f"{v['id']}: {v['nodes'][0]['html'][:120]}"
                for v in found
                if v["impact"] in {"serious", "critical"}
            ]
            assert not grave, path
        assert all(url.startswith(address) for url in asked)
        assert not [line for line in complaints if "404" not in line]


def test_fits_a_phone(browser, address):
    with opened(browser, viewport={"width": 360, "height": 700}) as (page, _, _complaints):
        for path in TEMPLATES:
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
