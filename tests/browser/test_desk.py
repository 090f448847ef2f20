"""The desk in a real browser: from a pasted report to a published map, by mouse and by keyboard."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.desk.sessions import COOKIE, local_token, new_code
from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.app.tokens import ROLES, issue
from tests.browser.conftest import Newspaper, Opener, serving
from tests.browser.payloads import PAYLOADS
from tests.browser.test_reach import violations

pytestmark = [pytest.mark.browser, pytest.mark.long]

TEXT = (
    "BERGEN — Minister Ida Holm flew from Oslo to Bergen on Tuesday, the ministry said.\n\n"
    "She had talks with Per Lund in Aarhus. A bridge near Voss is closed."
)
LONG_MS = 60_000


@dataclass(frozen=True)
class Desk:
    """A service with a desk, and what the tests ask of it."""

    app: FastAPI
    address: str

    def client(self, role: str = "admin") -> TestClient:
        names = {one.name for one in self.app.state.store.tokens()}
        secret, token = issue(f"{role}-{len(names)}", ROLES[role])
        self.app.state.store.add_token(token)
        return TestClient(self.app, headers={"Authorization": f"Bearer {secret}"})

    def sign_in(self, page: Any, path: str = "/desk") -> None:
        store = self.app.state.store
        page.goto(f"{self.address}/desk/sign-in?code={new_code(store, local_token(store))}")
        page.get_by_role("button", name="Sign in").click()
        page.locator("#desk[data-ready]").wait_for()
        if path != "/desk":
            page.goto(self.address + path)
            page.locator("#desk[data-ready]").wait_for()

    def edit(self, page: Any, map_id: str) -> None:
        self.sign_in(page, f"/desk/maps/{map_id}")
        page.locator(".desk-canvas[data-ready]").first.wait_for(state="attached", timeout=LONG_MS)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("desk"), desk_sign_in_rate="off")
    app = create_app(settings)
    with serving() as serve:
        yield Desk(app, serve(app))


def made(desk: Desk, map_id: str, text: str = TEXT, **more: Any) -> None:
    client = desk.client()
    read = client.post("/read", json={"text": text, "title": "A tour", "published": "2024-03-07"})
    draft = {**read.json()["draft"], "id": map_id, **more}
    assert client.post("/maps", json=draft).status_code == 201


def saved(page: Any) -> None:
    page.locator(".desk-saving", has_text=re.compile("^Saved")).wait_for(timeout=LONG_MS)


def test_from_a_pasted_report_to_a_published_map(desk: Desk, new_page: Opener) -> None:
    page = new_page(width=1440, height=900)
    desk.sign_in(page)
    page.get_by_role("link", name="New map").click()
    page.get_by_label("The report").fill(TEXT)
    page.get_by_role("button", name="Read it").click()
    page.get_by_label("Title").wait_for(timeout=LONG_MS)
    page.get_by_label("Title").fill("A minister's tour")
    page.get_by_label("Published", exact=True).fill("2024-03-07")
    page.get_by_role("button", name="Make the map").click()
    page.locator(".desk-canvas[data-ready]").first.wait_for(timeout=LONG_MS)
    page.get_by_role("button", name="Publish …").click()
    dialog = page.get_by_role("dialog", name="Publish")
    dialog.get_by_role("button", name="Publish", exact=True).wait_for()
    while dialog.get_by_role("button", name=re.compile("^Waive")).count():
        dialog.get_by_role("button", name=re.compile("^Waive")).first.click()
    saved(page)
    dialog.get_by_role("button", name="Publish", exact=True).click()
    address = dialog.locator(".desk-note a").get_attribute("href")
    reader = new_page()
    reader.goto(address)
    reader.locator("#map[data-ready]").wait_for()
    assert "A minister's tour" in reader.locator("h1").inner_text()
    assert reader.context.cookies() == []


def test_a_wrong_place_is_right_in_two_actions(desk: Desk, new_page: Opener) -> None:
    made(desk, "wrong-place")
    page = new_page(width=1440, height=900)
    desk.edit(page, "wrong-place")
    page.locator(".desk-mark", has_text="Bergen").first.click()
    page.locator(".desk-candidates button[aria-pressed=false]").first.click()
    page.locator(".desk-form .desk-state", has_text="Changed").wait_for()
    page.locator(".desk-saving", has_text="Changed").wait_for()
    saved(page)
    places = desk.client().get("/maps/wrong-place/draft.json").json()["places"]
    (bergen,) = [one for one in places if one["name"] == "Bergen"]
    assert bergen["at"] is not None
    assert bergen["review"] == "changed"


def test_a_missed_event_is_there_by_its_words(desk: Desk, new_page: Opener) -> None:
    made(desk, "missed")
    page = new_page(width=1440, height=900)
    desk.edit(page, "missed")
    page.evaluate("""() => {
      const walk = document.createTreeWalker(document.querySelector('.desk-words'), 4);
      let first = null;
      let last = null;
      while (walk.nextNode()) {
        if (walk.currentNode.data.includes('A bridge near')) first = walk.currentNode;
        if (walk.currentNode.data.includes('is closed')) last = walk.currentNode;
      }
      const range = document.createRange();
      range.setStart(first, first.data.indexOf('A bridge near'));
      range.setEnd(last, last.data.indexOf('is closed') + 9);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      const words = document.querySelector('.desk-words');
      words.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
    }""")
    page.get_by_role("button", name="Add event").click()
    page.get_by_label("Kind").select_option("collapse")
    page.locator(".desk-saving", has_text="Changed").wait_for()
    saved(page)
    events = desk.client().get("/maps/missed/draft.json").json()["events"]
    (bridge,) = [one for one in events if one["kind"] == "collapse"]
    assert bridge["evidence"][0]["quote"] == "A bridge near Voss is closed"
    assert bridge["place"] == "voss"
    assert bridge["review"] == "added"


def test_an_event_is_added_by_keyboard_alone(desk: Desk, new_page: Opener, watch: Any) -> None:
    made(desk, "by-keys")
    page = new_page(width=1440, height=900)
    desk.edit(page, "by-keys")
    page.get_by_role("button", name="Add an event").focus()
    page.keyboard.press("Enter")
    words = page.get_by_label("Add words of the report")
    words.focus()
    page.keyboard.type("A bridge near Voss is closed")
    page.keyboard.press("Tab")
    page.locator(".desk-quote blockquote", has_text="A bridge near Voss is closed").wait_for()
    saved(page)
    # Until it had its words, the draft did not hold; the browser notes such an answer.
    watch.complaints[:] = [one for one in watch.complaints if "422" not in one]
    events = desk.client().get("/maps/by-keys/draft.json").json()["events"]
    assert [one["review"] for one in events if one["kind"] == "other"] == ["added"]


def test_everything_is_done_by_keys_and_undone(desk: Desk, new_page: Opener) -> None:
    made(desk, "keys")
    page = new_page(width=1440, height=900)
    desk.edit(page, "keys")
    waiting = page.locator(".desk-list .desk-filters label", has_text="to review")
    before = int(waiting.inner_text().split()[0])
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.get_by_text(f"{before - 1} to review").wait_for()
    page.keyboard.press("x")
    page.get_by_text(f"{before - 2} to review").or_(
        page.locator("#desk-said", has_text="Needed")
    ).first.wait_for()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    page.get_by_text(f"{before} to review").wait_for()
    page.keyboard.press("Control+Shift+z")
    page.get_by_text(f"{before - 1} to review").wait_for()
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Keys").wait_for(state="hidden")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator(".desk-form :focus").wait_for()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.locator("#desk-search:focus").wait_for()
    page.keyboard.type("oslo")
    page.locator(".desk-list ol > li", has_text="Oslo").first.wait_for()


def test_problems_stand_at_their_fields_and_nothing_is_lost(
    desk: Desk, new_page: Opener, watch: Any
) -> None:
    made(desk, "problems")
    page = new_page(width=1440, height=900)
    desk.edit(page, "problems")
    page.locator(".desk-list ol button").first.click()
    when = page.locator(".desk-form").get_by_label("When", exact=True).last
    when.fill("some day")
    when.blur()
    page.locator(".desk-form .desk-problem").first.wait_for(timeout=LONG_MS)
    page.locator(".desk-saving", has_text="Not saved").wait_for(timeout=LONG_MS)
    # The service's refusals are written to the console by the browser itself.
    watch.complaints[:] = [one for one in watch.complaints if "422" not in one]
    page.reload()
    page.locator("#desk[data-ready]").wait_for()
    page.locator(".desk-list ol button").first.click()
    assert (
        page.locator(".desk-form").get_by_label("When", exact=True).last.input_value() == "some day"
    )
    fixed = page.locator(".desk-form").get_by_label("When", exact=True).last
    fixed.fill("2024-03-05")
    fixed.blur()
    page.locator(".desk-saving", has_text=re.compile("^Saved")).wait_for(timeout=LONG_MS)
    watch.complaints[:] = [one for one in watch.complaints if "422" not in one]
    page.wait_for_function("() => localStorage.getItem('dateline-desk:problems') === null")


def test_two_editors_choose_item_by_item(desk: Desk, new_page: Opener, watch: Any) -> None:
    made(desk, "two")
    page = new_page(width=1440, height=900)
    desk.edit(page, "two")
    other = desk.client("editor")
    theirs = other.patch("/maps/two/draft.json", json={"note": "From the other."})
    assert theirs.status_code == 200
    assert other.patch("/maps/two/draft/places/oslo", json={"note": "Theirs."}).status_code == 200
    page.locator(".desk-mark", has_text="Oslo").first.click()
    note = page.get_by_label("Note to readers")
    note.fill("Mine.")
    note.blur()
    dialog = page.get_by_role("dialog", name="Somebody else has changed this map")
    dialog.wait_for(timeout=LONG_MS)
    watch.complaints[:] = [one for one in watch.complaints if "412" not in one]
    dialog.get_by_role("button", name="Go on with these").click()
    page.locator(".desk-saving", has_text="Changed").wait_for()
    saved(page)
    draft = other.get("/maps/two/draft.json").json()
    assert draft["note"] == "From the other."
    assert [one["note"] for one in draft["places"] if one["id"] == "oslo"] == ["Mine."]


def test_another_editor_is_seen(desk: Desk, new_page: Opener) -> None:
    made(desk, "seen")
    other = desk.client("editor")
    other.post("/maps/seen/presence", json={"client": "b1", "item": "oslo"})
    page = new_page(width=1440, height=900)
    desk.edit(page, "seen")
    page.locator(".desk-others", has_text="editor-").wait_for()
    assert page.locator(".desk-list li", has_text="is here").count() == 1


def test_a_new_text_keeps_what_the_editor_did(desk: Desk, new_page: Opener) -> None:
    made(desk, "tomorrow")
    client = desk.client()
    at = {"lat": 60.1, "lon": 5.1}
    client.patch("/maps/tomorrow/draft/places/bergen", json={"at": at, "label": "The harbour"})
    page = new_page(width=1440, height=900)
    desk.edit(page, "tomorrow")
    page.get_by_role("button", name="New text").click()
    page.get_by_label("Paste the new text").fill(f"{TEXT} Police in Florø found the boat.")
    page.get_by_role("button", name="Read and compare").click()
    page.get_by_role("rowheader", name=re.compile("Florø")).wait_for(timeout=LONG_MS)
    page.get_by_role("button", name="Take it over").click()
    page.locator(".desk-saving", has_text="Changed").wait_for()
    saved(page)
    draft = client.get("/maps/tomorrow/draft.json").json()
    places = {one["id"]: one for one in draft["places"]}
    assert places["bergen"]["at"] == at
    assert places["bergen"]["label"] == "The harbour"
    assert "floro" in places
    assert "found the boat" in draft["report"]["text"]


def test_the_look_is_that_of_the_readers_page(desk: Desk, new_page: Opener) -> None:
    made(desk, "look")
    page = new_page(width=1440, height=900)
    desk.edit(page, "look")
    page.get_by_role("button", name="Look", exact=True).click()
    frame = page.frame_locator("iframe")
    frame.locator("#map[data-ready]").wait_for(timeout=LONG_MS)
    assert "A tour" in frame.locator("h1").inner_text()


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_axe_finds_nothing_at_the_desk(desk: Desk, new_page: Opener, width: int) -> None:
    if not desk.app.state.store.versions("axe"):
        made(desk, "axe")
    page = new_page(width=width, height=900)
    for path in ("/desk", "/desk/new", "/desk/people", "/desk/maps/axe"):
        desk.sign_in(page, path)
        if path.endswith("axe"):
            drawn = page.locator(".desk-canvas[data-ready]").first
            drawn.wait_for(state="attached", timeout=LONG_MS)
            page.keyboard.press("j")
        page.wait_for_load_state("networkidle")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], (path, width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)


def test_no_injection_runs_at_the_desk(desk: Desk, new_page: Opener) -> None:
    text = f"{TEXT}\n\n" + "\n\n".join(PAYLOADS)
    places = [
        {
            "name": "Bergen",
            "label": payload[:300],
            "note": payload[:900],
            "id": f"p{number}",
            "evidence": ["Bergen"],
            "within": None,
        }
        for number, payload in enumerate(PAYLOADS[:1])
    ]
    events = [
        {
            "kind": "other",
            "id": f"e{number}",
            "title": payload[:300],
            "participants": [{"name": payload[:300], "title": payload[:300]}],
            "place": "p0",
            "status": "happened",
            "evidence": [{"quote": "Bergen", "attributed_to": payload[:300]}],
            "caption": payload[:900],
            "note": payload[:900],
            "source": {"name": payload[:300]},
            "picture": {
                "url": "https://127.0.0.1:1/x",
                "credit": payload[:300],
                "alt": payload[:300],
            },
        }
        for number, payload in enumerate(PAYLOADS)
        if payload.strip()
    ]
    report = {"title": PAYLOADS[0], "text": text, "publisher": PAYLOADS[1]}
    draft = {
        "id": "hostile",
        "note": PAYLOADS[2],
        "report": report,
        "places": places,
        "events": events,
    }
    client = desk.client()
    answer = client.post(
        "/maps", content=json.dumps(draft), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 201, answer.text
    page = new_page(width=1440, height=900)
    desk.edit(page, "hostile")
    for _ in range(len(events) + 1):
        page.keyboard.press("j")
    for name in ("History", "Differences", "Publish …"):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_role("dialog").wait_for()
        page.get_by_role("button", name="Close").click()
    page.get_by_role("link", name="Maps").click()
    page.get_by_role("heading", name="Maps").wait_for()
    assert page.evaluate("window.ran") is None


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(
    desk: Desk, new_page: Opener, newspaper: Newspaper, watch: Any
) -> None:
    made(desk, "theft")
    desk.client().post("/maps/theft/publish")
    page = new_page()
    desk.sign_in(page)
    assert page.evaluate("document.cookie") == ""
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["path"], cookie["httpOnly"]) == (COOKIE, "/desk", True)
    assert cookie["sameSite"] == "Strict"
    article = newspaper.publish(
        "theft",
        f"<iframe id=map src='{desk.address}/maps/theft/embed'></iframe>"
        f"<iframe id=own src='{desk.address}/desk'></iframe>"
        f"<form id=form method=post action='{desk.address}/desk/api/maps/theft/unpublish'></form>",
    )
    page.goto(article)
    page.frame_locator("#map").locator("#map[data-ready]").wait_for(timeout=LONG_MS)
    own = page.locator("#own").element_handle().content_frame()
    assert "Maps" not in (own.content() if own.url.startswith("http") else "")
    page.evaluate("document.getElementById('form').submit()")
    page.wait_for_url(re.compile("unpublish"))
    assert desk.app.state.store.map("theft") is not None
    # That the frame and the form were refused is what the browser writes to its console.
    watch.complaints.clear()


def test_a_session_that_ends_loses_nothing(desk: Desk, new_page: Opener, watch: Any) -> None:
    made(desk, "ended")
    page = new_page(width=1440, height=900)
    desk.edit(page, "ended")
    page.context.clear_cookies()
    page.locator(".desk-mark", has_text="Oslo").first.click()
    label = page.get_by_label("Label on the map")
    label.fill("The capital")
    label.blur()
    page.get_by_text("Your session has ended").wait_for(timeout=LONG_MS)
    watch.complaints[:] = [one for one in watch.complaints if "401" not in one]
    desk.edit(page, "ended")
    saved(page)
    watch.complaints[:] = [one for one in watch.complaints if "401" not in one]
    places = desk.client().get("/maps/ended/draft.json").json()["places"]
    assert [one["label"] for one in places if one["name"] == "Oslo"] == ["The capital"]
