import pytest

from dateline.geo.text.headline import LONGEST, UNTITLED, headline_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Berg goes north\n\nThe premier left Oslo on Monday.", "Berg goes north"),
        ("Berg goes north\nThe premier left Oslo on Monday.", "Berg goes north"),
        ("The premier left Oslo. She will be back.", "The premier left Oslo"),
        ("OSLO (Reuters) - The premier left on Monday.", "The premier left on Monday"),
        ("BERGEN, Norway, May 8 — The premier left.", "The premier left"),
        ("Bergen: The premier left.", "The premier left"),
        ("The premier left: she is in Bergen.", "The premier left: she is in Bergen"),
        (
            "MOSCOW — A green train with the minister and two cooks on board left on Monday, and "
            "nobody at the station knew where it was going.",
            "A green train with the minister and two cooks on board left on Monday",
        ),
        ("", UNTITLED),
        (" \n ", UNTITLED),
    ],
)
def test_a_title_is_the_headline_or_a_whole_clause(text: str, title: str) -> None:
    assert headline_of(text) == title


def test_a_wrapped_text_has_no_headline() -> None:
    text = (
        "The minister who had been expected in Bergen for the opening of the new\n"
        "harbour did not come, and neither did anybody else from the government\n"
        "in Oslo, which had promised to send somebody to the northern city in any\n"
        "case. The mayor opened it herself."
    )
    assert headline_of(text).startswith("The minister who had been expected in Bergen for the")


def test_words_without_any_clause_are_cut_after_a_whole_word() -> None:
    title = headline_of("many words and " * 20)
    assert len(title) <= LONGEST
    assert title.endswith(("words…", "and…", "many…"))
