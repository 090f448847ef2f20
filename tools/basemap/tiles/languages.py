"""Which language a city's other names are in, as far as their letters tell.

GeoNames' names, as registries carry them, do not say their language. Some scripts are written in
one language only. What is written in a script of many languages counts only where one of them is
spoken, and the national character sets of old tell it from its neighbours: what KOI8-R can write
is Russian and not Kazakh, what GB 2312 can write is simplified Chinese. What remains uncertain is
left out: a name in the wrong language is worse than the English one.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz

_HAN = "\u4e00-\u9fff"
_CITY_WORDS = "\u5e02\u9547\u93ae\u53bf\u7e23\u533a\u5340\u753a\u6751"
_CHINESE = frozenset({"CN", "TW", "HK", "MO"})
_RUSSIAN = frozenset({"RU", "BY", "KZ", "KG"})
_ARABIC = frozenset(
    {
        *("AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR"),
        *("OM", "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN", "YE"),
    }
)

# Language, letters that a name must consist of, character set it must fit, countries or all.
_TESTS: Final[tuple[tuple[str, str, str, frozenset[str] | None], ...]] = (
    ("ru", "\u0410-\u044f\u0401\u0451", "koi8_r", _RUSSIAN),
    ("el", "Ͱ-Ͽά-ώ", "iso8859_7", None),
    ("he", "א-ת", "iso8859_8", None),
    ("ar", "ء-ي", "iso8859_6", _ARABIC),
    ("th", "ก-๛", "tis_620", None),
    ("ko", "가-힣", "euc_kr", None),
    ("ka", "\u10d0-\u10ff", "utf_8", None),
    ("hy", "Ա-և", "utf_8", None),
    ("ja", "ァ-ヺー", "euc_jp", None),
    ("ja", _HAN, "euc_jp", frozenset({"JP"})),
    ("zh", _HAN, "gb2312", _CHINESE),
    ("zh-Hant", _HAN, "big5", _CHINESE),
)
_PATTERNS: Final = {
    letters: re.compile(rf"[{letters}][{letters} '’・-]*") for _, letters, _, _ in _TESTS
}
LIKENESS: Final = 55
"""How much alike a name in letters and its transliteration must be, of 100."""


def by_language(name: str, others: Iterable[str], country: str) -> dict[str, str]:
    """The likeliest name of a city in each language that its other names' letters give away.

    Args:
        name: The one it goes by, in Latin letters.
        others: Its other names in any language and script.
        country: ISO 3166-1 alpha-2 code: what is written in Chinese characters is a name in the
            language of the country alone.
    """
    candidates = list(dict.fromkeys(others))
    found: dict[str, str] = {}
    for language, letters, charset, lands in _TESTS:
        if lands is not None and country not in lands:
            continue
        fitting = [
            one for one in candidates if _PATTERNS[letters].fullmatch(one) and _fits(one, charset)
        ]
        best = _nearest(name, fitting, sounds=letters != _HAN)
        if best:
            found[language] = best
    return found


def _fits(name: str, charset: str) -> bool:
    try:
        name.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _likeness(name: str, other: str) -> float:
    """How much alike two names sound, of 100; some scripts write no vowels."""
    plain = [anyascii(one).lower() for one in (name, other)]
    bare = [re.sub("[aeiou]", "", one) for one in plain]
    return max(fuzz.ratio(*plain), fuzz.ratio(*bare))


def _agreed(candidates: list[str]) -> str | None:
    """The name that most of them are, with or without the word for what it is; else none."""
    bare = Counter(
        one[:-1] if len(one) > 2 and one[-1] in _CITY_WORDS else one for one in candidates
    )
    (best, votes), *others = bare.most_common(2)
    return best if not others or votes > others[0][1] else None


def _nearest(name: str, candidates: list[str], *, sounds: bool) -> str | None:
    if not candidates:
        return None
    if not sounds:
        return _agreed(candidates)
    likeness = {one: _likeness(name, one) for one in candidates}
    best = max(candidates, key=lambda one: likeness[one])
    return best if likeness[best] >= LIKENESS else None
