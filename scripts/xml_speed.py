"""How fast test cases are written, beside lxml; see `xml-speed`."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from lxml import etree

MOST_KIB = 60 * 1024
CASES_OF_SUITE = 100
FAILS_EVERY = 10


def case(number):
    """The same case that the tool writes, as an element."""
    suite = f"Scenarios.load.suite-{number // CASES_OF_SUITE}"
    element = etree.Element(
        "testcase",
        name=f"run load#{number}",
        classname=suite,
        time=f"0.{100 + number % 900}",
        file="Scenarios/load.yaml",
        line=str(number % 500 + 1),
    )
    if number % FAILS_EVERY == 0:
        failure = etree.SubElement(
            element,
            "failure",
            message=f"expected attempts {{coder: 1}}, found {number % 7} & more",
            type="expectation",
        )
        failure.text = (
            f"Scenarios/load.yaml:{number % 500 + 1}: run load#{number}\n"
            f"  expected attempts {{coder: 1}}\n  found    <{number % 7}>\n  seed     42"
        )
    output = etree.SubElement(element, "system-out")
    output.text = (
        f"load#{number}: succeeded, 1.5s, executed [coder, planner], cached [], "
        "attempts {coder: 1, planner: 1}, digest 0123456789abcdef"
    )
    return element


def suites(count):
    for first in range(0, count, CASES_OF_SUITE):
        yield first, min(first + CASES_OF_SUITE, count)


def write_streamed(path, count):
    """A case at a time, by lxml's incremental writer."""
    with etree.xmlfile(path, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("testsuites", tests=str(count)):
            for first, end in suites(count):
                name = f"Scenarios.load.suite-{first // CASES_OF_SUITE}"
                with file.element("testsuite", name=name):
                    for number in range(first, end):
                        file.write(case(number), pretty_print=True)


def write_tree(path, count):
    """All of it as a tree, then the tree to the file."""
    root = etree.Element("testsuites", tests=str(count))
    for first, end in suites(count):
        name = f"Scenarios.load.suite-{first // CASES_OF_SUITE}"
        suite = etree.SubElement(root, "testsuite", name=name)
        for number in range(first, end):
            suite.append(case(number))
    etree.ElementTree(root).write(path, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def timed(write, path, count):
    start = time.perf_counter()
    write(path, count)
    return time.perf_counter() - start


def content(path):
    """What a reader sees: names, attributes, texts, without the white space between elements."""
    for _, element in etree.iterparse(path, remove_blank_text=True):
        text = element.text or ""
        yield element.tag, dict(element.attrib), text if text.strip() else ""
        if element.tag == "testcase":
            element.clear()


def same(left, right):
    pairs = zip(content(left), content(right), strict=True)
    return all(one == other for one, other in pairs)


def main():
    parser = argparse.ArgumentParser(prog="xml-speed")
    parser.add_argument("tool")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--cases", type=int, default=100_000)
    options = parser.parse_args()
    if options.rounds < 1 or options.cases < 1:
        parser.error("expected --rounds and --cases of at least 1")
    ours, kept, streamed, trees, peak, size = [], [], [], [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        mine, theirs = os.path.join(folder, "ours.xml"), os.path.join(folder, "lxml.xml")
        for _ in range(options.rounds):
            output = subprocess.run(
                [options.tool, mine, str(options.cases)], check=True, capture_output=True
            ).stdout
            figures = json.loads(output)
            ours.append(figures["write_s"])
            kept.append(figures["file_s"])
            peak, size = max(peak, figures["peak_kib"]), figures["bytes"]
            streamed.append(timed(write_streamed, theirs, options.cases))
            trees.append(timed(write_tree, theirs, options.cases))
        if not same(mine, theirs):
            sys.exit("xml-speed: the two files don't say the same")
    best = min(statistics.median(streamed), statistics.median(trees))
    mean = statistics.median(ours)
    print(f"{options.cases} cases, {size / 1e6:.1f} MB, {options.rounds} rounds, medians")
    print(f"written             {mean:.3f} s  {size / 1e6 / mean:.0f} MB/s")
    print(f"  read again, moved {statistics.median(kept):.3f} s")
    print(f"lxml, a case a time {statistics.median(streamed):.3f} s")
    print(f"lxml, from a tree   {statistics.median(trees):.3f} s")
    print(f"peak of memory      {peak / 1024:.1f} MiB, at most {MOST_KIB // 1024} asked")
    asked = {"as fast as lxml": mean <= best, "the memory": 0 < peak <= MOST_KIB}
    for what, holds in asked.items():
        print(f"{'holds' if holds else 'DOES NOT HOLD'}: {what}")
    sys.exit(0 if all(asked.values()) else 1)


if __name__ == "__main__":
    main()
