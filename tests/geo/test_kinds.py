from pathlib import Path

import pytest
from pydantic import ValidationError

from dateline.geo.draft.yaml_file import draft_from, dump_draft, load_draft
from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.kinds import Catalogue, catalogue, title_of
from dateline.geo.kinds.templates import fill, parse_template
from dateline.geo.layers.features import lay_out
from dateline.geo.layers.plover import plover
from dateline.geo.model import EventKind, Participant, Status
from tests.geo.maps import event
from tools import kinds_js

NAVY = Participant(name="the navy", role="attacker")
DEPOT = Participant(name="a depot", role="target")
DOCKERS = Participant(name="dockers", role="victim", number=8, killed=3, injured=5)


def test_every_kind_has_an_entry_with_words_and_a_family() -> None:
    for kind in EventKind:
        entry = catalogue().kinds[kind]
        assert entry.word
        assert entry.plural
        assert catalogue().family_of(kind).symbol.startswith("M")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"families": {"family": "nowhere"}}, "there is no family 'nowhere'"),
        ({"titles": "{word}[ by {baker}]"}, "no role baker for its title"),
        ({"titles": "{word}[ by the navy]"}, "is no template"),
        ({"titles": "{word[, {place}]"}, "is no template"),
        ({"plover": {"type": "BAKE"}}, "'AGREE'"),
    ],
)
def test_a_catalogue_that_breaks_a_rule_is_refused(change: dict[str, object], says: str) -> None:
    data = catalogue().model_dump(mode="python") | {"small_words": ""}
    fire = data["kinds"][EventKind.FIRE]
    if "families" in change:
        fire |= change["families"]  # type: ignore[operator]
    elif "titles" in change:
        fire["title"] = change["titles"]
    else:
        fire |= change
    with pytest.raises(ValidationError, match=says):
        Catalogue.model_validate(data)


def test_a_catalogue_without_a_kind_is_refused() -> None:
    data = catalogue().model_dump(mode="python") | {"small_words": ""}
    del data["kinds"][EventKind.FLOOD]
    with pytest.raises(ValidationError, match="no entry for flood"):
        Catalogue.model_validate(data)


@pytest.mark.parametrize(
    ("kind", "people", "place", "title"),
    [
        (EventKind.AIR_STRIKE, (NAVY, DEPOT), "Suva", "Air strike by the navy on a depot, Suva"),
        (
            EventKind.AIR_STRIKE,
            (NAVY, DOCKERS),
            "Suva",
            "Air strike by the navy, Suva: 3 killed, 5 injured",
        ),
        (EventKind.CURFEW, (), None, "Curfew"),
        (
            EventKind.ATTACK,
            (
                Participant(name="A gunman", role="attacker"),
                Participant(name="The Pacific Bank", role="target"),
            ),
            "Suva",
            "Attack by a gunman on The Pacific Bank, Suva",
        ),
        (EventKind.FLOOD, (), "Apia", "Flood, Apia"),
        (
            EventKind.FLOOD,
            (Participant(name="people", injured=1200),),
            None,
            "Flood: 1,200 injured",
        ),
        (
            EventKind.MEETING,
            (Participant(name="Ida Berg"), Participant(name="Per Lund")),
            "Suva",
            "Talks of Ida Berg and Per Lund, Suva",
        ),
        (EventKind.VISIT, (Participant(name="Ida Berg"),), "Suva", "Visit of Ida Berg, Suva"),
        (
            EventKind.ARREST,
            (Participant(name="a smuggler", role="arrested"),),
            None,
            "Arrest of a smuggler",
        ),
        (EventKind.OTHER, (), None, "Event"),
    ],
)
def test_a_title_says_who_and_where_as_far_as_it_is_known(
    kind: EventKind, people: tuple[Participant, ...], place: str | None, title: str
) -> None:
    assert title_of(kind, people, place) == title


def test_a_slot_takes_the_first_name_that_has_a_value() -> None:
    template = parse_template("{word}[ of {first|second}][ in {place}]")
    assert fill(template, {"word": "Trial", "second": "Ida"}) == "Trial of Ida"
    assert fill(template, {"word": "Trial", "first": "Per", "second": "Ida"}) == "Trial of Per"


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        (EventKind.AIR_STRIKE, Status.HAPPENED, ("ASSAULT", "aerial")),
        (EventKind.AIR_STRIKE, Status.PLANNED, ("ASSAULT", "aerial")),
        (EventKind.AIR_STRIKE, Status.CANCELLED, (None, None)),
        (EventKind.VISIT, Status.PLANNED, ("AGREE", None)),
        (EventKind.VISIT, Status.CANCELLED, ("REJECT", "meet")),
        (EventKind.WALKOUT, Status.ONGOING, ("PROTEST", "strike")),
        (EventKind.CEASEFIRE, Status.HAPPENED, ("RETREAT", "ceasefire")),
        (EventKind.EARTHQUAKE, Status.HAPPENED, (None, None)),
    ],
)
def test_the_plover_code_follows_kind_and_status(
    kind: EventKind, status: Status, code: tuple[str | None, str | None]
) -> None:
    assert plover(event(kind, status=status)) == code


TEXT = "Shells fell on Suva on Friday and killed three dockers. Talks in Apia followed."


def _draft(**event: object) -> dict[str, object]:
    return {
        "report": {"title": "Harbour", "text": TEXT},
        "events": [{"status": "happened", "evidence": ["Shells fell on Suva"], **event}],
    }


def test_a_kind_goes_the_whole_way_from_a_draft_to_a_feature() -> None:
    data = _draft(
        kind="shelling",
        place="Suva",
        participants=[{"name": "dockers", "role": "victim", "killed": 3, "number": 3}],
    )
    draft = load_draft(dump_draft(draft_from(data)))
    (feature,) = lay_out(geocode(draft, Gazetteer.open())).collection("events")["features"]
    said = feature["properties"]
    assert (said["kind"], said["family"]) == ("shelling", "conflict")
    assert (said["plover_type"], said["plover_mode"]) == ("ASSAULT", "heavy-weapons")
    assert (said["killed"], said["injured"], said["roles"]) == (3, None, ["victim"])
    assert said["participant_details"][0]["number"] == 3
    assert said["name"] == "Shelling, Suva: 3 killed"
    assert feature["geometry"]["type"] == "Point"


def test_an_event_without_a_place_is_listed_and_not_drawn() -> None:
    (feature,) = lay_out(geocode(draft_from(_draft(kind="arrest")), Gazetteer.open())).features
    assert feature["geometry"] is None
    assert feature["properties"]["family"] == "coercion"


def test_talks_are_in_the_layer_of_meetings_and_are_not_called_a_summit() -> None:
    data = _draft(kind="meeting", participants=["Ida", "Per"], place="Apia", outcome="no result")
    (feature,) = lay_out(geocode(draft_from(data), Gazetteer.open())).collection("summits")[
        "features"
    ]
    assert feature["properties"]["name"] == "Talks of Ida and Per, Apia"
    assert feature["properties"]["kind"] == "meeting"
    assert feature["properties"]["outcome"] == "no result"


@pytest.mark.parametrize(
    ("person", "field", "says"),
    [
        ({"name": "Ida", "role": "signatory"}, "role", "'signatory' is no role in shelling"),
        ({"name": "Ida", "killed": -1}, "killed", "greater than or equal to 0"),
    ],
)
def test_a_participant_that_cannot_be_is_named_by_its_field(
    person: dict[str, object], field: str, says: str
) -> None:
    with pytest.raises(InvalidInput) as error:
        draft_from(_draft(kind="shelling", participants=[person]))
    (problem,) = error.value.problems
    assert problem.field == f"events[0].participants[0].{field}"
    assert says in problem.message


def test_the_documents_list_every_kind_and_role() -> None:
    docs = Path(__file__).parents[2] / "docs"
    features, drafts = ((docs / f"{name}.md").read_text("utf-8") for name in ("features", "drafts"))
    for kind in EventKind:
        family = catalogue().kinds[kind].family
        row = next(line for line in features.splitlines() if line.startswith(f"| `{family}`"))
        assert f"`{kind}`" in row
    for name, family_of in catalogue().families.items():
        if family_of.roles:
            row = next(line for line in drafts.splitlines() if line.startswith(f"| {name} |"))
            assert all(f"`{role}`" in row for role in family_of.roles)


def test_the_scripts_of_the_map_have_the_words_and_symbols_of_the_catalogue() -> None:
    assert kinds_js.SCRIPT.read_text("utf-8") == kinds_js.script(), "run tools/kinds_js.py"


def test_no_two_families_look_alike() -> None:
    outlines = [family.symbol for family in catalogue().families.values()]
    assert len(set(outlines)) == len(outlines)
