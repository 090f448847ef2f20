"""A meeting of leaders is a summit; one of others is called talks."""

import pytest

from dateline.geo.model import EventKind
from dateline.geo.reading import Reader
from dateline.geo.reading.entities.leaders import is_leader


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Prime Minister Ida Berg met President Per Lund in Oslo on Monday.", EventKind.SUMMIT),
        ("The Peruvian president met the Chilean leader in Lima on Tuesday.", EventKind.SUMMIT),
        ("The two foreign ministers held a summit in Geneva on Monday.", EventKind.SUMMIT),
        ("Ministers of Norway and Sweden met in Oslo on Monday.", EventKind.MEETING),
        ("Foreign Minister Ida Berg met Foreign Minister Per Lund in Oslo.", EventKind.MEETING),
        ("Deputy Prime Minister Ida Berg met Vice President Per Lund in Oslo.", EventKind.MEETING),
    ],
)
def test_a_meeting_is_a_summit_where_a_leader_takes_part(
    reader: Reader, text: str, kind: EventKind
) -> None:
    (event,) = reader.read(text).events
    assert event.kind is kind


@pytest.mark.parametrize(
    ("office", "leads"),
    [
        ("Prime Minister", True),
        ("the Russian president", True),
        ("Supreme Leader", True),
        ("the opposition leader", False),
        ("Vice President", False),
        ("former chancellor", False),
        ("Chancellor of the Exchequer", False),
        ("Foreign Minister", False),
        ("", False),
        (None, False),
    ],
)
def test_who_leads_a_state_is_known_by_the_office(office: str | None, leads: bool) -> None:
    assert is_leader(office) is leads
