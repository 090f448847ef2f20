"""Which language a text is in."""

import pytest

from dateline.geo.reading.document.language import NAMES, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister went to the coast and was seen with her brother at the port.", "en"),
        ("Le ministre est allé à la côte et les gens du port ont vu son frère dans la rue.", "fr"),
        (
            "El ministro fue a la costa y los hombres del puerto vieron a su hermano en la calle.",
            "es",
        ),
        ("Министр прибыл на побережье утром в среду.", "ru"),
        ("部長は兄と一緒に海岸へ行きました。", "ja"),
        ("長官和他的兄弟一起去了海岸。", "zh"),
        ("Oslo", "en"),
        ("", "en"),
        ("'s 's 's 's 's 's 's 's 's 's 's 's 's 's", "en"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language
    assert language in NAMES
