"""Drives a headless Chromium over its debugging pipe, with nothing but Python's standard library."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "headless_shell")


def find():
    """The path of a Chromium that is here; None where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next((path for path in map(shutil.which, NAMES) if path), None)


class BrowserError(Exception):
    """The browser did not do what it was asked for."""


class Browser:
    """One browser process; a context manager. Commands wait for their answers, events are kept."""

    def __init__(self, path=None, timeout=60):
        self.path = path or find()
        self.timeout = timeout
        self.number = 0
        self.answers = {}
        self.events = []
        self.arrived = threading.Condition()

    def __enter__(self):
        self.profile = tempfile.mkdtemp(prefix="moonlight-browser-")
        to_read, self.to_write = os.pipe()
        self.from_read, from_write = os.pipe()

        def descriptors():
            # The browser reads commands from 3 and writes answers to 4. Kept out of the way of each other first.
            first, second = os.dup2(to_read, 103), os.dup2(from_write, 104)
            os.dup2(first, 3)
            os.dup2(second, 4)

        arguments = [
            self.path, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-extensions", "--remote-debugging-pipe", f"--user-data-dir={self.profile}",
            "about:blank",
        ]
        self.process = subprocess.Popen(
            arguments, preexec_fn=descriptors, close_fds=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(from_write)
        threading.Thread(target=self._read, daemon=True).start()
        return self

    def __exit__(self, *_):
        try:
            self.send("Browser.close")
        except (BrowserError, OSError):
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def _read(self):
        rest = b""
        while True:
            chunk = os.read(self.from_read, 1 << 16)
            if not chunk:
                break
            rest += chunk
            *messages, rest = rest.split(b"\0")
            with self.arrived:
                for message in map(json.loads, messages):
                    if "id" in message:
                        self.answers[message["id"]] = message
                    else:
                        self.events.append(message)
                self.arrived.notify_all()
        with self.arrived:
            self.answers[None] = {"error": {"message": "the browser ended"}}
            self.arrived.notify_all()

    def send(self, method, session=None, **parameters):
        """Sends a command and gives its result."""
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.to_write, json.dumps(message).encode() + b"\0")
        with self.arrived:
            came = self.arrived.wait_for(
                lambda: number in self.answers or None in self.answers, self.timeout)
            answer = self.answers.pop(number, None) or self.answers.get(None)
        if not came or not answer:
            raise BrowserError(f"{method}: no answer after {self.timeout} s")
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error'].get('message')}")
        return answer.get("result", {})

    def wait_for(self, method, session, since, timeout=None):
        """The first event of this kind after the place `since` in the list of events."""
        def found():
            return next((event for event in self.events[since:] if event["method"] == method
                         and event.get("sessionId") == session), None)

        with self.arrived:
            self.arrived.wait_for(found, timeout or self.timeout)
            event = found()
        if event is None:
            raise BrowserError(f"no {method} after {timeout or self.timeout} s")
        return event

    def page(self, width=1200, height=900, scheme="light"):
        """A page of its own."""
        return Page(self, width, height, scheme)


class Page:
    """A tab; what it logs and asks the network for is kept."""

    def __init__(self, browser, width, height, scheme):
        self.browser = browser
        self.target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.send(
            "Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        self.begin = len(browser.events)
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        self.size(width, height)
        self.scheme(scheme)

    def send(self, method, **parameters):
        return self.browser.send(method, self.session, **parameters)

    def size(self, width, height):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)

    def scheme(self, name, medium="screen"):
        self.send("Emulation.setEmulatedMedia", media=medium,
                  features=[{"name": "prefers-color-scheme", "value": name}])

    def open(self, url):
        """Opens an address and waits until it has loaded."""
        since = len(self.browser.events)
        self.send("Page.navigate", url=url)
        self.browser.wait_for("Page.loadEventFired", self.session, since)

    def ask(self, expression, gesture=False):
        """The value of an expression; a promise is waited for."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True,
                           awaitPromise=True, userGesture=gesture)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            words = details.get("exception", {}).get("description") or details.get("text")
            raise BrowserError(f"{expression[:120]}: {words}")
        return answer["result"].get("value")

    def until(self, expression, timeout=10):
        """Waits until an expression is true, and gives its value."""
        end = time.monotonic() + timeout
        while True:
            value = self.ask(expression)
            if value:
                return value
            if time.monotonic() > end:
                raise BrowserError(f"not after {timeout} s: {expression}")
            time.sleep(0.02)

    def click(self, selector):
        """Presses the mouse on the middle of an element, as a person does."""
        place = self.ask(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " if (!e) return null; e.scrollIntoView({block: 'center'});"
            " const r = e.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()")
        if place is None:
            raise BrowserError(f"nothing is {selector}")
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1],
                      button="left", clickCount=1)

    def key(self, name, text=None):
        """Presses a key."""
        codes = {"Tab": 9, "Enter": 13, "Escape": 27}
        parameters = {"key": name, "code": name, "windowsVirtualKeyCode": codes.get(name, 0)}
        if text:
            parameters["text"] = text
        self.send("Input.dispatchKeyEvent", type="keyDown", **parameters)
        self.send("Input.dispatchKeyEvent", type="keyUp", **parameters)

    def screenshot(self, path, whole=False):
        """Writes a PNG of what is to be seen, or of the whole page."""
        answer = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        with open(path, "wb") as file:
            file.write(base64.b64decode(answer["data"]))

    def _events(self, method):
        return [event["params"] for event in self.browser.events[self.begin:]
                if event["method"] == method and event.get("sessionId") == self.session]

    def complaints(self):
        """What the console was told as an error, and what the script threw."""
        thrown = [event["exceptionDetails"].get("exception", {}).get("description")
                  or event["exceptionDetails"]["text"]
                  for event in self._events("Runtime.exceptionThrown")]
        logged = [event["entry"]["text"] for event in self._events("Log.entryAdded")
                  if event["entry"]["level"] in ("error", "warning")]
        called = [str(event["args"]) for event in self._events("Runtime.consoleAPICalled")
                  if event["type"] in ("error", "warning", "assert")]
        return thrown + logged + called

    def requests(self):
        """The addresses that were asked for."""
        return [event["request"]["url"] for event in self._events("Network.requestWillBeSent")]

    def close(self):
        self.browser.send("Target.closeTarget", targetId=self.target)
