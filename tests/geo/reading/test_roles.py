"""Literal, associative, dateline."""

from collections.abc import Callable

import pytest

Roles = Callable[[str], dict[str, str]]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The fair in Lyon opened.", "Lyon", "literal"),
        ("Lyon's streets were empty.", "Lyon", "literal"),
        ("Crowds gathered near the Turkish border.", "Turkish", "literal"),
        ("A town south of Cork flooded.", "Cork", "literal"),
        ("The Cairo-based firm grew.", "Cairo", "literal"),
        ("Two men from Leeds were hurt.", "Leeds", "literal"),
        ("Moscow said it would answer.", "Moscow", "associative"),
        ("Britain expelled four diplomats.", "Britain", "associative"),
        ("The president of Chile resigned.", "Chile", "associative"),
        ("China's foreign minister smiled.", "China", "associative"),
        ("US troops were withdrawn.", "US", "associative"),
        ("A French film won.", "French", "associative"),
        ("Relations between Beijing and Tokyo cooled.", "Beijing", "associative"),
        ("The Honolulu Symphony Society played.", "Honolulu", "associative"),
        ("He blamed it on pressure against Iran.", "Iran", "associative"),
    ],
)
def test_roles(roles: Roles, text: str, name: str, role: str) -> None:
    assert roles(text)[name] == role


@pytest.mark.parametrize(
    "text",
    [
        "LISBON (Agency) — The port was closed on Monday.",
        "Lisbon: The port was closed on Monday.",
        "Port is closed\nLisbon: The port was closed on Monday.",
        "LISBON, June 10 - The port was closed on Monday.",
    ],
)
def test_where_a_report_was_filed_is_its_dateline(roles: Roles, text: str) -> None:
    assert next(iter(roles(text).values())) == "dateline"


def test_a_list_has_one_role(roles: Roles) -> None:
    found = roles("Snow fell in Bern, Basel and Geneva.")
    assert set(found.values()) == {"literal"}


def test_a_text_may_end_right_behind_a_name(roles: Callable[[str], dict[str, str]]) -> None:
    assert roles("The leaders of Norway,")["Norway"] == "associative"


@pytest.mark.parametrize("name", ["OSLO", "LIMA", "PARIS", "NAIROBI"])
@pytest.mark.parametrize("behind", [", June 9 -", " (AP) -", " —"])
def test_a_dateline_in_capitals_may_be_short(
    roles: Callable[[str], dict[str, str]], name: str, behind: str
) -> None:
    assert roles(f"{name}{behind} The premier left on Monday.") == {name: "dateline"}


def test_an_acronym_is_no_dateline(roles: Callable[[str], dict[str, str]]) -> None:
    assert roles("The premier of the LIMA group left.") == {}
