"""The story in passages and moments, and a long list in pages."""

import pytest

from dateline.geo.layers.features import lay_out
from dateline.geo.model import EventMap, Evidence, Place, Report, Role
from dateline.geo.story import PAGE_SIZE, map_view, page_of
from dateline.geo.story.passages import passages
from dateline.geo.story.timeline import moments
from dateline.geo.when import When
from tests.geo.maps import APIA, SUVA, event_map, evidence, journey, place, summit

SAILED = "Ida Berg sailed from Apia to Suva."
MET = "She met Per Lund in Suva."


def document(*events: object, **more: object) -> dict[str, object]:
    return lay_out(event_map(*events, **more)).document()  # type: ignore[arg-type]


def test_what_overlaps_is_one_passage_and_the_rest_in_the_reports_order() -> None:
    met = summit(evidence=evidence(MET, "NRK"))
    sailed = journey("apia", "suva", evidence=evidence("sailed from Apia"))
    apia = APIA.model_copy(update={"evidence": evidence(SAILED)})
    suva = SUVA.model_copy(update={"evidence": evidence("Apia to Suva.")})
    told = passages(document(met, sailed, places=(suva, apia))["features"])
    assert [one.text for one in told] == [SAILED, MET]
    assert [one.speakers for one in told] == [(), ("NRK",)]
    assert [one["properties"]["layer"] for one in told[0].features] == [
        *("journeys", "places", "places"),
    ]


def test_the_place_of_filing_is_no_step() -> None:
    filed = APIA.model_copy(update={"role": Role.DATELINE, "evidence": evidence("Ida")})
    view = map_view(document(summit(place="apia", evidence=evidence(MET)), places=(filed,)))
    assert [one.text for one in view.steps] == [MET]
    (place_item,) = view.places
    assert place_item.steps == ()
    assert [one.text for one in place_item.quotes] == ["Ida"]


def test_an_event_is_told_at_its_first_passage_and_named_at_the_others() -> None:
    twice = (*evidence(SAILED), *evidence(MET))
    view = map_view(document(journey("apia", "suva", evidence=twice), places=(APIA, SUVA)))
    whole = [one for one in view.steps if one.items]
    assert len(whole) == 1
    assert len(view.story) == 1


def test_moments_are_days_months_or_years_as_many_as_a_slider_holds() -> None:
    def story(*times: str | None) -> list[object]:
        events = [
            summit(id=f"s{n}", when=When.parse(one) if one else None) for n, one in enumerate(times)
        ]
        return document(*events)["features"]  # type: ignore[return-value]

    few = moments(story("2019-04-24", "2019-02", "2019-04-24/2019-04-25", None, "../2019-05"))
    assert few is not None
    assert few.starts == ("2019-02", "2019-04-24")
    assert few.labels == ("February 2019", "24 April 2019")
    assert few.undated == 2
    many = moments(story(*(f"2019-{m:02}-{d:02}" for m in range(1, 13) for d in range(1, 8))))
    assert many is not None
    assert many.starts == tuple(f"2019-{m:02}" for m in range(1, 13))
    assert moments(story("2019-04-24", None)) is None


def long_story(count: int) -> EventMap:
    said = [f"They passed through place number {n}." for n in range(count)]
    starts = [sum(len(one) + 1 for one in said[:n]) for n in range(count)]
    places: list[Place] = [
        place(f"p{n}", n % 360 - 180).model_copy(
            update={"evidence": (Evidence(start=at, end=at + len(text), quote=text),)}
        )
        for n, (at, text) in enumerate(zip(starts, said, strict=True))
    ]
    return EventMap(id="long", report=Report(title="Long", text=" ".join(said)), places=places)


def test_a_long_list_is_cut_into_pages_that_hold_everything_once() -> None:
    whole = lay_out(long_story(PAGE_SIZE)).document()
    pages = [map_view(whole, page=n) for n in range(1, map_view(whole, page=1).pages + 1)]
    assert len(pages) == 3
    steps = [one.number for page in pages for one in page.steps]
    assert steps == list(range(1, PAGE_SIZE + 1))
    names = [one.id for page in pages for one in page.places]
    assert names == [one["id"] for one in whole["features"]]
    for number, page in enumerate(pages, start=1):
        for step in page.steps:
            assert page_of(whole, step=step.number) == number
        for item in page.places:
            assert page_of(whole, feature=item.id) == number
    assert map_view(whole, page=99).page == 3
    assert len(map_view(whole).steps) == PAGE_SIZE


def test_a_sentence_that_names_very_much_is_told_in_parts() -> None:
    crowd = [
        place(f"p{n}", n).model_copy(update={"evidence": evidence(SAILED)}) for n in range(120)
    ]
    view = map_view(document(places=tuple(crowd)), page=1)
    assert [one.text for one in view.steps] == [SAILED] * 3
    assert max(len(one.others) for one in view.steps) <= 50


@pytest.mark.parametrize("page", [0, -3])
def test_a_page_that_is_not_there_is_the_nearest(page: int) -> None:
    assert map_view(document(summit()), page=page).page == 1
