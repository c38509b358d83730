"""Mutates scenario files, baselines and state folders, and holds what the tool does with each against its contract.

Every change follows from the seed and its number: `seed:kind:number` in a finding is enough to make a scenario or a
baseline again. Stored states have ids of their own in each run of this; what a finding needs of them is kept.
"""

import concurrent.futures
import glob
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TOOL = os.path.abspath(sys.argv[1])
COUNTS = {"scenario": int(sys.argv[2]), "baseline": int(sys.argv[3]), "state": int(sys.argv[4])}
SEED = int(sys.argv[5])

# The table of exit codes in the README, but for 70, which is a fault of ours, 75, which says that the machine failed,
# and the ends by signals.
CONTRACT = {0, 1, 2, 64, 65, 66}
SECONDS = 20
MEBIBYTES = 512

# What has broken readers of such files before.
TOKENS = [
    b"-1", b"0", b"1e999", b"9223372036854775807", b"9223372036854775808", b"-9223372036854775808", b"0.1", b"NaN",
    b"~", b"null", b"{}", b"[]", b"[[[[", b"{{{{", b"''", b'"\\ud800"', b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\t",
    b"&a [*a]", b"*a", b"<<: {}", b"!!binary aGk=", b"--- ", b"...", b"1h", b"-5ms", b"0s", b"1e30s", b"101%",
    b"100%..1%", b"99999999999999999999h", b"yes", b"(a+)+$", b"a{1000000}", b"../../x", b"/dev/null", b"\n" * 50,
    b"x" * 5000, "\u202e\u0301\U0001f680".encode(), b"<![CDATA[", b"]]>", b"&lt;", b"&#0;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
]

NUMBERS = [b"0", b"1", b"2", b"3", b"7", b"10", b"64", b"100", b"1000", b"4096", b"65536", b"1000000", b"4294967296"]


def mutated(source, others, chance):
    """A few changes to some bytes, most of them by lines or by scalars, so that much of it still parses."""
    data = bytearray(source)
    for _ in range(chance.choice([1, 1, 1, 1, 2, 2, 3, 5])):
        if not data:
            break
        place = chance.randrange(len(data))
        # Half of all change a number: those are understood, and acted upon.
        kind = chance.randrange(9) if chance.random() < 0.5 else 9
        if kind == 0:
            data[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[place : place + chance.choice([1, 2, 8, 64, 512])]
        elif kind == 2:
            data[place:place] = chance.choice(TOKENS)
        elif kind == 3:
            length = chance.choice([1, 4, 32, 256])
            data[place:place] = data[place : place + length] * chance.choice([1, 2, 50])
        elif kind == 4:
            other = chance.choice(others)
            start = chance.randrange(len(other))
            data[place:place] = other[start : start + chance.choice([8, 64, 512])]
        elif kind == 9:
            change_number(data, chance)
        else:
            mutate_lines(data, others, chance, kind)
    return bytes(data)


def change_number(data, chance):
    numbers = list(re.finditer(rb"[0-9]+", data))
    if numbers:
        number = chance.choice(numbers)
        data[number.start() : number.end()] = chance.choice(NUMBERS)


def mutate_lines(data, others, chance, kind):
    lines = bytes(data).split(b"\n")
    at = chance.randrange(len(lines))
    if kind == 5 and b":" in lines[at]:
        key = lines[at].split(b":", 1)[0]
        lines[at] = key + b": " + chance.choice(TOKENS)
    elif kind == 6:
        lines[at], lines[at - 1] = lines[at - 1], lines[at]
    elif kind == 7:
        lines.insert(at, chance.choice(chance.choice(others).split(b"\n")))
    else:
        lines[at] = b" " * chance.randrange(8) + lines[at].lstrip()
    data[:] = b"\n".join(lines)


def limit():
    # Address space would say less: what is mapped is not used.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def observe(arguments, folder):
    """How the tool ended, and how much memory it took, in MiB."""
    with open(os.path.join(folder, "said"), "wb") as said:
        child = subprocess.Popen(
            [TOOL, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, preexec_fn=limit
        )
        deadline = time.monotonic() + SECONDS
        while True:
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            if pid:
                child.returncode = os.waitstatus_to_exitcode(status)
                return child.returncode, used.ru_maxrss // 1024
            if time.monotonic() > deadline:
                child.kill()
                child.wait()
                return None, 0
            time.sleep(0.002)


def objection(code, mebibytes):
    if code is None:
        return f"still runs after {SECONDS} s"
    if code < 0:
        return f"ended by {signal.Signals(-code).name}"
    if code not in CONTRACT:
        return f"exit code {code}"
    if mebibytes > MEBIBYTES:
        return f"{mebibytes} MiB of memory"
    return None


class Corpus:
    """What is mutated: the shipped scenarios, baselines of them, and the state that they leave behind."""

    def __init__(self, root):
        self.root = root
        self.scenarios = self.read(glob.glob("Scenarios/**/*.yaml", recursive=True))
        # What starts programs is only read: nobody knows what a mutated command does.
        self.virtual = [text for text in self.scenarios if not self.is_real(text)]
        self.baselines = []
        for number, name in enumerate(["cache", "retry", "rollback"]):
            subprocess.run(
                [TOOL, "bench", os.path.abspath(f"Scenarios/{name}"), "--save", f"b{number}", "--pairs", "6"],
                cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
            )
        self.baselines = self.read(glob.glob(f"{root}/reports/baselines/*.xml"))
        self.state = os.path.join(root, "state")
        for folder in ["Scenarios/resume", "Scenarios/retry", "Scenarios/cache"]:
            subprocess.run(
                [TOOL, "run", os.path.abspath(folder), "--exclude-tag", "real", "--quiet", "--state", self.state],
                cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
            )
        self.files = sorted(
            os.path.relpath(os.path.join(parent, name), self.state)
            for parent, _, names in os.walk(self.state)
            for name in names
        )
        if not (self.virtual and self.baselines and self.files):
            sys.exit("fuzz: there is nothing to mutate")

    @staticmethod
    def read(paths):
        return [open(path, "rb").read() for path in sorted(paths)]

    @staticmethod
    def is_real(text):
        return any(word in text for word in [b"process:", b"clock: real", b"command", b"hooks"])


def check_scenario(corpus, chance, folder):
    path = os.path.join(folder, "mutated.yaml")
    runs = chance.random() < 0.75
    source = chance.choice(corpus.virtual if runs else corpus.scenarios)
    others = corpus.virtual if runs else corpus.scenarios
    text = mutated(source, others, chance)
    with open(path, "wb") as file:
        file.write(text)
    if not runs or Corpus.is_real(text):
        yield observe(["lint", "mutated.yaml"], folder)
        return
    yield observe(["run", "mutated.yaml", "--quiet", "--timeout", "5s", "--report", "r", "--state", "s"], folder)


def check_baseline(corpus, chance, folder):
    with open(os.path.join(folder, "a.xml"), "wb") as file:
        file.write(mutated(chance.choice(corpus.baselines), corpus.baselines, chance))
    with open(os.path.join(folder, "b.xml"), "wb") as file:
        file.write(chance.choice(corpus.baselines))
    yield observe(["compare", "a.xml", "b.xml"], folder)


def check_state(corpus, chance, folder):
    state = os.path.join(folder, "state")
    shutil.copytree(corpus.state, state)
    for name in chance.sample(corpus.files, min(len(corpus.files), chance.choice([1, 1, 2, 4]))):
        path = os.path.join(state, name)
        data = open(path, "rb").read()
        with open(path, "wb") as file:
            file.write(mutated(data, [data or b"x"], chance) if data else chance.choice(TOKENS))
    yield observe(["show", "--state", "state"], folder)
    yield observe(["show", "killed", "--state", "state"], folder)
    yield observe(["resume", "killed", "--state", "state"], folder)


CHECKS = {"scenario": check_scenario, "baseline": check_baseline, "state": check_state}


def check(corpus, kind, number, keep):
    chance = random.Random(f"{SEED}:{kind}:{number}")
    folder = tempfile.mkdtemp(dir=corpus.root)
    findings, codes, most = [], [], 0
    try:
        for code, mebibytes in CHECKS[kind](corpus, chance, folder):
            codes.append(code)
            most = max(most, mebibytes)
            problem = objection(code, mebibytes)
            if problem:
                findings.append(f"{SEED}:{kind}:{number}: {problem}")
        if findings:
            shutil.copytree(folder, os.path.join(keep, f"{kind}-{number}"), dirs_exist_ok=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return findings, codes, most


def main():
    root = tempfile.mkdtemp(prefix="fuzz-")
    keep = tempfile.mkdtemp(prefix="fuzz-findings-")
    all_findings = []
    try:
        corpus = Corpus(root)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for kind, count in COUNTS.items():
                start = time.monotonic()
                codes, most = {}, 0
                for findings, ended, memory in pool.map(lambda number: check(corpus, kind, number, keep), range(count)):
                    all_findings += findings
                    most = max(most, memory)
                    for code in ended:
                        codes[code] = codes.get(code, 0) + 1
                table = ", ".join(f"{codes[code]} × {code}" for code in sorted(codes, key=str))
                print(f"{count} {kind}s: {table}; at most {most} MiB, {time.monotonic() - start:.0f} s", flush=True)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    for finding in all_findings[:50]:
        print(finding)
    print(f"seed {SEED}: {len(all_findings)} findings" + (f", kept in {keep}" if all_findings else ""))
    if not all_findings:
        os.rmdir(keep)
    return 1 if all_findings else 0


sys.exit(main())
