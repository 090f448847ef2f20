"""Firefox as Debian has it, driven through WebDriver BiDi.

Playwright drives builds of Firefox of its own; with Debian's it asks for a command that this one
does not know. Here is what a page needs: go somewhere, evaluate, and note what the console says.
"""

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_PREFERENCES = """
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.server", "");
user_pref("browser.aboutwelcome.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("extensions.update.enabled", false);
user_pref("ui.prefersReducedMotion", 1);
"""
_SECONDS = 30


class Firefox:
    """One window of Firefox.

    Attributes:
        complaints: Errors and warnings that pages wrote to the console, uncaught ones among them.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._sent = 0
        self.complaints: list[str] = []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._window = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        # Keys reach the window that is in front.
        self._ask("browsingContext.activate", context=self._window)

    def go(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        self._ask("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """What an expression gives, through JSON; a promise is waited for."""
        answer = self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})) ?? 'null')()",
            target={"context": self._window},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def settle(self) -> None:
        """Wait until the page asks for nothing more."""
        count = -1
        while (now := self.evaluate("performance.getEntriesByType('resource').length")) != count:
            count = now
            time.sleep(0.3)

    def wait_for(self, expression: str) -> None:
        """Wait until an expression is true.

        Raises:
            TimeoutError: It never was.
        """
        until = time.monotonic() + _SECONDS
        while not self.evaluate(f"Boolean({expression})"):
            if time.monotonic() > until:
                raise TimeoutError(expression)
            time.sleep(0.1)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as a person would."""
        pressed = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask(
            "input.performActions",
            context=self._window,
            actions=[{"type": "key", "id": "keys", "actions": pressed}],
        )

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": parameters}
        self._connection.send(json.dumps(message))
        while True:
            answer = json.loads(self._connection.recv(timeout=_SECONDS))
            if answer.get("method") == "log.entryAdded":
                self._note(answer["params"])
            if answer.get("id") != self._sent:
                continue
            if answer["type"] == "error":
                raise RuntimeError(f"{method}: {answer['message']}")
            return answer["result"]

    def _note(self, entry: Any) -> None:
        if entry["level"] in ("error", "warn"):
            self.complaints.append(f"{entry['level']}: {entry['text']}")


@contextmanager
def firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """Run Firefox without a window until the block is left.

    Args:
        program: Where it is installed.
        profile: An empty folder.
    """
    (profile / "user.js").write_text(_PREFERENCES, encoding="utf-8")
    command = [program, "--headless", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(
        [*command, "--remote-debugging-port=0"], stderr=subprocess.PIPE, text=True
    )
    try:
        address = _address(process)
        with connect(f"{address}/session", max_size=None, proxy=None) as connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.wait(_SECONDS)
        if process.stderr:
            process.stderr.close()


def _address(process: "subprocess.Popen[str]") -> str:
    for line in process.stderr or ():
        if found := _LISTENING.search(line):
            return found[1]
    raise RuntimeError("Firefox ended before it listened")
