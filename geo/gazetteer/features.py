"""GeoNames feature codes: their class, and what a reader calls them."""

_WORDS = {
    "A": {
        "ADM1": "first-order division", "ADM2": "second-order division", "ADMD": "division",
        "PCLD": "dependent territory", "PCLH": "former country", "PCLI": "country",
        "PCLS": "semi-independent territory",
    },
    "H": {
        "BAY": "bay", "CHN": "channel", "CNL": "canal", "FJD": "fjord", "FLLS": "waterfall",
        "GLCR": "glacier", "GULF": "gulf", "HBR": "harbour", "INLT": "inlet",
        "LGN": "lagoon", "LK": "lake", "LKS": "lakes", "OCN": "ocean", "RF": "reef",
        "RSV": "reservoir", "SD": "sound", "SEA": "sea", "STM": "river",
        "STRT": "strait", "WTLD": "wetland",
    },
    "L": {
        "AREA": "area", "CONT": "continent", "CST": "coast", "PRK": "park", "RGN": "region",
    },
    "P": {
        "PPL": "populated place", "PPLA": "seat of a first-order division",
        "PPLA2": "seat of a second-order division", "PPLA3": "seat of a third-order division",
        "PPLA4": "seat of a fourth-order division", "PPLA5": "seat of a fifth-order division",
        "PPLC": "capital", "PPLCH": "former capital", "PPLF": "farm village",
        "PPLG": "seat of government", "PPLH": "former populated place", "PPLL": "locality",
        "PPLQ": "abandoned place", "PPLR": "religious place", "PPLS": "populated places",
        "PPLW": "destroyed place", "PPLX": "part of a town", "STLMT": "settlement",
    },
    "R": {
        "RD": "road", "RR": "railway", "ST": "street",
    },
    "S": {
        "AIRB": "air base", "AIRP": "airport", "AMUS": "amusement park",
        "ANS": "ancient site", "BDG": "bridge",
        "BLDG": "building", "BLDO": "residence", "CH": "church", "CSTL": "castle", "DAM": "dam",
        "EST": "estate", "FCL": "facility", "FT": "fort", "HTL": "hotel", "MIL": "military site",
        "MNMT": "monument", "NVB": "naval base", "PAL": "palace", "PRT": "port",
        "PSN": "power station", "PSTB": "border post", "RSTN": "railway station",
        "SPCB": "spaceport", "SQR": "square", "STDM": "stadium", "UNIV": "university",
        "WALL": "wall",
    },
    "T": {
        "BSN": "basin", "CAPE": "cape", "DLTA": "delta", "DPR": "depression", "DSRT": "desert",
        "GRGE": "gorge", "HLL": "hill", "ISL": "island", "ISLS": "islands", "ISTH": "isthmus",
        "MT": "mountain", "MTS": "mountains", "PASS": "pass", "PEN": "peninsula",
        "PLAT": "plateau", "PLN": "plain", "PT": "point", "UPLD": "upland", "VAL": "valley",
        "VLC": "volcano",
    },
    "V": {
        "FRST": "forest", "TUND": "tundra",
    },
}  # fmt: skip
_CLASS = {code: letter for letter, codes in _WORDS.items() for code in codes}


def feature_class(code: str) -> str | None:
    """GeoNames class of a code, one letter; None if the code is not known."""
    return _CLASS.get(code)


def feature_word(code: str) -> str:
    """What a reader calls such a place ("island", "railway station")."""
    letter = _CLASS.get(code)
    return _WORDS[letter][code] if letter else "place"
