"""How soon a map's picture is there, cold and warm.

    python benchmarks/pictures.py [--rounds 5]

Cold is the first picture of a new process that has only the service loaded: libraries, basemap and
fonts are all read in that time. It is set beside the same for a bare picture, a PNG of that size
which resvg draws of a rectangle. Seconds are of the processor, not of the clock: neighbours
on a machine disturb these the least. The best of the rounds.
"""

import argparse
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dateline.geo.draft.yaml_file import load_draft
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.layers.features import lay_out, to_json

EXAMPLES = Path(__file__).parents[1] / "examples"
MOST_SECONDS = 0.5
COLD = """
import json, sys, time
import dateline.app.main
document = json.load(sys.stdin)
start = time.process_time()
from dateline.geo.static_map import card_of
body = card_of(document)
print(time.process_time() - start, len(body))
start = time.process_time()
card_of(document)
print(time.process_time() - start)
"""
BARE = """
import time
start = time.process_time()
from resvg_py import svg_to_bytes
size = 'width="1200" height="630"'
svg_to_bytes(svg_string=f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect {size}/></svg>')
print(time.process_time() - start)
"""


def run(code: str, given: bytes = b"") -> list[float]:
    root = Path(__file__).parents[1]
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, input=given, capture_output=True, check=True, cwd=root)
    return [float(word) for word in done.stdout.split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    gazetteer = Gazetteer.open()
    print(f"{'':20} {'cold':>8} {'warm':>8} {'bare':>8} {'kB':>6}")
    for path in sorted(EXAMPLES.glob("*.yaml")):
        document = lay_out(geocode(load_draft(path.read_bytes()), gazetteer)).document()
        given = to_json(document)
        ours, bare = [], []
        for _ in range(rounds):
            ours.append(run(COLD, given))
            bare.extend(run(BARE))
        cold, size, warm = (min(row[column] for row in ours) for column in range(3))
        missed = "" if cold <= MOST_SECONDS else f"   more than {MOST_SECONDS} s"
        told = f"{cold:7.2f}s {warm:7.2f}s {min(bare):7.2f}s {size / 1000:6.1f}"
        print(f"{path.stem:20} {told}{missed}")


if __name__ == "__main__":
    main()
