"""Reports in other languages: their places by the language's own names, and no nonsense."""

import re
from pathlib import Path

import pytest

from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.reading import Reader
from dateline.geo.reading.document.language import NAMES, language_of
from dateline.geo.reading.entities.exonyms import exonyms, languages, plain

PRECISION = 0.85
RECALL = dict.fromkeys(("de", "fr", "es", "pt", "it", "nl", "ru", "uk", "pl", "tr"), 0.8)
OTHER_RECALL = 0.6
_ROWS = (Path(__file__).parent / "foreign.tsv").read_text(encoding="utf-8").splitlines()
REPORTS = {
    language: (text, dict(pair.split("=") for pair in gold.split(";")))
    for language, text, gold in (row.split("\t") for row in _ROWS)
}


@pytest.mark.parametrize("language", REPORTS)
def test_places_are_found_and_right(reader: Reader, world: Gazetteer, language: str) -> None:
    text, gold = REPORTS[language]
    draft = reader.read(text)
    assert draft.report.language == language
    assert not draft.events
    event_map = geocode(draft, world)
    found = {
        text[mention.start : mention.end]: place.chosen.name if place.chosen else None
        for place in event_map.places
        for mention in place.mentions
    }
    right = {name for name, place in found.items() if place is not None and gold.get(name) == place}
    assert len(right) >= PRECISION * len(found), set(found) - right
    assert len(right) >= RECALL.get(language, OTHER_RECALL) * len(gold), set(gold) - right


@pytest.mark.parametrize("language", REPORTS)
def test_one_sentence_is_enough_to_tell_a_language(language: str) -> None:
    text, _ = REPORTS[language]
    for sentence in re.split(r"(?<=[.।。]) ?", text)[:2]:
        assert language_of(sentence) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("მინისტრი ორშაბათს ბერლინში ჩავიდა.", "ka"),
        ("Міністр прибув до порту в понеділок.", "uk"),
        ("وزیر روز دوشنبه وارد بندر شد.", "fa"),
        ("وزیر پیر کو بندرگاہ پہنچے۔", "ur"),
        ("Ministern kom till hamnen i måndags och talade med folk.", "sv"),
        ("omg huge fire in the port just now, people running", "en"),
        ("TWO HELD IN OSLO BAR", "en"),
        ("Santos beats Palmeiras in São Paulo", "en"),
    ],
)
def test_neighbouring_languages_are_told_apart(text: str, language: str) -> None:
    assert language_of(text) == language
    assert language in NAMES


@pytest.mark.parametrize(
    "text",
    [
        "من فضلك لا تقل هذا، فالوضع المالي صعب والمدينة الجديدة بعيدة.",
        "飞机晚点了,大家都在等消息,没有人知道原因。",
        "지난 달에 이 수단이 쓰였고 세부 사항은 비밀이다.",
        "روز دوشنبه وضع مالی او خوب نبود.",
        "Das Essen war gut, und die Halle war voll von Menschen.",
        "La mesa estaba puesta. Mesa para dos, dijo Santiago Pérez en voz alta.",
        "Ordu dün açıklama yapmadı ve herkes bekledi.",
        "Владимир Петров сказал, что всё хорошо.",
        "Nice journée à tous, a dit Nancy Martin au public.",
    ],
)
def test_words_that_look_like_places_are_none(reader: Reader, text: str) -> None:
    assert reader.read(text).places == ()


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_list_of_names_can_be_read(language: str) -> None:
    known = exonyms(language)
    assert len(known.names) > 300
    assert all(name == plain(name) and name for name in known.names)


def test_a_language_without_names_has_no_places(reader: Reader) -> None:
    draft = reader.read("მინისტრი ორშაბათს ბერლინში ჩავიდა და თბილისში დაბრუნდა.")
    assert draft.report.language == "ka"
    assert draft.places == ()
