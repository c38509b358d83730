"""A graph of five nodes in LangGraph with its own node cache, as one agent: a model that takes its time answers four of them.

Each node adds its answer to the messages, as graphs do that keep a history. LangGraph's key of a node is, unless one says
otherwise, the pickled input; pickle writes one text that is there twice in another way than two equal ones, and what comes from
the cache is no longer one. So a node behind a cached one misses once more, though nothing has changed.

The cache is a file beside the run's workspace, so that the runs of one execution share it and others do not. The answer says how
often the model was called, as tokens: one each.
"""
import json
import os
import sqlite3
import sys
import time
from operator import add
from typing import Annotated, TypedDict

from langgraph.cache.base import BaseCache
from langgraph.graph import END, START, StateGraph
from langgraph.types import CachePolicy

calls = 0


class FileCache(BaseCache):
    """LangGraph's cache in a SQLite file: in memory it would end with the process."""

    def __init__(self, path):
        super().__init__()
        self.database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.database.execute(
            "create table if not exists cache (space text, key text, encoding text, value blob, primary key (space, key))"
        )

    def get(self, keys):
        found = {}
        for space, key in keys:
            row = self.database.execute(
                "select encoding, value from cache where space = ? and key = ?", ("/".join(space), key)
            ).fetchone()
            if row:
                found[(space, key)] = self.serde.loads_typed(row)
        return found

    def set(self, pairs):
        for (space, key), (value, _) in pairs.items():
            encoding, data = self.serde.dumps_typed(value)
            self.database.execute(
                "insert or replace into cache values (?, ?, ?, ?)", ("/".join(space), key, encoding, data)
            )

    def clear(self, namespaces=None):
        self.database.execute("delete from cache")

    async def aget(self, keys):
        return self.get(keys)

    async def aset(self, pairs):
        self.set(pairs)

    async def aclear(self, namespaces=None):
        self.clear(namespaces)


class State(TypedDict, total=False):
    requirements: str
    plan: str
    design: str
    code: str
    review: str
    result: str
    messages: Annotated[list, add]


def model(prompt):
    """A model that answers the same to the same prompt, after a while."""
    global calls
    calls += 1
    time.sleep(float(os.environ.get("MODEL_SECONDS", "0.1")))
    return f"answer to ({prompt})"


def told(field, prompt):
    answer = model(prompt)
    return {field: answer, "messages": [answer]}


def planner(state):
    return told("plan", state["requirements"])


def designer(state):
    return told("design", state["plan"])


def coder(state):
    return told("code", state["plan"])


def reviewer(state):
    return told("review", state["design"] + state["code"])


def executor(state):
    return {"result": "passed"}


def main():
    request = json.load(sys.stdin)
    graph = StateGraph(State)
    for node in (planner, designer, coder, reviewer, executor):
        graph.add_node(node.__name__, node, cache_policy=CachePolicy())
    graph.add_edge(START, "planner")
    graph.add_edge("planner", "designer")
    graph.add_edge("planner", "coder")
    graph.add_edge(["designer", "coder"], "reviewer")
    graph.add_edge("reviewer", "executor")
    graph.add_edge("executor", END)
    compiled = graph.compile(cache=FileCache(os.path.join(os.getcwd(), "..", "langgraph-cache.sqlite")))
    state = compiled.invoke({"requirements": request["requirements"]})
    print(json.dumps({"output": state["result"], "tokens": calls}))


main()
