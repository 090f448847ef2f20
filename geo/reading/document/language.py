"""Which language a text is in, told by its commonest words; only English is read for events."""

import re
from collections import Counter

_COMMON = {
    "en": "the of and to in is that was for on with as by he at from his her it are has have",
    "de": "der die und den von zu das mit sich des auf für ist im dem nicht ein eine als auch",
    "fr": "de la le et les des en un une du que est pour qui dans par sur au pas plus avec",
    "es": "de la que el en y los se del las un por con una para su al es como más",
    "it": "di che e il la per un in del è della non si con dei sono le gli una da al nel",
    "pt": "de que o a e do da em um para com não uma os no na por as dos foi ao",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als bij door",
    "sv": "och att det som en på är av för med den till inte har de ett om var vid efter",
    "da": "og i at det er en til på som for med den af de ikke der et fra har om blev",
    "no": "og i det er til som på en av for at med de ikke den har om et fra var ble",
    "pl": "w i na z się do nie że jest o to po jak za od przez dla oraz był ale",
    "ro": "de și în a la cu pe care nu din o că să pentru mai este un al au fost",
    "tr": "ve bir bu için ile da de olarak olan daha çok gibi sonra kadar en ama ne",
    "id": "yang dan di dengan untuk dari pada ini dalam tidak itu akan oleh ke juga telah",
    "fi": "ja on ei että se oli hän mutta ovat myös kuin ole joka mukaan jo sekä",
    "cs": "a se v na je že s z do o i to ve pro by podle jako po která jsou",
    "hu": "a az és hogy nem is egy volt ez meg de csak már van szerint",
    "vi": "của và là có trong được cho không với các một những người này đã",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SCRIPTS = (
    ("ru", re.compile(r"[\u0400-\u04ff]")), ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")), ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")), ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")), ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)  # fmt: skip
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE = 20_000
_DISTINCT = 4
"""Different common words of a language that have to be there."""
NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "pt": "Portuguese", "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian",
    "pl": "Polish", "ro": "Romanian", "tr": "Turkish", "id": "Indonesian", "fi": "Finnish",
    "cs": "Czech", "hu": "Hungarian", "vi": "Vietnamese", "ru": "Russian", "ar": "Arabic",
    "he": "Hebrew", "el": "Greek", "ko": "Korean", "ja": "Japanese", "zh": "Chinese",
    "hi": "Hindi", "th": "Thai",
}  # fmt: skip
"""English names of the languages that are told apart (of scripts: the commonest language)."""


def language_of(text: str) -> str:
    """ISO 639-1 code of the text's language; ``en`` when too little speaks for another one."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    for language, script in _SCRIPTS:
        if letters and len(script.findall(sample)) > 0.3 * letters:
            return language
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    total = sum(words.values())
    if total < 12:
        return "en"
    shares = {
        language: sum(words[word] for word in common) / total for language, common in _WORDS.items()
    }
    best = max(shares, key=lambda language: shares[language])
    if len(_WORDS[best] & words.keys()) < _DISTINCT:
        return "en"
    return best if best == "en" or shares[best] > max(0.12, 1.3 * shares["en"]) else "en"
