from dateline.app.cache import CompressedCache, LRUCache


def test_a_result_is_made_once_for_each_version() -> None:
    made: list[str] = []
    latest: LRUCache[str] = LRUCache(2)

    def make() -> str:
        made.append("made")
        return f"result {len(made)}"

    assert latest.get("a", 1, make) == "result 1"
    assert latest.get("a", 1, make) == "result 1"
    assert latest.get("a", 2, make) == "result 2"
    assert len(made) == 2


def test_what_was_not_asked_for_longest_goes_first() -> None:
    latest: LRUCache[str] = LRUCache(2)
    for name in ("a", "b", "a", "c"):
        latest.get(name, 1, lambda: "first")
    assert latest.get("a", 1, lambda: "again") == "first"
    assert latest.get("b", 1, lambda: "again") == "again"


def test_what_weighs_most_leaves_room_for_less() -> None:
    latest: LRUCache[str] = LRUCache(10, lambda _, made: len(made))
    latest.get("a", 1, lambda: "aaaa")
    latest.get("a", 2, lambda: "aaaaaa")
    latest.get("b", 1, lambda: "bbbb")
    assert latest.get("a", 2, lambda: "made again") == "aaaaaa"
    latest.get("c", 1, lambda: "cc")
    assert latest.get("a", 2, lambda: "made again") == "aaaaaa"
    assert latest.get("b", 1, lambda: "new") == "new"


def test_long_names_count_as_much_as_long_bodies() -> None:
    derived = CompressedCache(100_000)
    for number in range(100):
        derived.content(("map", f"host-{number:05}" * 1_000), 1, lambda: b"short", ())
    assert derived.size <= 100_000
    assert derived.content(("map", "host-00000" * 1_000), 1, lambda: b"again", ()).body == b"again"


def test_a_body_comes_in_the_encoding_asked_for() -> None:
    derived = CompressedCache()
    body = b"land, water and borders; " * 100
    plain = derived.content("map", 1, lambda: body, ())
    small = derived.content("map", 1, lambda: b"not made again", ("br",))
    assert plain.body == body
    assert small.encoding == "br"
    assert len(small.body) < len(body)
    assert plain.etag != small.etag
    assert derived.content("map", 2, lambda: b"new", ("gzip",)).body == b"new"
