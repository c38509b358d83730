"""What a run may not leave behind: processes, locks, files, damaged databases."""

import fcntl
import json
import os
import re
import sqlite3
from xml.etree import ElementTree

from crash_place import Failure

# What differs between two runs in names of files: ids and the tokens of phases and attempts.
EFFECTS = re.compile(r"^state/effects/[^/]+(/[^/]+)?$")
LOCKS = re.compile(r"^state/locks/.+$")


def names(place):
    """The paths of what is in the folder, with those of effects and locks as one each."""
    found = set()
    for folder, folders, files in os.walk(place.path):
        for name in files + folders:
            path = os.path.relpath(os.path.join(folder, name), place.path)
            path = EFFECTS.sub("state/effects/*", path)
            found.add(LOCKS.sub("state/locks/*", path))
    return found


def processes(place):
    """Processes that bear the folder in their command, environment or working folder."""
    wanted, found = place.path.encode(), []
    for number in filter(str.isdigit, os.listdir("/proc")):
        if int(number) == os.getpid():
            continue
        try:
            with open(f"/proc/{number}/cmdline", "rb") as file:
                command = file.read()
            with open(f"/proc/{number}/environ", "rb") as file:
                environment = file.read()
            folder = os.readlink(f"/proc/{number}/cwd").encode()
        except OSError:
            continue
        if any(wanted in text for text in (command, environment, folder)):
            found.append(f"{number} {command.replace(bytes(1), b' ').decode(errors='replace')}")
    return found


def locked(place):
    """Files of the state folder that somebody holds a lock on, of either kind."""
    found = []
    for folder, _, files in os.walk(place.file("state")):
        for path in (os.path.join(folder, name) for name in files):
            with open(path, "r+b") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    found.append(path)
    return found


def damaged(place):
    """Databases of the state folder that SQLite finds fault with."""
    found = []
    for name in sorted(os.listdir(place.file("state"))):
        if not name.endswith(".sqlite"):
            continue
        base = sqlite3.connect(f"file:{place.file('state')}/{name}?mode=ro", uri=True)
        try:
            answer = base.execute("PRAGMA integrity_check").fetchall()
        except sqlite3.Error as error:
            answer = error
        finally:
            base.close()
        if answer != [("ok",)]:
            found.append(f"{name}: {answer}")
    return found


def half_written(place):
    """Reports and effects that end in the middle."""
    found = []
    for top in ("reports", "state/effects"):
        for folder, _, files in os.walk(place.file(top)):
            for path in (os.path.join(folder, name) for name in files):
                try:
                    check_whole(path)
                except (ValueError, ElementTree.ParseError) as error:
                    found.append(f"{path}: {error}")
    return found


def check_whole(path):
    with open(path, "rb") as file:
        content = file.read()
    if path.endswith(".xml"):
        ElementTree.fromstring(content)
    elif content and not content.endswith(b"\n"):
        raise ValueError("its last line does not end")
    elif path.endswith(".jsonl") or "/effects/" in path:
        for line in content.splitlines():
            json.loads(line)


def nothing_left(place, clean_names):
    """Holds what is in the folder against what a clean run leaves there, while the tool is at rest."""
    for what, found in (
        ("processes are left", processes(place)),
        ("locks are held", locked(place)),
        ("files that a clean run does not leave", sorted(names(place) - clean_names)),
        ("files end in the middle", half_written(place)),
        ("databases are damaged", damaged(place)),
    ):
        if found:
            raise Failure(f"{what}: {found}")
