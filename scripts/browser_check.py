#!/usr/bin/env python3
"""Opens reports in a headless Chromium and uses them as a person does: filter, open, compare, copy, follow a link, keyboard only,
no script. Measures first paint and filter on a page of 5,000 runs.

Usage: scripts/browser_check.py [--moonlight PATH] [--keep FOLDER]
Exit codes: 0 all holds, 1 something does not, 69 no Chromium was found.
"""
import argparse
import json
import os
import re
import statistics
import sys
import tempfile

import browser
import report_samples

LIMITS = {"first_paint_ms": 1000, "filter_ms": 100, "bytes": 5_000_000}


class Check:
    """What was looked at, and what did not hold."""

    def __init__(self):
        self.failures = []

    def __call__(self, holds, words, found=""):
        print(f"  {'ok' if holds else 'NOT'}  {words}" + (f": {found}" if found != "" else ""))
        if not holds:
            self.failures.append(f"{words}: {found}")


def data_of(page):
    return json.loads(page.ask("document.getElementById('moonlight').textContent"))


def type_filter(page, text):
    page.ask(f"(() => {{ const i = document.getElementById('filter'); i.value = {json.dumps(text)};"
             " i.dispatchEvent(new Event('input', {bubbles: true})); })()")


def shown_runs(page):
    """How many runs the page says that it shows."""
    words = page.ask("document.getElementById('count').textContent").replace(",", "")
    return int(re.match(r"\d+", words).group())


def check_filter(check, page):
    runs = [(scenario, run) for scenario in data_of(page)["scenarios"] for run in scenario["runs"]]
    failed = [run for _, run in runs if run["failures"]]
    type_filter(page, "status:failed")
    check(shown_runs(page) == len(failed) > 0, "status:failed finds the failed runs", shown_runs(page))
    type_filter(page, "-status:failed")
    check(shown_runs(page) == len(runs) - len(failed), "-status:failed finds all others", shown_runs(page))
    cached = [run for _, run in runs if "planner" in run["cached"]]
    type_filter(page, "PHASE:planner -phase:executor")
    expected = [run for _, run in runs
                if "planner" in run["executed"] + run["cached"] + run["skipped"]
                and "executor" not in run["executed"] + run["cached"] + run["skipped"]]
    check(shown_runs(page) == len(expected), "words are joined by and, case is ignored",
          f"{shown_runs(page)}, {len(cached)} with planner cached")
    type_filter(page, '"no such words anywhere"')
    check(shown_runs(page) == 0, "quoted words that nothing has find nothing")
    type_filter(page, "tag:red")
    tagged = sum(len(scenario["runs"]) for scenario in data_of(page)["scenarios"]
                 if "red" in scenario.get("tags", []))
    check(shown_runs(page) == tagged > 0, "tag: finds the runs of tagged scenarios", shown_runs(page))
    type_filter(page, "")


def check_run(check, page, url):
    type_filter(page, "status:failed")
    page.click("table.runs a")
    title = page.until("!document.getElementById('run').hidden && document.getElementById('run-title').textContent")
    address = page.ask("location.hash")
    check("run=" in address and "q=status%3Afailed" in address, "filter and run are in the address", address)
    check(page.ask("document.activeElement.id") == "run-title", "the run's heading has the focus", title)
    drawn = page.ask("document.querySelectorAll('#run .waterfall tbody tr').length")
    check(drawn >= 5, "the waterfall has a row for each phase", drawn)
    crosses = page.ask("document.querySelectorAll('#run .waterfall path.cross').length")
    flags = page.ask("document.querySelectorAll('#run .waterfall path.fault').length")
    waits = page.ask("document.querySelectorAll('#run .waterfall rect.wait').length")
    check(min(crosses, flags, waits) > 0, "failed attempts are crossed, faults flagged, waits hatched",
          f"{crosses}, {flags}, {waits}")
    page.click("#run .actions button")
    status = page.until("document.querySelector('#run .actions [role=status]').textContent")
    check(status == "Copied", "the run is copied as text", status)
    text = page.ask("navigator.clipboard.readText()", gesture=True)
    check("expected " in text and "moonlight run " in text and "```" in text and "\nagainst " in text,
          "what was copied says what did not hold, where it left the way of what held, and the command", f"{len(text)} characters")
    page.key("Escape")
    page.until("document.getElementById('run').hidden")
    check("run=" not in page.ask("location.hash"), "Escape closes the run")
    page.open("about:blank")
    page.open(url + address)
    again = page.until("!document.getElementById('run').hidden && document.getElementById('run-title').textContent")
    check(again == title and page.ask("document.getElementById('filter').value") == "status:failed",
          "the link leads back to filter and run", again)


def cells_of(page):
    """The comparison that is shown, a list of rows without the column of bars."""
    return page.ask("[...document.querySelectorAll('table.against tbody tr')].map(row =>"
                    " [...row.children].filter(cell => !cell.classList.contains('pair')).map(cell => cell.textContent))")


def check_against(check, page, url):
    page.open("about:blank")
    page.open(url)
    page.until("document.querySelectorAll('.drawing a[href*=with]').length")
    page.click(".drawing a[href*='with=']")
    page.until("!document.getElementById('run').hidden")
    usual = page.ask("document.querySelector('#with').value")
    check(usual.endswith("/cold"), "what failed is compared with what held", usual)
    check(page.ask("document.querySelector('#run details.against').open"), "and the comparison is open")
    rows = cells_of(page)
    check(len(rows) > 5 and rows[-1][0] == "in all", "step by step, and in all", len(rows))
    check(page.ask("document.querySelector('#with').labels.length") == 1, "the choice has a label")
    page.ask("(() => { const s = document.querySelector('#with'); s.focus(); s.selectedIndex = s.options.length - 1;"
             " s.dispatchEvent(new Event('change', {bubbles: true})); })()")
    chosen = page.ask("document.querySelector('#with').value")
    address = page.ask("location.hash")
    check(chosen != usual and cells_of(page) != rows, "another run can be chosen", chosen)
    check("with=" in address and page.ask("document.activeElement.id") == "with",
          "it is in the address, and the choice keeps the focus", address)
    other = cells_of(page)
    page.open("about:blank")
    page.open(url + address)
    page.until("!document.getElementById('run').hidden")
    check(cells_of(page) == other, "the link leads back to it")
    page.ask("(() => { location.hash = '#run=' + encodeURIComponent('a coder that gives up/cold'); })()")
    page.until("document.getElementById('run-title').textContent.endsWith('cold')")
    check(page.ask("!document.querySelector('#run details.against').open"), "what held is compared when asked for")


def check_agreement(check, page, url, samples):
    """Two tables of the same runs, one made by the page's script, the other by `moonlight diff`."""
    page.open("about:blank")
    page.open(url + "#run=a%20coder%20that%20gives%20up%2Fwarm&with=a%20coder%20that%20gives%20up%2Fcold")
    page.until("document.querySelectorAll('table.against').length")
    found = cells_of(page)
    runs = next(scenario["runs"] for scenario in data_of(page)["scenarios"] if scenario["name"] == "a coder that gives up")
    page.open("file://" + samples.diff_of(*[run["stored_id"] for run in runs[:2]]))
    expected = cells_of(page)
    differing = [pair for pair in zip(expected, found) if pair[0] != pair[1]]
    check(len(expected) == len(found) > 4 and not differing, "run against run says what moonlight diff says",
          differing or len(found))


def check_history(check, page, path):
    page.open("file://" + path)
    pictures = page.ask("document.querySelectorAll('#history svg.spark').length")
    check(pictures > 5, "runs and phases have sparklines", pictures)
    dumb = page.ask("[...document.querySelectorAll('svg.spark')].filter(e => !e.getAttribute('aria-label')).length")
    figures = page.ask("[...document.querySelectorAll('table.past tbody tr:not(.found)')].filter(e =>"
                       " !e.querySelector('td.number').textContent).length")
    check(dumb == 0 and figures == 0, "each says in words what it shows, with figures beside it")
    check("since execution" in page.ask("document.querySelector('#history').textContent"), "what changed is said")
    page.ask("document.querySelector('tr.scenario button').click()")
    check(page.ask("document.querySelectorAll('table.runs svg.spark').length") > 0, "a run's row has its sparkline")
    page.click("table.runs a")
    page.until("!document.getElementById('run').hidden")
    page.ask("(() => { document.querySelector('#run details.past').open = true; })()")
    partner = page.ask("document.querySelector('#with').selectedOptions[0].textContent")
    against = cells_of(page)
    check("nightly, 20" in partner and against[-1][2].startswith("succeeded"),
          "what fails alone is compared with its latest execution that held", partner)
    rows = page.ask("document.querySelectorAll('#run details.past tbody tr').length")
    check(rows > 5, "an open run has its phases over time", rows)


def check_diff(check, page, path):
    page.open("file://" + path)
    check(page.ask("document.scripts.length") == 0, "the page of diff has no script")
    check("differ in" in page.ask("document.querySelector('h1').textContent"), "it begins with what differs",
          page.ask("document.querySelector('h1').textContent").strip())
    lines = page.ask("[...document.querySelectorAll('.patch .removed, .patch .added')].length")
    check(lines > 3, "and has the lines that differ", lines)
    page.size(390, 844)
    wide = page.ask("document.documentElement.scrollWidth")
    check(wide <= 390, "nothing of it is wider than a narrow screen", wide)
    page.size(1200, 900)


def check_keyboard(check, page, url):
    page.open("about:blank")
    page.open(url)
    page.key("Tab")
    check(page.ask("document.activeElement.className") == "skip", "the first stop skips to the results")
    outline = page.ask("getComputedStyle(document.activeElement).outlineStyle")
    check(outline == "solid", "focus is to be seen", outline)
    page.ask("document.querySelector('tr.scenario button').focus()")
    page.key("Enter", "\r")
    check(page.ask("document.querySelector('tr.scenario button').getAttribute('aria-expanded')") == "true",
          "Enter opens a scenario")
    names = page.ask("[...document.querySelectorAll('button, a, input')].filter(e => !(e.textContent.trim() ||"
                     " e.labels && e.labels.length || e.getAttribute('aria-label'))).length")
    check(names == 0, "everything that can be pressed has a name", names)
    landmarks = page.ask("['header', 'main', 'footer', 'form[role=search]'].every(n => document.querySelector(n))")
    heads = page.ask("document.querySelectorAll('h1').length")
    check(landmarks and heads == 1, "there are landmarks and one first heading")


def check_nasty(check, page):
    said = page.ask("document.body.textContent.includes('</script><script>')")
    check(said, "an agent's </script><script> is shown as text")
    check(page.ask("window.wasRun === undefined && document.title.includes('moonlight')"), "and runs nothing")


def check_without_script(check, browser_, url):
    page = browser_.page()
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    page.open(url)
    node = page.send("DOM.getDocument", depth=0)["root"]["nodeId"]
    html = page.send("DOM.getOuterHTML", nodeId=node)["outerHTML"]
    check(" failed</h1>" in html and html.count('<tr class="scenario"') == html.count('data-scenario="') -
          html.count('class="drawing"'), "without a script there are the verdict and a row for each scenario",
          html.count('<tr class="scenario"'))
    check("found" in html and 'role="search" class="filter" hidden' in html,
          "and every failure, but nothing that would not work")
    page.close()


def check_schemes(check, page, url):
    page.open(url)
    grounds = []
    for scheme in ("light", "dark"):
        page.scheme(scheme)
        grounds.append(page.ask("getComputedStyle(document.documentElement).backgroundColor"))
    check(grounds[0] == "rgb(255, 255, 255)" and grounds[1] != grounds[0], "light and dark follow the system", grounds)
    page.scheme("dark", "print")
    check(page.ask("getComputedStyle(document.documentElement).backgroundColor") == grounds[0], "paper is light")
    check(page.ask("getComputedStyle(document.querySelector('.filter')).display") == "none",
          "what can only be pressed is not printed")
    page.scheme("light")
    page.size(390, 844)
    wide = page.ask("document.documentElement.scrollWidth")
    check(wide <= 390, "nothing is wider than a narrow screen", wide)
    page.size(1200, 900)


def measure(check, browser_, path):
    url = "file://" + path
    paints = []
    for _ in range(5):
        page = browser_.page()
        page.open(url)
        paints.append(page.until(
            "(performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime || 0"))
        page.close()
    page = browser_.page()
    page.open(url)
    times = []
    words = ["load", "status:passed", "-phase:coder", "phase:planner", "file:1", "tag:many", '"load 7"', "zzz", "succ", ""]
    for number in range(20):
        times.append(page.ask(
            "new Promise(done => { const i = document.getElementById('filter');"
            f" i.value = {json.dumps(words[number % len(words)])}; const start = performance.now();"
            " i.dispatchEvent(new Event('input', {bubbles: true}));"
            " requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))); })"))
    runs = page.ask("document.getElementById('count').textContent")
    shares = page.ask(
        "(() => { const data = JSON.parse(document.getElementById('moonlight').textContent);"
        " const runs = data.scenarios.flatMap(each => each.runs);"
        " return [runs.length, runs.filter(each => each.failures.length).length,"
        " data.timeline.scenarios.reduce((sum, each) => sum + (each.against || []).length, 0)]; })()")
    complaints = page.complaints()
    page.close()
    size = os.path.getsize(path)
    paint, filtered = statistics.median(paints), statistics.median(times)
    print(f"  {runs}: {size} bytes, first contentful paint {paint:.0f} ms (median of 5), "
          f"filter to next frame {filtered:.1f} ms (median of 20, most {max(times):.1f})")
    listed, failed, compared = shares
    check(listed == 5000 and 0.01 < failed / listed < 0.03, "2 % of 5,000 runs fail", shares)
    check(compared == failed, "every run that failed has another beside it", shares)
    check(size < LIMITS["bytes"], "5,000 runs take less than 5 MB", size)
    check(paint < LIMITS["first_paint_ms"], "the first paint comes within a second", f"{paint:.0f} ms")
    check(filtered < LIMITS["filter_ms"], "the filter answers within 100 ms", f"{filtered:.1f} ms")
    check(not complaints, "no complaint on the large page", complaints)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moonlight", default=".build/release/moonlight")
    parser.add_argument("--keep", help="a folder for the reports that are looked at")
    options = parser.parse_args()
    path = browser.find()
    if not path:
        print("no Chromium was found (apt-get install chromium-headless-shell)", file=sys.stderr)
        return 69
    check = Check()
    with tempfile.TemporaryDirectory(prefix="moonlight-reports-") as folder:
        folder = os.path.abspath(options.keep or folder)
        samples = report_samples.Samples(os.path.abspath(options.moonlight), folder)
        red, large = samples.red(), samples.large()
        with browser.Browser(path) as driven:
            url = "file://" + red
            print(f"{path}, {red}")
            page = driven.page()
            page.open(url)
            check(page.ask("document.querySelector('h1').textContent").strip().endswith("failed"),
                  "the first line says what came of it")
            driven.send("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
            check_filter(check, page)
            check_nasty(check, page)
            check_run(check, page, url)
            check_against(check, page, url)
            check_agreement(check, page, url, samples)
            check_history(check, page, samples.history())
            check_diff(check, page, samples.diff())
            check_keyboard(check, page, url)
            check_schemes(check, page, url)
            for other in (samples.claim(), samples.comparison()):
                page.open("file://" + other)
                charts = page.ask("document.querySelectorAll('svg.chart').length")
                check(charts > 0, f"{os.path.relpath(other, folder)} has charts", charts)
            check(not page.complaints(), "the console hears of no error", page.complaints())
            outside = [asked for asked in page.requests() if not asked.startswith(("file://", "about:"))]
            check(not outside, "nothing is asked for outside of the file", outside)
            page.close()
            check_without_script(check, driven, url)
            measure(check, driven, large)
    if check.failures:
        print(f"{len(check.failures)} do not hold:\n  " + "\n  ".join(check.failures), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
