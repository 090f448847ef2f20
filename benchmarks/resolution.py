"""How often the resolver puts a corpus's toponyms where their annotators did, and how fast.

Reads gold mentions (JSON Lines: ``id``, ``text``, ``toponyms`` with ``start``, ``end``, ``name``,
``lat``, ``lon``), resolves each document's names together, writes the predictions in the same
form, and scores them with the measures of a scorer that is given by path. The corpus is cut into
two fixed halves by a hash of the document's id: rules are developed with the first at hand, the
second is looked at when they are done. Beside it stands, from the same run, the bare baseline: the
gazetteer's most prominent candidate for each name by itself.

    python benchmarks/resolution.py corpus.jsonl --scorer score_geoparsing.py --half first --misses
"""

import argparse
import hashlib
import importlib.util
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline.geo.gazetteer import Gazetteer
from dateline.geo.model import Role
from dateline.geo.resolution import Resolution, resolve
from dateline.geo.resolution.mentions import queries_of

Document = dict[str, Any]
Toponym = dict[str, Any]
KM = 161.0


def main() -> int:
    arguments = _arguments()
    scorer = _scorer(arguments.scorer)
    gazetteer = Gazetteer.open()
    for path in arguments.corpus:
        documents = list(_documents(path))
        predictions, seconds = _predict(documents, gazetteer)
        alone, seconds_alone = _predict_alone(documents, gazetteer)
        if arguments.out:
            _write(arguments.out / f"{path.stem}.predicted.jsonl", predictions)
        mentions = sum(len(document["toponyms"]) for document in documents)
        print(f"\n{path.name}: {len(documents)} documents, {mentions} mentions")
        print(
            f"  {seconds * 1000 / max(1, len(documents)):.2f} ms of CPU a document, "
            f"{mentions / seconds:,.0f} mentions a second, "
            f"{seconds / seconds_alone:.1f} times the baseline's"
        )
        for half in ("first", "second", "both") if arguments.half == "all" else (arguments.half,):
            _report(half, documents, predictions, scorer, misses=arguments.misses)
            print(
                f"          baseline: {_score(half, documents, alone, scorer)['acc_matched']:.3f}"
            )
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path, required=True, help="the scorer, a Python file")
    parser.add_argument("--out", type=Path, help="folder for the predictions")
    parser.add_argument("--half", choices=("first", "second", "both", "all"), default="all")
    parser.add_argument("--misses", action="store_true", help="list what is missed")
    return parser.parse_args()


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _documents(path: Path) -> Iterator[Document]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _in_half(document: Document, half: str) -> bool:
    second = hashlib.sha256(str(document["id"]).encode()).digest()[0] & 1
    return half == "both" or bool(second) == (half == "second")


def _predict(documents: list[Document], gazetteer: Gazetteer) -> tuple[list[Document], float]:
    predictions = []
    began = time.process_time()
    for document in documents:
        spans = [(toponym["start"], toponym["end"]) for toponym in document["toponyms"]]
        roles = [
            Role.ASSOCIATIVE if toponym.get("kind") == "associative" else Role.LITERAL
            for toponym in document["toponyms"]
        ]
        queries, of_span = queries_of(document["text"], spans, roles)
        resolutions = resolve(queries, gazetteer)
        predictions.append((document, [resolutions[index] for index in of_span]))
    seconds = time.process_time() - began
    return [_prediction(document, found) for document, found in predictions], seconds


def _predict_alone(documents: list[Document], gazetteer: Gazetteer) -> tuple[list[Document], float]:
    """The most prominent candidate for every name, whatever the report says."""
    began = time.process_time()
    predictions = [
        (document, [_alone(toponym["name"], gazetteer) for toponym in document["toponyms"]])
        for document in documents
    ]
    seconds = time.process_time() - began
    return [_prediction(document, found) for document, found in predictions], seconds


def _alone(name: str, gazetteer: Gazetteer) -> Resolution:
    found = gazetteer.candidates(name, limit=1, fuzzy=False)
    return Resolution(chosen=found[0]) if found else Resolution(unresolved="unknown")


def _prediction(document: Document, found: list[Resolution]) -> Document:
    toponyms = []
    for toponym, resolution in zip(document["toponyms"], found, strict=True):
        chosen = resolution.chosen
        toponyms.append(
            {
                "start": toponym["start"],
                "end": toponym["end"],
                "name": toponym["name"],
                "lat": chosen.lat if chosen else None,
                "lon": chosen.lon if chosen else None,
                "feature": f"{chosen.feature_class}.{chosen.feature_code}" if chosen else None,
                "country": chosen.country if chosen else None,
                "admin1": chosen.admin1 if chosen else None,
                "confidence": resolution.confidence,
                "why": chosen.why if chosen else resolution.unresolved,
            }
        )
    return {"id": document["id"], "text": document["text"], "toponyms": toponyms}


def _write(path: Path, predictions: list[Document]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(
            json.dumps(prediction, ensure_ascii=False) + "\n" for prediction in predictions
        )


def _report(
    half: str,
    documents: list[Document],
    predictions: list[Document],
    scorer: ModuleType,
    *,
    misses: bool,
) -> None:
    score = _score(half, documents, predictions, scorer)
    print(
        f"  {half:6}  accuracy@{KM:.0f}km {score['acc_matched']:.3f} of all, "
        f"{score['acc_answered']:.3f} of answered ({score['answered']}/{score['matched']}); "
        f"median {score['median_km']:.1f} km, mean {score['mean_km']:.0f} km"
    )
    pairs = _pairs(half, documents, predictions)
    judged = [each for pair in pairs for each in _judged(*pair, scorer)]
    _by_feature(judged)
    _calibration(judged)
    if misses:
        _list_misses(judged)


def _pairs(
    half: str, documents: list[Document], predictions: list[Document]
) -> list[tuple[Document, Document]]:
    pairs = zip(documents, predictions, strict=True)
    return [pair for pair in pairs if _in_half(pair[0], half)]


def _score(
    half: str, documents: list[Document], predictions: list[Document], scorer: ModuleType
) -> dict[str, Any]:
    pairs = _pairs(half, documents, predictions)
    gold = {truth["id"]: truth for truth, _ in pairs}
    predicted = {guess["id"]: guess for _, guess in pairs}
    score: dict[str, Any] = scorer.score(gold, predicted, KM)["resolution"]
    return score


def _judged(
    gold: Document, predicted: Document, scorer: ModuleType
) -> Iterator[tuple[str, Toponym, Toponym, float | None]]:
    for truth, guess in zip(gold["toponyms"], predicted["toponyms"], strict=True):
        if truth["lat"] is None:
            continue
        error = None
        if guess["lat"] is not None:
            error = scorer.hav(truth["lat"], truth["lon"], guess["lat"], guess["lon"])
        yield gold["id"], truth, guess, error


def _by_feature(judged: list[tuple[str, Toponym, Toponym, float | None]]) -> None:
    count: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for _, truth, guess, error in judged:
        kind = truth.get("fcode") or guess["feature"] or "unresolved"
        count[kind] += 1
        right[kind] += error is not None and error <= KM
    kinds = "  ".join(f"{kind} {right[kind]}/{total}" for kind, total in count.most_common())
    print(f"          right by feature: {kinds}")


def _calibration(judged: list[tuple[str, Toponym, Toponym, float | None]]) -> None:
    """Whether a confidence of 0.9 is right nine times in ten."""
    bins: dict[float, list[bool]] = defaultdict(list)
    for _, _, guess, error in judged:
        if error is not None:
            bins[min(0.9, int(guess["confidence"] * 10) / 10)].append(error <= KM)
    shown = "  ".join(
        f"{low:.1f}+ {sum(hits) / len(hits):.2f} ({len(hits)})"
        for low, hits in sorted(bins.items())
    )
    print(f"          right by confidence: {shown}")


def _list_misses(judged: list[tuple[str, Toponym, Toponym, float | None]]) -> None:
    for identity, truth, guess, error in judged:
        if error is None or error > KM:
            away = "unresolved" if error is None else f"{error:,.0f} km"
            print(
                f"      {identity} {truth['name']!r} gold {truth['lat']:.2f},{truth['lon']:.2f} "
                f"{truth.get('fcode') or ''}: {away} {guess['feature']} {guess['admin1']} "
                f"{guess['country']} {guess['confidence']} {guess['why']}"
            )


if __name__ == "__main__":
    sys.exit(main())
