"""Tokens: made, recognised, expired, revoked; and the commands for it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dateline.app.cli.tokens import token_app
from dateline.app.store import AlreadyThere, SQLiteStore
from dateline.app.tokens import MAPS_WRITE, OF_AUTHORS, ApiToken, authenticate, issue
from dateline.geo.errors import DatelineError, InvalidInput

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def kept(store: SQLiteStore, name: str = "desk", **more: Any) -> tuple[str, ApiToken]:
    secret, token = issue(name, **more)
    store.add_token(token)
    return secret, token


def test_a_token_is_recognised(store: SQLiteStore) -> None:
    secret, token = kept(store)
    assert authenticate(secret, store) == token
    assert token.scopes == OF_AUTHORS
    assert token.last_four == secret[-4:]


def test_every_token_is_another_and_256_bits_long() -> None:
    secrets = {issue("desk")[0] for _ in range(100)}
    assert len({secret.rsplit("_", 1)[0] for secret in secrets}) == 100
    assert all(re.fullmatch(r"dateline_[0-9a-f]{16}_[\w-]{43}", secret) for secret in secrets)


def test_the_token_itself_is_kept_nowhere(store: SQLiteStore, tmp_path: Path) -> None:
    secret, token = kept(store)
    store.close()
    random_part = secret[-43:].encode()
    for file in tmp_path.iterdir():
        assert random_part not in file.read_bytes()
    assert secret not in repr(token)
    assert repr(token.digest) not in repr(token)


@pytest.mark.parametrize("wrong", ["", "x", "dateline_", "Bearer", "\ud800", "ü" * 70, "a" * 9000])
def test_what_is_no_token_is_not_recognised(store: SQLiteStore, wrong: str) -> None:
    kept(store)
    assert authenticate(wrong, store) is None


def test_the_selector_alone_is_worth_nothing(store: SQLiteStore) -> None:
    secret, token = kept(store)
    other, _ = issue("other")
    forged = f"dateline_{token.selector}_{other[-43:]}"
    assert authenticate(forged, store) is None
    assert authenticate(secret[:-1], store) is None
    assert authenticate(secret + "\n", store) is None


def test_a_token_expires(store: SQLiteStore) -> None:
    fresh, _ = kept(store, "fresh", days=1)
    old, token = kept(store, "old", days=30, now=LONG_AGO)
    assert authenticate(fresh, store)
    assert authenticate(old, store) is None
    assert token.expires == "2020-01-31T00:00:00Z"
    assert token.state(LONG_AGO + timedelta(days=30, seconds=-1)) == "active"
    assert token.state(LONG_AGO + timedelta(days=30)) == "expired"


def test_a_revoked_token_is_worth_nothing_and_its_name_is_free(store: SQLiteStore) -> None:
    first, _ = kept(store)
    assert store.revoke_token("desk")
    assert not store.revoke_token("desk")
    assert authenticate(first, store) is None
    second, _ = kept(store)
    assert authenticate(second, store)
    assert [one.state() for one in store.tokens()] == ["revoked", "active"]


def test_a_name_is_given_once(store: SQLiteStore) -> None:
    secret, _ = kept(store)
    with pytest.raises(AlreadyThere, match="'desk'"):
        kept(store)
    assert authenticate(secret, store)
    assert len(store.tokens()) == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "two words"}, "name"),
        ({"name": "a" * 65}, "name"),
        ({"name": "a\n"}, "name"),
        ({"name": "a", "scopes": []}, "scope"),
        ({"name": "a", "scopes": ["maps:write", "maps:rule"]}, "scope"),
        ({"name": "a", "days": 0}, "expires"),
        ({"name": "a", "days": 10**9}, "expires"),
    ],
)
def test_what_a_token_cannot_be(given: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        issue(**given)
    assert [problem.field for problem in caught.value.problems] == [field]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "dateline.db"
    monkeypatch.setenv("DATELINE_DATABASE", str(path))
    return path


@pytest.fixture
def opened(database: Path) -> Iterator[SQLiteStore]:
    store = SQLiteStore(database)
    yield store
    store.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(token_app, arguments)


def test_create_prints_the_token_alone(opened: SQLiteStore) -> None:
    done = run("create", "desk", "--expires", "7")
    assert done.exit_code == 0
    token = authenticate(done.stdout.removesuffix("\n"), opened)
    assert token
    assert token.expires
    assert "not shown again" in done.stderr
    assert token.expires in done.stderr


def test_list_shows_four_characters_and_no_more(opened: SQLiteStore) -> None:
    secret, token = kept(opened, days=30, now=LONG_AGO)
    kept(opened, "web", scopes=[MAPS_WRITE])
    done = run("list")
    head, first, second = done.stdout.splitlines()
    assert head.split() == ["NAME", "ENDS", "IN", "STATE", "SCOPES", "CREATED", "EXPIRES"]
    expected = ["desk", secret[-4:], "expired", ",".join(OF_AUTHORS), token.created, token.expires]
    assert first.split() == expected
    assert second.split()[2:4] == ["active", "maps:write"]
    assert second.endswith("never")
    assert secret[-5:] not in done.stdout


def test_list_of_none_says_how_to_make_one(database: Path) -> None:
    done = run("list")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "dateline token create" in done.stderr
    assert database.exists()


def test_revoke(opened: SQLiteStore) -> None:
    secret, _ = kept(opened)
    assert run("revoke", "desk").exit_code == 0
    assert authenticate(secret, opened) is None
    assert isinstance(run("revoke", "desk").exception, InvalidInput)


@pytest.mark.parametrize(
    "arguments",
    [
        ("create", "desk"),
        ("create", "two words"),
        ("create", "web", "--scope", "all"),
        ("create", "web", "--expires", "0"),
        ("revoke", "nobody"),
    ],
)
def test_a_command_that_cannot_be_done_changes_nothing(
    opened: SQLiteStore, arguments: tuple[str, ...]
) -> None:
    kept(opened)
    before = opened.tokens()
    assert isinstance(run(*arguments).exception, DatelineError)
    assert opened.tokens() == before
