"""Who says it: "according to CNN", "the mayor told Reuters"."""

import re

from dateline.geo.reading.entities.callings import OFFICIALS, role_of
from dateline.geo.reading.lexicon import words_of
from dateline.geo.text.search import Span

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
    r"(?P<who>[A-Z][\w&.’'-]{0,60}(?: [A-Z0-9][\w&.’'-]{0,60}){0,3})"
    r"(?: news agency| agency| newspaper)?"
    r" (?:reported|reports|says|said)\b"
)
_OFFICE = re.compile(
    r"(?:^|[,”\"] )(?P<who>(?:(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Aa]n?) )?"
    r"(?:[\w’'-]+ ){0,4}?(?P<head>[\w’'-]+)"
    r"(?: (?:for|of|at|in|from) (?:the )?(?:[\w’'-]+ ){0,3}?[\w’'-]+)?)"
    r" (?:said|says|say|announced|confirmed|reported|told (?:reporters|journalists))\b"
)
"""Those who are not named: "the Danish government said", "his office said"."""
_OFFICES = words_of(
    "government office ministry police authorities authority palace presidency embassy agency"
    " sources source media newspaper chancellery department organisers organizers parliament"
)
_NO_PHRASE = words_of(
    "who which that he she it they we i and but as when where while has have had was were is are"
    " will would after before"
)
_NOT_WHO = words_of("He She It They We I The A An This That And But On In")


def attribution(text: str, sentence: Span) -> str | None:
    """Whom a sentence is attributed to; None when the report speaks for itself.

    Args:
        text: The report's text.
        sentence: Where the sentence stands.
    """
    said = re.sub(r"\s+", " ", text[slice(*sentence)])
    for pattern in (_ACCORDING, _TOLD):
        match = pattern.search(said)
        who = _clean(match["who"]) if match else None
        if who:
            return who
    return _unnamed(said) or _named(said)


def _named(said: str) -> str | None:
    """The agency, paper or person that "said"; not the town in "ministers in Oslo said"."""
    match = _REPORTED.search(said)
    before = said[: match.start()].split()[-1:] if match else []
    if match is None or (before and before[0].lower() in _LEADS_TO_A_PLACE):
        return None
    return _clean(match["who"])


_LEADS_TO_A_PLACE = words_of("in at of from to near")


def _unnamed(said: str) -> str | None:
    """The office or the officials to whom a sentence is attributed."""
    for match in _OFFICE.finditer(said):
        words = match["who"].split()
        head = match["head"].lower()
        if _NO_PHRASE & {word.lower() for word in words}:
            continue
        if head in _OFFICES or role_of(head) in OFFICIALS | _TELLERS:
            if words[0] in ("The", "A", "An", "His", "Her", "Their", "Its"):
                words[0] = words[0].lower()
            return " ".join(words)[:300]
    return None


_TELLERS = words_of("spokesman spokeswoman spokesperson aide diplomat official")


def _clean(who: str) -> str | None:
    words = " ".join(who.split()).removesuffix("’s").removesuffix("'s").rstrip(".,")
    words = re.sub(r"(?: (?:and|of|for|the))+$", "", words)
    if not words or words.split()[0] in _NOT_WHO or words[0].islower():
        return None
    return words[:300]
