"""What is right and wrong by kind: ``python -m tests.geo.gold``."""

from tests.geo.gold import Judged, judge_all


def main() -> None:
    """Print a line for each kind, and one for each text that is wrong."""
    kinds: dict[str, list[Judged]] = {}
    for one in judge_all():
        kinds.setdefault(one.kind, []).append(one)
    for kind, judged in kinds.items():
        wrong = [one for one in judged if one.faults]
        print(f"{kind}: {len(judged) - len(wrong)} of {len(judged)}")
        for one in wrong:
            print(f"    {one.text}\n        {'; '.join(one.faults)}")
    every = [one for judged in kinds.values() for one in judged]
    right, drawn = sum(one.right for one in every), sum(one.drawn for one in every)
    wanted = sum(one.wanted for one in every)
    print(f"all: {sum(not one.faults for one in every)} of {len(every)}")
    print(f"marks drawn: precision {right / drawn:.3f}, recall {right / wanted:.3f}")


main()
