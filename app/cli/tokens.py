"""``dateline token``: who may make maps in the service."""

import sys
from typing import Annotated

import typer

from dateline.app.cli.store import opened_store
from dateline.app.tokens import LONGEST_DAYS, OF_AUTHORS, SCOPES, issue
from dateline.geo.errors import InvalidInput

token_app = typer.Typer(
    name="token", help="Tokens for making maps in the service.", no_args_is_help=True
)


@token_app.command()
def create(
    name: Annotated[str, typer.Argument(help="Whose it is or what it is for.")],
    scope: Annotated[
        list[str] | None,
        typer.Option(
            help=f"What it is good for, of {', '.join(SCOPES)}; "
            f"{', '.join(OF_AUTHORS)} when left out."
        ),
    ] = None,
    expires: Annotated[
        int | None,
        typer.Option(metavar="DAYS", help=f"Days that it lasts, up to {LONGEST_DAYS}."),
    ] = None,
) -> None:
    """Make a token and show it, this once."""
    secret, token = issue(name, scope or OF_AUTHORS, days=expires)
    with opened_store() as store:
        store.add_token(token)
    until = f"until {token.expires}" if token.expires else "until it is revoked"
    # The token alone on standard output, so that it can go into a file or a variable.
    print(
        f"Good for {', '.join(token.scopes)} {until}. Keep it safe: it is not shown again.",
        file=sys.stderr,
    )
    print(secret)


@token_app.command("list")
def list_tokens() -> None:
    """List the tokens, the oldest first."""
    with opened_store() as store:
        tokens = store.tokens()
    if not tokens:
        print("There are no tokens; make one with: dateline token create NAME", file=sys.stderr)
        return
    rows = [("NAME", "ENDS IN", "STATE", "SCOPES", "CREATED", "EXPIRES")]
    rows += [
        (
            one.name,
            one.last_four,
            one.state(),
            ",".join(one.scopes),
            one.created,
            one.expires or "never",
        )
        for one in tokens
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


@token_app.command()
def revoke(name: Annotated[str, typer.Argument(help="Which token.")]) -> None:
    """Make a token useless, at once and for good."""
    with opened_store() as store:
        if not store.revoke_token(name):
            raise InvalidInput.of(f"no token is called {name[:80]!r}, or it is revoked already")
    print(f"{name}: revoked")
