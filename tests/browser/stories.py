"""Reports to put on pages: one with everything, one across 180 degrees, one that attacks."""

from dataclasses import dataclass, field
from typing import Any

from dateline.geo.model import (
    AnyEvent,
    Candidate,
    Duration,
    Event,
    EventKind,
    EventMap,
    Evidence,
    Journey,
    Leg,
    Mode,
    Participant,
    Place,
    Report,
    Role,
    Status,
    Stop,
    Summit,
)
from dateline.geo.when import When


@dataclass
class Story:
    """Puts a report together sentence by sentence, so that every quote is in its text."""

    id: str
    sentences: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    events: list[AnyEvent] = field(default_factory=list)

    def said(self, sentence: str, by: str | None = None) -> tuple[Evidence, ...]:
        start = sum(len(one) + 1 for one in self.sentences)
        self.sentences.append(sentence)
        said = Evidence(start=start, end=start + len(sentence), quote=sentence, attributed_to=by)
        return (said,)

    def place(self, name: str, position: tuple[float, float], said: str, **more: Any) -> str:
        own_id = more.pop("id", name.lower().replace(" ", "-"))
        role = more.pop("role", Role.LITERAL)
        alternatives = more.pop("alternatives", ())
        chosen = candidate(name, position, **more)
        self.places.append(
            Place(
                id=own_id,
                name=name,
                role=role,
                evidence=self.said(said),
                chosen=chosen if role is not Role.ASSOCIATIVE else None,
                unresolved="stands for a government" if role is Role.ASSOCIATIVE else None,
                alternatives=alternatives,
                confidence=0.9,
            )
        )
        return str(own_id)

    def unresolved(self, name: str, reason: str, said: str) -> None:
        self.places.append(
            Place(
                id=f"no-{len(self.places)}",
                name=name,
                role=Role.LITERAL,
                evidence=self.said(said),
                unresolved=reason,
            )
        )

    def event(self, own_id: str, title: str, said: str, **more: Any) -> None:
        self.events.append(
            _event(Event, own_id, title, self.said(said, more.pop("by", None)), more)
        )

    def summit(self, own_id: str, title: str, said: str, **more: Any) -> None:
        evidence = self.said(said, more.pop("by", None))
        self.events.append(_event(Summit, own_id, title, evidence, more))

    def journey(self, own_id: str, title: str, stops: list[str], said: str, **more: Any) -> None:
        evidence = self.said(said, more.pop("by", None))
        more["legs"] = more.get("legs", (Leg(),) * (len(stops) - 1))
        more["stops"] = tuple(Stop(place=stop) for stop in stops)
        self.events.append(_event(Journey, own_id, title, evidence, more))

    def finished(self, **report: Any) -> EventMap:
        return EventMap(
            id=self.id,
            report=Report(text=" ".join(self.sentences), **report),
            places=tuple(self.places),
            events=tuple(self.events),
        )


def _event(kind: Any, own_id: str, title: str, evidence: Any, more: dict[str, Any]) -> Any:
    who = tuple(Participant(name=name) for name in more.pop("who", ()))
    fields = {"status": Status.HAPPENED, **more}
    return kind(id=own_id, title=title, evidence=evidence, participants=who, **fields)


def candidate(name: str, position: tuple[float, float], **more: Any) -> Candidate:
    fields: dict[str, Any] = {
        "source": "geonames",
        "source_id": "1",
        "feature_class": "P",
        "feature_code": "PPL",
        "uncertainty_km": 8,
        "why": ("the name is the same",),
    }
    return Candidate(name=name, lon=position[0], lat=position[1], **(fields | more))


def lake_talks() -> EventMap:
    """Every layer, every status, several features at one place, one without a place."""
    story = Story("lake-talks")
    geneva = story.place(
        "Geneva",
        (6.1466, 46.2018),
        "The delegations came to Geneva.",
        country="CH",
        alternatives=(candidate("Geneva", (-76.99, 42.87), country="US", score=0.3),),
    )
    across = "They were to cross to Évian."
    evian = story.place("Évian", (6.5896, 46.4009), across, id="evian", country="FR")
    vienna = story.place("Vienna", (16.37, 48.21), "VIENNA, 3 March.", role=Role.DATELINE)
    story.place("Brussels", (4.35, 50.85), "Brussels kept silent.", role=Role.ASSOCIATIVE)
    story.unresolved("the old mill", "no gazetteer knows it", "Some waited at the old mill.")
    story.summit(
        "opening",
        "Opening of the lake talks",
        "The talks opened on Monday with both chairs present.",
        place=geneva,
        who=("Ada Holm", "Jon Vik"),
        when=When.parse("2021-03-01"),
        by="Lake Radio",
        outcome="no agreement",
    )
    story.summit(
        "second-round",
        "Second round of the lake talks",
        "A second round is planned across the water.",
        place=evian,
        who=("Ada Holm", "Jon Vik"),
        when=When.parse("2021-03-09"),
        status=Status.PLANNED,
    )
    story.summit(
        "dinner",
        "Dinner of the chairs",
        "The dinner was called off.",
        place=geneva,
        when=When.parse("2021-03"),
        status=Status.CANCELLED,
    )
    story.event(
        "vigil",
        "Vigil by the lake",
        "A vigil goes on at the shore.",
        kind=EventKind.PROTEST,
        place=geneva,
        when=When.parse("2021-03-01/.."),
        status=Status.ONGOING,
    )
    story.event(
        "statement",
        "Ministry says it is watching",
        "The ministry said it was watching.",
        kind=EventKind.STATEMENT,
        when=When.parse("2021-03-02T23:30:00-05:00"),
    )
    story.journey(
        "train",
        "Ada Holm travels from Vienna to Geneva",
        [vienna, geneva],
        "Ms Holm took the train from Vienna, some eleven hours.",
        who=("Ada Holm",),
        legs=(Leg(mode=Mode.TRAIN, duration=Duration(seconds=39600, approximate=True)),),
    )
    story.journey(
        "ferry",
        "The delegations cross the lake",
        [geneva, evian],
        "A ferry is to take both delegations over.",
        status=Status.PLANNED,
        legs=(Leg(mode=Mode.SEA),),
    )
    return story.finished(
        title="Lake talks open without a breakthrough",
        published=When.parse("2021-03-03"),
        publisher="Example Wire",
        url="https://example.org/lake",
        licence="CC BY 4.0",
    )


def pacific_tour() -> EventMap:
    """A tour across 180 degrees."""
    story = Story("pacific-tour")
    auckland = story.place("Auckland", (174.76, -36.85), "She left Auckland.", country="NZ")
    suva = story.place("Suva", (178.44, -18.14), "She spent a night in Suva.", country="FJ")
    apia = story.place("Apia", (-171.77, -13.83), "She landed in Apia.", country="WS")
    story.journey(
        "tour",
        "The tour",
        [auckland, suva, apia],
        "The tour led from Auckland by way of Suva to Apia.",
        legs=(Leg(mode=Mode.AIR), Leg(mode=Mode.AIR)),
    )
    return story.finished(title="A tour of the islands", published=When.parse("2022-05-06"))


ATTACK = (
    '<img src=x onerror="window.ran=1">${window.ran=2}`\\</script><script>window.ran=3</script>'
    "<!--\u2028\u2029{{7*7}}{%raw%}<svg onload=window.ran=4>'\"><b>&lt;"
)
"""Breaks out of markup, attributes, template literals, comments, scripts and templates."""


def attack(
    words: str = ATTACK, story_id: str = "attack", url: str = "javascript:window.ran=6"
) -> EventMap:
    """An attack in every field that takes text."""
    story = Story(story_id)
    here = story.place(
        words,
        (10.0, 50.0),
        words,
        id="here",
        admin1=words,
        dispute=words,
        source=words,
        source_id=words,
        feature_code=words,
        country="DE",
        why=(words,),
        alternatives=(candidate(words, (1, 2), admin1=words, why=(words,)),),
    )
    there = story.place(words, (12.0, 51.0), words, id="there", country=words)
    story.place(words, (4.0, 50.0), words, id="associated", role=Role.ASSOCIATIVE)
    story.unresolved(words, words, words)
    people = {"who": (words, words), "by": words}
    unknown_time = When.parse("2024-01-02", words)
    story.summit(
        "summit",
        words,
        words,
        place=here,
        host=words,
        outcome=words,
        when=unknown_time,
        **people,
    )
    story.event("event", words, words, kind=EventKind.OTHER, place=there, **people)
    story.journey("journey", words, [here, there], words, **people)
    return story.finished(
        title=words,
        publisher=words,
        language='en"><script>window.ran=5</script>',
        url=url,
        licence=words,
        credit=words,
    )


def right_to_left() -> EventMap:
    """A report in Arabic."""
    story = Story("right-to-left")
    amman = story.place("عمّان", (35.93, 31.95), "وصل الوفد إلى عمّان.", id="amman", country="JO")
    story.summit("talks", "محادثات عمّان", "بدأت المحادثات صباحا.", place=amman)
    return story.finished(title="محادثات في عمّان", language="ar")


def far_filed() -> EventMap:
    """Filed far from what it tells of."""
    story = Story("far-filed")
    story.place("Moscow", (37.62, 55.75), "MOSCOW, 24 April.", role=Role.DATELINE)
    harbour = story.place("Vladivostok", (131.87, 43.11), "They met in Vladivostok.")
    station = story.place("Khasan", (130.65, 42.43), "The train stopped at Khasan.")
    story.summit("talks", "Talks by the sea", "The talks went on till dusk.", place=harbour)
    story.journey("train", "The ride", [station, harbour], "The ride took all day.")
    return story.finished(title="Talks by the sea")


def long_flight() -> EventMap:
    """A flight round a good part of the globe."""
    story = Story("long-flight")
    moscow = story.place("Moscow", (37.62, 55.75), "They left Moscow.")
    harbour = story.place("Vladivostok", (131.87, 43.11), "They flew to Vladivostok.")
    story.journey("flight", "The flight", [moscow, harbour], "The flight was a long one.")
    return story.finished(title="A long flight")


def wide_areas() -> EventMap:
    """Tells of a town, and names a country and a continent."""
    story = Story("wide-areas")
    wide = {"feature_class": "A", "feature_code": "PCLI", "uncertainty_km": 2100}
    story.place("Canada", (-106.35, 56.13), "Canada sent two ships.", country="CA", **wide)
    lands = {"feature_class": "L", "feature_code": "CONT", "uncertainty_km": 3000}
    story.place("Africa", (20.0, 5.0), "Guests came from Africa.", **lands)
    pier = story.place("Lerwick", (-1.14, 60.15), "They met in Lerwick.", country="GB")
    ferry = story.place("Kirkwall", (-2.96, 58.98), "A ferry left Kirkwall.", country="GB")
    story.summit("talks", "Talks on the pier", "The talks lasted an hour.", place=pier)
    story.journey("ferry", "The crossing", [ferry, pier], "The crossing was rough.")
    return story.finished(title="Talks on the pier")


def town_walk() -> EventMap:
    """All of it within one town."""
    story = Story("town-walk")
    market = story.place("Torgalm", (10.7460, 59.9130), "The walk set out from Torgalm.")
    mill = story.place("Kvernhus", (10.7580, 59.9220), "It passed the mill at Kvernhus.")
    pond = story.place("Isdammen", (10.7310, 59.9250), "It ended at Isdammen.")
    story.event("start", "The start", "A band played.", kind=EventKind.OTHER, place=market)
    story.event("soup", "Soup", "Soup was handed out.", kind=EventKind.OTHER, place=mill)
    story.event("skating", "Skating", "Some went skating.", kind=EventKind.OTHER, place=pond)
    return story.finished(title="A walk through the town")


def empty() -> EventMap:
    """Names nothing that can be drawn."""
    story = Story("empty")
    story.sentences.append("Prices rose again.")
    return story.finished(title="Prices rise")


def everything() -> tuple[EventMap, ...]:
    """All stories."""
    stories = (
        lake_talks,
        pacific_tour,
        attack,
        right_to_left,
        far_filed,
        long_flight,
        wide_areas,
        town_walk,
        empty,
    )
    return tuple(story() for story in stories)
