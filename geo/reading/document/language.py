"""Which language a text is in: by its script, its English words, else by a trained identifier."""

import re
from functools import cache
from typing import TYPE_CHECKING

from dateline.geo.reading.lexicon import common_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.1),
    ("zh", re.compile(r"[\u3400-\u9fff]"), 0.3),
    ("ko", re.compile(r"[\uac00-\ud7af]"), 0.3),
    ("th", re.compile(r"[\u0e01-\u0e5b]"), 0.3),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.3),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.3),
    ("ka", re.compile(r"[\u10a0-\u10ff]"), 0.3),
    ("hy", re.compile(r"[\u0530-\u058f]"), 0.3),
)  # fmt: skip
"""Scripts of one language each, with the share of the letters from which they say it."""
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 5_000
_ENGLISH = 0.6
"""Share of English words among those in small letters that makes a text English."""
_SURE = 0.7
"""Probability from which a text in Latin letters is taken for another language than English."""
_FEWEST_WORDS = 4
NAMES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "mr": "Marathi", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""English names of the languages that are recognised."""


def language_of(text: str) -> str:
    """ISO 639-1 code of the text's language; ``en`` when too little speaks for another one."""
    sample = text[:_SAMPLE]
    letters = _LETTER.findall(sample)
    if not letters:
        return "en"
    for language, script, share in _SCRIPTS:
        if len(script.findall(sample)) > share * len(letters):
            return language
    latin = sum(letter.isascii() or "\u00c0" <= letter <= "\u024f" for letter in letters)
    if latin > 0.7 * len(letters) and _english(sample):
        return "en"
    words = _WORD.findall(sample)
    language, sure = _identifier().classify(sample)
    if latin > 0.7 * len(letters) and (sure < _SURE or len(words) < _FEWEST_WORDS):
        return "en"
    return str(language)


def _english(sample: str) -> bool:
    """Whether most words that are no names are English."""
    words = _WORD.findall(sample)
    small = [word for word in words if word.islower()] or [word.lower() for word in words]
    known = sum(word in common_words() for word in small)
    return known >= _ENGLISH * len(small)


@cache
def _identifier() -> "LanguageIdentifier":
    # Imported late: it takes half a second and 100 MB, and English reports do without.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(NAMES))
    return identifier
