"""Words for kinds of places, and what GeoNames calls them (https://www.geonames.org/export/codes.html)."""

import re
from dataclasses import dataclass

from dateline.geo.model import Candidate
from dateline.geo.resolution.names import fold

_CODE = re.compile(r"[AHLPRSTUV]|[A-Z][A-Z0-9]{1,6}")
_CLASSES = frozenset("AHLPRSTUV")


@dataclass(frozen=True)
class Feature:
    """A kind of place.

    Attributes:
        word: The word for it.
        usual: Beginnings of the GeoNames codes it usually has, or whole classes.
        possible: Those it may also have: an island can be a country.
        never: Those it has not, though they belong to the others: a capital is no village.
    """

    word: str
    usual: tuple[str, ...]
    possible: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def usually(self, place: Candidate) -> bool:
        """Whether the candidate is what the word usually means."""
        return _is(place, self.usual) and not _is(place, self.never)

    def admits(self, place: Candidate) -> bool:
        """Whether the candidate can be meant by the word at all."""
        return _is(place, self.usual + self.possible) and not _is(place, self.never)


def _is(place: Candidate, kinds: tuple[str, ...]) -> bool:
    code = place.feature_code or ""
    return any(
        place.feature_class == kind if kind in _CLASSES else code.startswith(kind) for kind in kinds
    )


_TOWNS = ("P",), ("ADM2", "ADM3", "ADM4", "ADM5", "PCLS")
_PROVINCES = ("ADM1",), ("ADM2", "ADMD", "PCLIX", "PCLD", "TERR", "RGN")
_REGIONS = ("ADM1", "RGN"), ("A", "L")
_COUNTIES = ("ADM2",), ("ADM1", "ADM3", "ADMD")
_DISTRICTS = ("ADM2", "ADM3", "PPLX"), ("A", "P")
_ISLANDS = ("ISL", "ATOL"), ("A",)
_MOUNTAINS = ("MT", "PK", "VLC", "HLL"), ("T",)
_RIVERS = ("STM", "CNL"), ("H",)
_SEAS = ("SEA", "OCN", "GULF"), ("H",)
_AIRPORTS = ("AIR",), ()
_STATIONS = ("RSTN", "RSTP", "RSTNQ", "STN", "BUSTN", "MTRO"), ("S",)
_BASES = ("INSM", "MILB", "AIRB"), ("S", "L", "P")
_BORDERS = ("PSTB", "CSTM"), ("S", "P")
_SITES = ("S",), ("L", "R")

_VILLAGES = *_TOWNS, ("PPLC",)

_KINDS: dict[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(("city", "town", "settlement", "municipality"), _TOWNS),
    **dict.fromkeys(("village", "hamlet", "township"), _VILLAGES),
    "capital": (("PPLC",), ("PPLA", "PPLG")),
    **dict.fromkeys(
        ("borough", "suburb", "neighborhood", "neighbourhood", "quarter", "ward"),
        (("PPLX", "P"), ("ADM3", "ADM4", "ADM5", "ADM2")),
    ),
    **dict.fromkeys(("country", "nation"), (("PCL",), ())),
    **dict.fromkeys(("republic",), (("PCL", "ADM1"), ())),
    **dict.fromkeys(
        ("state", "province", "oblast", "krai", "prefecture", "governorate", "canton"),
        _PROVINCES,
    ),
    **dict.fromkeys(("region", "territory", "area", "department", "autonomous region"), _REGIONS),
    "county": _COUNTIES,
    "parish": _COUNTIES,
    "district": _DISTRICTS,
    **dict.fromkeys(("island", "isle", "islet", "ostrov"), _ISLANDS),
    **dict.fromkeys(("islands", "isles", "archipelago", "atoll"), _ISLANDS),
    **dict.fromkeys(("mountain", "mount", "mt", "peak", "hill", "volcano"), _MOUNTAINS),
    **dict.fromkeys(("mountains", "range", "hills", "highlands"), _MOUNTAINS),
    "valley": (("VAL",), ("T", "L")),
    "desert": (("DSRT",), ("T", "L")),
    "peninsula": (("PEN",), ("T", "L", "ADM1")),
    "cape": (("CAPE",), ("T",)),
    "river": _RIVERS,
    "canal": _RIVERS,
    "lake": (("LK", "RSV"), ("H",)),
    "reservoir": (("RSV", "LK"), ("H",)),
    "sea": _SEAS,
    "ocean": _SEAS,
    "gulf": _SEAS,
    "bay": (("BAY",), ("H",)),
    **dict.fromkeys(("strait", "straits", "channel"), (("STRT", "CHN"), ("H",))),
    "continent": (("CONT",), ()),
    "park": (("PRK", "RES"), ("L", "S")),
    "forest": (("FRST",), ("V", "L")),
    **dict.fromkeys(("airport", "airfield"), _AIRPORTS),
    **dict.fromkeys(("air base", "airbase"), (("AIRB", "AIR"), ("INSM", "MILB"))),
    **dict.fromkeys(("base", "military base", "fort", "camp"), _BASES),
    **dict.fromkeys(("station", "railway station", "border station"), _STATIONS),
    **dict.fromkeys(("port", "harbour", "harbor"), (("PRT", "HBR"), ("P", "H", "S"))),
    **dict.fromkeys(
        (
            "building", "bridge", "castle", "palace", "church", "cathedral", "mosque", "temple",
            "hospital", "school", "university", "college", "stadium", "hotel", "museum", "prison",
            "monument", "embassy", "residence", "resort", "estate", "venue", "facility", "site",
            "spot", "square",
        ),
        _SITES,
    ),
    **dict.fromkeys(("street", "road", "avenue", "highway"), (("R",), ("S",))),
    **dict.fromkeys(("border post", "border crossing", "checkpoint"), _BORDERS),
    **dict.fromkeys(("spaceport", "cosmodrome"), (("SPCB",), ("S",))),
    **dict.fromkeys(
        ("fortress", "fortification", "villa", "house", "tower", "theatre", "theater", "court",
         "courthouse", "parliament", "ministry", "consulate", "market", "mall", "cemetery",
         "observatory", "shrine", "monastery", "ruins", "power station", "power plant", "mine",
         "dam", "farm", "factory", "zoo", "memorial", "statue", "arena", "library", "camp site"),
        _SITES,
    ),
    **dict.fromkeys(
        ("waterfall", "falls", "fjord", "lagoon", "reef", "glacier", "marsh", "wetland", "inlet"),
        (("H",), ()),
    ),
    **dict.fromkeys(
        ("plateau", "plain", "delta", "canyon", "gorge", "pass", "ridge", "basin", "isthmus",
         "beach", "headland", "point", "steppe"),
        (("T",), ("L",)),
    ),
    "coast": (("CST",), ("L", "T")),
}  # fmt: skip

_SPOKEN = {fold(word): word for word in _KINDS}


def feature(word: str) -> Feature | None:
    """The kind of place for a word or a GeoNames class or code; None when it is unknown."""
    if _CODE.fullmatch(word.strip()):
        return Feature(word.strip(), (word.strip(),))
    known = _SPOKEN.get(fold(word))
    return Feature(known, *_KINDS[known]) if known else None


# Words that stand before or after a proper name and say what it is; the name goes without them
# when the gazetteer does not have it with them.
_AFTER = {
    "island": "island", "islands": "islands", "isle": "island", "city": "city", "town": "town",
    "village": "village", "township": "township", "county": "county", "parish": "parish",
    "province": "province", "state": "state", "region": "region", "oblast": "oblast",
    "krai": "krai", "prefecture": "prefecture", "governorate": "governorate", "canton": "canton",
    "territory": "territory", "republic": "republic", "district": "district", "borough": "borough",
    "river": "river", "lake": "lake", "sea": "sea", "bay": "bay", "strait": "strait",
    "peninsula": "peninsula", "valley": "valley", "desert": "desert", "mountains": "mountains",
    "airport": "airport", "international airport": "airport", "air base": "air base",
    "station": "station", "railway station": "station", "port": "port",
    "local government area": "district", "lga": "district", "municipality": "municipality",
    "metropolitan area": "city", "area": "area",
}  # fmt: skip
_BEFORE = {
    "the island of": "island", "island of": "island", "isle of": "island", "city of": "city",
    "the city of": "city", "town of": "town", "the town of": "town", "village of": "village",
    "the village of": "village", "county": "county", "county of": "county", "co": "county",
    "state of": "state", "the state of": "state", "province of": "province",
    "the province of": "province", "republic of": "republic", "the republic of": "republic",
    "kingdom of": "country", "river": "river", "the river": "river", "lake": "lake",
    "mount": "mountain", "mt": "mountain", "port of": "port", "district of": "district",
    "region of": "region", "the region of": "region", "ostrov": "island", "the": "",
}  # fmt: skip
_SUFFIX = re.compile(
    r"(?P<name>.+?)[ -](?P<word>" + "|".join(sorted(_AFTER, key=len, reverse=True)) + r")",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?P<word>" + "|".join(sorted(_BEFORE, key=len, reverse=True)) + r")\.? (?P<name>.+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NameForm:
    """A way to look a name up: the name, and the kind of place it then has to be."""

    name: str
    feature: Feature | None = None


def forms(name: str) -> list[NameForm]:
    """How a name may stand in a gazetteer, the name as it is first.

    ``the island of Russky`` may be there as that, as ``Russky Island``, or as an island that is
    called ``Russky``.
    """
    plain = " ".join(name.split())
    found = [NameForm(plain)]
    for pattern, words in ((_PREFIX, _BEFORE), (_SUFFIX, _AFTER)):
        match = pattern.fullmatch(plain)
        if match is None:
            continue
        # Ignoring case, the pattern also takes the dotted capital I and the long s.
        word = words[fold(match["word"])]
        kind = feature(word) if word else None
        if kind and pattern is _PREFIX:
            found.append(NameForm(f"{match['name']} {kind.word.title()}", kind))
        found.append(NameForm(match["name"], kind))
    return found
