"""Who says it: "according to CNN", "the mayor told Reuters"."""

import re

from geo.reading.lexicon import words_of
from geo.text import Span

_ORG = (
    r"(?:the )?(?P<who>[A-Z][\w.&’'-]*"
    r"(?: (?:[A-Z0-9][\w.&’'-]*|of|for|and(?= [A-Z])|the(?= [A-Z])))*)"
)
_ACCORDING = re.compile(rf"\b[Aa]ccording to (?:a (?:report|statement) (?:by|from) )?{_ORG}")
_TOLD = re.compile(
    r"\btold (?:the )?(?:[A-Z][a-z]+ (?=[a-z]))?"
    r"(?:(?:state|news|local|public|private|television|tv|radio|channel|newspaper|agency|daily"
    r"|broadcaster|magazine|website|reporters|network) )*"
    r"(?P<who>[A-Z][\w&.’'-]*(?: [A-Z0-9][\w&.’'-]*){0,3})"
)
_REPORTED = re.compile(
    r"(?P<who>[A-Z][\w&.’'-]*(?: [A-Z0-9][\w&.’'-]*){0,3})(?: news agency| agency| newspaper)?"
    r" (?:reported|reports|says|said)\b"
)
_NOT_WHO = words_of("He She It They We I The A An This That And But On In")


def attribution(text: str, sentence: Span) -> str | None:
    """Whom a sentence is attributed to; None when the report speaks for itself.

    Args:
        text: The report's text.
        sentence: Where the sentence stands.
    """
    said = re.sub(r"\s+", " ", text[slice(*sentence)])
    for pattern in (_ACCORDING, _TOLD, _REPORTED):
        match = pattern.search(said)
        if match is not None:
            who = _clean(match["who"])
            if who:
                return who
    return None


def _clean(who: str) -> str | None:
    words = " ".join(who.split()).removesuffix("’s").removesuffix("'s").rstrip(".,")
    words = re.sub(r"(?: (?:and|of|for|the))+$", "", words)
    if not words or words.split()[0] in _NOT_WHO or words[0].islower():
        return None
    return words[:300]
