"""Plain text from bytes and pages."""

import pytest

from dateline.geo.errors import InvalidInput
from dateline.geo.reading.document.cleaning import MAX_BYTES, plain_report

PAGE = """<!DOCTYPE html><html><head><title>Site</title>
<meta property="article:published_time" content="2021-06-09T08:00:00Z"><script>a()</script></head>
<body><nav>Home News</nav><article><h1>Envoy in Bern</h1><p>The <b>envoy</b> reached Bern &amp;
Basel.</p><p>She left.</p><aside>Read more</aside></article><footer>Us</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_are_found_out(encoding: str) -> None:
    assert plain_report("Zoë in Köln".encode(encoding)).text == "Zoë in Köln"


def test_windows_1252_is_read_and_said() -> None:
    report = plain_report("Zoë said “hello”".encode("cp1252"))
    assert report.text == "Zoë said “hello”"
    assert report.note is not None
    assert "Windows-1252" in report.note


def test_a_given_encoding_is_taken_at_its_word() -> None:
    assert plain_report("Łódź".encode("iso-8859-2"), "iso-8859-2").text == "Łódź"


def test_a_page_is_stripped_to_its_story() -> None:
    report = plain_report(PAGE.encode())
    assert report.text == "Envoy in Bern\nThe envoy reached Bern & Basel.\nShe left."
    assert (report.title, report.published) == ("Envoy in Bern", "2021-06-09T08:00:00Z")


def test_a_lesser_sign_makes_no_page() -> None:
    assert plain_report(b"Turnout was < 5 <b> percent").text == "Turnout was < 5 <b> percent"


@pytest.mark.parametrize(
    "page", ["<h2>Day one</h2>\n", "<?xml version='1.0'?>\n<ul><li>Day one</ul>"]
)
def test_comments_before_the_first_element_make_no_difference(page: str) -> None:
    comments = "<!-- wp:heading -->\n" * 3
    assert plain_report((comments + page + comments).encode()).text == "Day one"


@pytest.mark.parametrize("comment", ["<!---->", "<!-- banner -->\n", "<!-- a -- b -->", "<?a?> "])
def test_text_after_any_number_of_comments_is_text(comment: str) -> None:
    # Tried in each way that so many comments can be cut up, this would not end.
    text = comment * 20_000 + "Ann Berg flew to Rome."
    assert plain_report(text.encode()).text == text


def test_a_comment_without_an_end_is_text() -> None:
    assert plain_report(b"<!-- <p> so far").text == "<!-- <p> so far"


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"\x89PNG\x00\x01\x02", None, "binary"),
        (b"", None, "empty"),
        (b"  \n ", None, "empty"),
        (b"\x81\x8d\x8f", None, "neither UTF-8 nor Windows-1252"),
        (b"\xff", "utf-8", "is not utf-8"),
        (b"x", "klingon", "no encoding"),
        (b"<html><body><script>load()</script></body></html>", None, "no text"),
        (b"x" * (MAX_BYTES + 1), None, "at most 8 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    data: bytes, encoding: str | None, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        plain_report(data, encoding)


def test_what_is_said_to_be_a_page_is_one() -> None:
    text = "Read on. <p>Ann Berg &amp; co</p>"
    assert plain_report(text.encode()).text == text
    assert plain_report(text.encode(), html=True).text == "Read on.\nAnn Berg & co"


@pytest.mark.parametrize(
    "head",
    [
        '<meta itemprop="datePublished" content="2021-06-09">',
        '<script type="application/ld+json">{"x": [{"datePublished" : "2021-06-09"}]}</script>',
        '<meta name="date" content="2021-06-09"><script>"datePublished": "1999-01-01"</script>',
    ],
)
def test_a_page_says_in_many_ways_when_it_was_published(head: str) -> None:
    page = f"<html><head>{head}</head><body><p>Rain in Oslo.</p></body></html>"
    assert plain_report(page.encode()).published == "2021-06-09"
