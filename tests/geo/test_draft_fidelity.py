"""A draft comes back from its file as it went in, to the character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.geo.draft.model import Draft, DraftReport
from dateline.geo.draft.yaml_file import dump_draft, load_draft
from tests.geo.strange import ODD, texts

LONG = "word " * 40
STRINGS = st.one_of(
    st.text(),
    st.lists(st.sampled_from((*ODD, "word", "word", " ", "  ", "\n")), max_size=60).map("".join),
    texts(),
)


def draft_of(text: str, more: str) -> Draft:
    return Draft(
        report=DraftReport(title=f"x{more}"[:300], text=f"{text}.", credit=more[:300] or None)
    )


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}.  Two spaces.",
        f"{LONG} C:\\data\\trips",
        f"{LONG}\xad {LONG}",
        f"{LONG}\u2028{LONG}",
        f"  {LONG}",
        f"\n\n  {LONG}\n ",
        f"{LONG} \n\n\n",
        "a\r\nb",
        "a: b # c",
        "- a\n- b",
        "---\n...",
        "\t- tab",
        "# no comment\n  #nor this",
        "%TAG",
    ],
)
def test_text_comes_back_to_the_character(text: str) -> None:
    draft = draft_of(text, text)
    assert load_draft(dump_draft(draft)) == draft


@settings(max_examples=500)
@given(STRINGS, STRINGS)
def test_any_text_comes_back_to_the_character(text: str, more: str) -> None:
    draft = draft_of(text, more)
    assert load_draft(dump_draft(draft).encode()) == draft


def test_a_long_line_is_a_block_to_be_edited() -> None:
    text = f"{LONG} C:\\trips.  And so on."
    assert f"text: |-\n    {text}" in dump_draft(draft_of(text.removesuffix("."), ""))
