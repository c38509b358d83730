"""What others' readers count in our JUnit files; see `junit-readers`."""

import glob
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from xml.etree import ElementTree

# One scenario of each kind: cases pass, fail, break off, are skipped, and pass on a second try.
SCENARIOS = {
    "passing": """
        name: passing
        workflow: {phases: [{name: a}]}
        agents: {a: {simulated: {output: "</system-out> 日本 😀 & <b>"}}}
        runs: [{name: cold}, {name: warm, expect: {cached: [a]}}]
    """,
    "failing": """
        name: failing <&"'>
        workflow: {phases: [{name: a}]}
        agents: {a: {simulated: {output: "\\e[31mred\\e[0m ]]>"}}}
        runs: [{name: cold, expect: {status: failed}}, {name: warm, expect: {executed: [a]}}]
    """,
    "broken": """
        name: broken
        clock: real
        workflow: {phases: [{name: a}]}
        agents: {a: {process: {command: [sleep, "9"]}}}
        time_limit: 300ms
        runs: [{name: slow}, {name: never}]
    """,
    "skipped": """
        name: skipped
        requires: [["false"]]
        workflow: {phases: [{name: a}]}
        agents: {a: {simulated: {output: x}}}
        runs: [{name: cold}]
    """,
    "flaky": """
        name: flaky
        clock: real
        workflow: {phases: [{name: a}]}
        config: {retry: {max_attempts: 1}}
        agents: {a: {process: {command: [sh, -c, "test -f {scenario_dir}/again || { touch {scenario_dir}/again; exit 1; }"]}}}
        runs: [{name: cold}]
    """,
}
RESULTS = {"failure": "failed", "error": "error", "skipped": "skipped"}


def written(tool, folder, profile):
    """The files of a profile."""
    scenarios = os.path.join(folder, "Scenarios")
    os.makedirs(scenarios, exist_ok=True)
    for name, text in SCENARIOS.items():
        lines = text.strip("\n").splitlines()
        with open(os.path.join(scenarios, f"{name}.yaml"), "w") as file:
            file.writelines(f"{line.removeprefix('        ')}\n" for line in lines)
    again = os.path.join(scenarios, "again")
    if os.path.exists(again):
        os.remove(again)
    target = os.path.join(folder, profile, "")
    command = [
        tool, "run", "--quiet", "--retries", "1", "--junit-profile", profile, "--junit", target
    ]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if run.returncode != 1:
        sys.exit(f"junit-readers: expected exit code 1, found {run.returncode}: {run.stderr}")
    return sorted(glob.glob(f"{target}*.xml"))


def declared(files):
    """What the files themselves say, case by case."""
    for file in files:
        for case in ElementTree.parse(file).iter("testcase"):
            kinds = [RESULTS[child.tag] for child in case if child.tag in RESULTS]
            yield case.get("classname"), case.get("name"), (kinds or ["passed"])[0]


def by_lxml(files):
    from lxml import etree

    for file in files:
        root = etree.parse(file, etree.XMLParser(huge_tree=False)).getroot()
        for case in root.iter("testcase"):
            kinds = [RESULTS[child.tag] for child in case if child.tag in RESULTS]
            yield case.get("classname"), case.get("name"), (kinds or ["passed"])[0]


def by_junitparser(files, flavour=None):
    import junitparser

    for file in files:
        xml = (flavour or junitparser).JUnitXml.fromfile(file)
        suites = [xml] if isinstance(xml, junitparser.TestSuite) else xml
        for case in (case for suite in suites for case in suite):
            kinds = [RESULTS[result._tag] for result in case.result if result._tag in RESULTS]
            yield case.classname, case.name, (kinds or ["passed"])[0]


def by_xunit2(files):
    from junitparser import xunit2

    return by_junitparser(files, xunit2)


def by_junit2html(files):
    from junit2htmlreport import parser

    for file in files:
        for suite in parser.Junit(file).suites:
            for case in suite.all():
                outcome = case.outcome()
                # It counts errors as failures.
                kind = {parser.FAILED: "failed", parser.SKIPPED: "skipped"}.get(outcome, "passed")
                yield case.testclass.name, case.name, kind


def by_codecov(files):
    import test_results_parser

    for file in files:
        with open(file, "rb") as content:
            parsed = test_results_parser.parse_junit_xml(content.read())
        for run in getattr(parsed, "testruns", parsed):
            kind = str(run.outcome).split(".")[-1].lower()
            kinds = {"pass": "passed", "skip": "skipped", "failure": "failed", "error": "error"}
            yield run.classname, run.name, kinds.get(kind, kind)


def by_ant(files):
    """Ant's task: its tables are made of the document that it aggregates."""
    if not shutil.which("ant"):
        raise ImportError("ant")
    with tempfile.TemporaryDirectory() as folder:
        for place, file in enumerate(files):
            # It takes files of one suite each.
            for number, suite in enumerate(suites_of(file)):
                ElementTree.ElementTree(suite).write(f"{folder}/TEST-{place}-{number}.xml", "UTF-8")
        with open(f"{folder}/build.xml", "w") as build:
            build.write(
                '<project default="r"><target name="r"><junitreport todir=".">'
                '<fileset dir="." includes="TEST-*.xml"/><report format="noframes" todir="html"/>'
                "</junitreport></target></project>"
            )
        ant = subprocess.run(["ant", "-q"], cwd=folder, capture_output=True, text=True)
        if ant.returncode != 0 or "ignored" in ant.stdout + ant.stderr:
            sys.exit(f"junit-readers: ant: {ant.stdout}{ant.stderr}")
        yield from declared([f"{folder}/TESTS-TestSuites.xml"])


def suites_of(file):
    root = ElementTree.parse(file).getroot()
    return [root] if root.tag == "testsuite" else root.findall("testsuite")


READERS = {
    "lxml": by_lxml,
    "junitparser": by_junitparser,
    "junitparser xunit2": by_xunit2,
    "junit2html": by_junit2html,
    "test-results-parser": by_codecov,
    "ant junitreport": by_ant,
}


def counted(cases):
    counts = Counter(kind for _, _, kind in cases)
    return ", ".join(f"{counts[kind]} {kind}" for kind in ["passed", "failed", "error", "skipped"])


def comparable(cases, reader):
    """Cases as a reader can tell them, known quirks of its own allowed for."""
    cases = sorted(cases)
    if reader == "junit2html":
        cases = [(c, n, "failed" if kind == "error" else kind) for c, n, kind in cases]
    if reader == "ant junitreport":
        # It loses characters above U+FFFF.
        cases = [("".join(filter(lambda s: s <= "\uffff", c)), n, kind) for c, n, kind in cases]
    return sorted(cases)


def main():
    tool = os.path.abspath(sys.argv[1])
    missing, wrong = set(), False
    with tempfile.TemporaryDirectory() as folder:
        for profile in ["rich", "portable", "ant"]:
            files = written(tool, folder, profile)
            expected = list(declared(files))
            print(f"{profile}: {len(files)} files, {len(expected)} cases: {counted(expected)}")
            for name, read in READERS.items():
                if name == "ant junitreport" and profile == "rich":
                    continue
                try:
                    found = list(read(files))
                except ImportError:
                    missing.add(name)
                    continue
                agrees = comparable(found, name) == comparable(expected, name)
                wrong = wrong or not agrees
                print(f"  {name:20} {counted(found)}{'' if agrees else '  DOES NOT AGREE'}")
    for name in sorted(missing):
        print(f"missing: {name}")
    if len(missing) == len(READERS):
        sys.exit(69)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
