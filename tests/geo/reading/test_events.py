"""Events other than journeys and meetings, and what is none."""

import hashlib
import subprocess
import sys

import pytest

from dateline.geo.draft.model import Draft, DraftEvent, DraftJourney, DraftSummit
from dateline.geo.reading.document.case import in_capitals, restore_case
from dateline.geo.reading.syntax.parsing import MODEL, Parse
from dateline.geo.reading.syntax.tree import Tree, Word
from tests.geo.reading.conftest import Read


def told(draft: Draft) -> list[tuple[str, str | None, str]]:
    return [
        (event.kind.value, event.place, event.status.value)
        for event in draft.events
        if isinstance(event, DraftEvent)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The finance minister withdrew a request to Ottawa.",
        "They will proceed to cut the debt of Bolivia.",
        "Bankers fear a capital flight from Ghana.",
        "The defender came to Burnley's rescue.",
        "She negotiated the purchase of the Alabama Bank.",
        "The keeper was left out of Wales's squad.",
        "Sweden meets Peru in a friendly.",
        "The ministry sent its own rockets and missiles to Riga.",
        "The risk of an attack in Leeds is small.",
        "Nobody was arrested in Leeds.",
        "Rebels threatened to bomb a hotel in Leeds.",
    ],
)
def test_what_is_no_event(read: Read, text: str) -> None:
    assert read(text).events == ()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Smaller protests were held in Batumi.", ("demonstration", "Batumi", "happened")),
        ("A march planned in Zugdidi was banned.", ("demonstration", "Zugdidi", "cancelled")),
        ("Nurses will walk out at a hospital in Leeds on Friday.",
         ("walkout", "Leeds", "planned")),
        ("A ferry bound for Bari ran aground off Corfu.", ("sinking", "Corfu", "happened")),
        ("The captain will appear before a judge in Naxos on Monday.",
         ("trial", "Naxos", "planned")),
    ],
)  # fmt: skip
def test_kind_place_and_status(read: Read, text: str, event: tuple[str, str, str]) -> None:
    assert event in told(read(text))


def test_each_place_of_a_list_has_its_event(read: Read) -> None:
    assert told(read("Bombs exploded in Mosul and Basra.")) == [
        ("bombing", "Mosul", "happened"),
        ("bombing", "Basra", "happened"),
    ]


def test_a_report_tells_an_event_again(read: Read) -> None:
    draft = read(
        "Gunmen attacked a police post near Goma on Tuesday. The attack wounded six officers."
    )
    (event,) = draft.events
    assert isinstance(event, DraftEvent)
    assert event.place == "Goma"
    assert len(event.evidence) == 2
    assert sum(person.injured or 0 for person in event.participants) == 6


def test_how_many_were_killed_and_injured(read: Read) -> None:
    (event,) = read("A car bomb in Mosul killed 1,200 people and wounded nine others.").events
    assert isinstance(event, DraftEvent)
    hurt = [(person.role, person.killed, person.injured) for person in event.participants]
    assert ("victim", 1200, None) in hurt
    assert ("victim", None, 9) in hurt


def test_a_bomb_is_nobody(read: Read) -> None:
    (event,) = read("A car bomb in Mosul killed nine people.").events
    assert isinstance(event, DraftEvent)
    assert [person.name for person in event.participants] == ["nine people"]


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        (
            "The captain was arrested on Milos and will appear before a prosecutor in Naxos on"
            " Monday.",
            "arrest",
            None,
        ),
        ("The editor, who was arrested in May in Izmir, spoke on Tuesday.", "arrest", "2021-05"),
        ("Police said on Sunday that a bomb had exploded in Herat.", "bombing", None),
        ("A bomb exploded in Herat on Friday, police said on Sunday.", "bombing", "2021-06-04"),
        (
            "On Monday gunmen shot a judge in Cali and burned a bus in Palmira.",
            "arson",
            "2021-06-07",
        ),
        ("The attack, which happened on Monday in Kano, killed five.", "attack", "2021-06-07"),
    ],
)
def test_the_day_is_that_of_the_clause(read: Read, text: str, kind: str, day: str | None) -> None:
    draft = read(text)
    (event,) = [each for each in draft.events if isinstance(each, DraftEvent) and each.kind == kind]
    assert (event.when.start if event.when else None) == day


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The captain was arrested on Milos and will see a judge in Naxos on Monday.", "Milos"),
        ("The judge was shot on Tuesday as she left a church in Cali.", "Cali"),
        ("A mob in the town of Kano has killed two men.", "Kano"),
    ],
)
def test_the_place_of_those_who_act_and_of_what_went_on(read: Read, text: str, place: str) -> None:
    assert [where for _, where, _ in told(read(text))][:1] == [place]


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("Police said at least 37 people were detained in Minsk.", "37 people", 37),
        ("Tens of thousands of people marched in Prague.", "Tens of thousands of people", None),
    ],
)
def test_a_group_is_named_with_its_number(
    read: Read, text: str, name: str, number: int | None
) -> None:
    (event,) = read(text).events
    assert isinstance(event, DraftEvent)
    assert [(who.name, who.number) for who in event.participants] == [(name, number)]


@pytest.mark.parametrize(
    "filed", ["BERLIN - ", "BERLIN, June 3 (Reuters) - ", "BERLIN, 3 June 2024 - "]
)
def test_a_dateline_is_no_part_of_a_name(read: Read, filed: str) -> None:
    draft = read(filed + "German police arrested 23 people on Tuesday in Hamburg.")
    (event,) = [event for event in draft.events if isinstance(event, DraftEvent)]
    assert [who.name for who in event.participants] == ["German police", "23 people"]


def test_a_place_that_no_gazetteer_knows(read: Read) -> None:
    draft = read("Raiders burned two houses in Quombelton on Sunday.")
    assert told(draft) == [("arson", "Quombelton", "happened")]
    assert "Quombelton" in [place.name for place in draft.places]


def ways(draft: Draft) -> list[tuple[list[str | None], str]]:
    return [
        ([stop.place for stop in event.stops], event.status.value)
        for event in draft.events
        if isinstance(event, DraftJourney)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Ann Berg criticised Ugo Conti's decision to visit Minsk.",
         [([None, "Minsk"], "planned")]),
        ("Premier Ann Berg said on a visit to Peru that Norway will build homes.",
         [([None, "Peru"], "happened")]),
        ("Ann Berg arrived in Norway, Latvia and Chile.",
         [([None, "Norway"], "happened"), ([None, "Latvia"], "happened"),
          ([None, "Chile"], "happened")]),
        ("Minister Ann Berg flew to Nairobi after calling off a stop in Kigali.",
         [([None, "Nairobi"], "happened"), ([None, "Kigali"], "cancelled")]),
        ("From Vilnius she will drive to Riga.", [(["Vilnius", "Riga"], "planned")]),
        ("Prime Minister May flew to Rome on Monday.", [([None, "Rome"], "happened")]),
        ("Per Lund will fly to Bergen.", [([None, "Bergen"], "planned")]),
    ],
)  # fmt: skip
def test_journeys_over_the_parse(
    read: Read, text: str, expected: list[tuple[list[str | None], str]]
) -> None:
    assert ways(read(text)) == expected


def test_nobody_meets_in_a_sea(read: Read) -> None:
    draft = read(
        "Minister Ann Berg landed in Cairo, where she held talks with her Egyptian counterpart on"
        " migration in the Mediterranean."
    )
    (meeting,) = [event for event in draft.events if isinstance(event, DraftSummit)]
    assert meeting.place == "Cairo"


def test_a_ministry_is_no_she(read: Read) -> None:
    (event,) = read("Her ministry was pleased. She will fly to Rome on Friday.").events
    assert isinstance(event, DraftJourney)
    assert "ministry" not in event.travellers[0].name


def test_capitals_are_restored_character_by_character() -> None:
    text = "GUNMEN ATTACKED A BUS IN SAN PEDRO ON 3 MARCH, GENERAL GOMEZ SAID."
    assert in_capitals(text)
    restored = restore_case(text, lambda name: name == "San Pedro")
    assert len(restored) == len(text)
    assert "attacked a bus in San Pedro" in restored


def test_a_report_in_capitals_is_quoted_as_it_is(read: Read) -> None:
    text = "GUNMEN KILLED FOUR FARMERS NEAR BOGOTA YESTERDAY, THE POLICE SAID."
    draft = read(text)
    assert [event.kind.value for event in draft.events] == ["attack"]
    assert draft.events[0].evidence[0].quote == text


class Words:
    """A vocabulary without any words."""

    def verb(self, form: str) -> str:
        return form

    def noun(self, form: str) -> str:
        return form

    def has(self, lemma: str) -> bool:
        return lemma == "set_off"

    def words(self, name: str) -> frozenset[str]:
        return frozenset({"thousands"} if name == "counting" else ())


def test_paths_over_a_stored_parse() -> None:
    # "Two men were seen and shot by guards."
    parse = Parse(
        words=("Two", "men", "were", "seen", "and", "shot", "by", "guards", "."),
        starts=(0, 4, 8, 13, 18, 22, 27, 30, 36),
        tags=("CD", "NNS", "VBD", "VBN", "CC", "VBN", "IN", "NNS", "."),
        relations=(
            "nummod",
            "nsubjpass",
            "auxpass",
            "ROOT",
            "cc",
            "conj",
            "agent",
            "pobj",
            "punct",
        ),
        heads=(1, 3, 3, 3, 3, 3, 5, 6, 3),
    )
    tree = Tree(parse, Words(), lambda word: word.is_name)
    shot = tree.words[5]

    def lower(words: list[Word]) -> list[str]:
        return [word.lower for word in words]

    assert lower(tree.objects(shot)) == ["men"]
    assert lower(tree.agents(shot)) == ["guards"]


def test_the_parser_is_the_one_that_was_checked() -> None:
    listed = (MODEL / "SHA256SUMS").read_text(encoding="utf-8").split("\n")
    for checksum, name in (line.split() for line in listed if line):
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == checksum, name


def test_the_parser_is_loaded_only_to_read() -> None:
    code = (
        "import sys, dateline.app.main, dateline.geo.reading;"
        "sys.exit('spacy' in sys.modules or 'thinc' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
