"""The desk's own pages: signing in and out, and who is signed in."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qs, quote, urlsplit

from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response

from dateline.app.desk.gate import SIGNED_IN, from_own_site, who_is_signed_in
from dateline.app.desk.sessions import (
    COOKIE,
    CSRF_HEADER,
    SignedIn,
    secret_in,
    sign_in,
    sign_in_by_code,
)
from dateline.app.desk.sessions import digest_of as session_digest
from dateline.app.http.problems import ProblemError, not_found
from dateline.app.http.security import desk_headers
from dateline.app.pages.basemap import basemap
from dateline.app.pages.templating import render
from dateline.app.routes.dependencies import SettingsOfApp, StoreOfApp
from dateline.app.settings import Settings
from dateline.app.store.base import Store
from dateline.app.store.desk import Session
from dateline.geo.kinds import catalogue

_HTML = "text/html; charset=utf-8"
_LONGEST_FORM = 10_000
_WRONG = "That is not known here, has expired or was used already."


async def desk_enabled(settings: SettingsOfApp) -> None:
    """Let nothing be there when the desk is switched off.

    Raises:
        ProblemError: 404.
    """
    if not settings.desk:
        raise not_found("desk here; it is switched off")


router = APIRouter(dependencies=[Depends(desk_enabled)], include_in_schema=False)


class Me(BaseModel):
    """Who is signed in."""

    name: str
    scopes: list[str]
    role: str | None = Field(description="`author`, `editor`, `admin`, or none of them.")
    csrf: str
    expires: str


async def someone(request: Request, store: StoreOfApp) -> SignedIn | None:
    """Who is signed in, if anyone is."""
    return await who_is_signed_in(store, request.headers.get("cookie", ""))


Someone = Annotated[SignedIn | None, Depends(someone)]


@router.get("/desk/sign-in")
async def sign_in_page(request: Request, code: str = "", next: str = "") -> Response:
    """The form to sign in by a token, or by a link that is good once."""
    return _form(request, code=code[:100], wanted=next)


@router.post("/desk/sign-in")
async def sign_in_by_form(request: Request, store: StoreOfApp, settings: SettingsOfApp) -> Response:
    """Sign in, by a form that this service has shown."""
    request.app.state.rates.count_sign_in(request)
    if not from_own_site(request.scope, request.headers):
        raise ProblemError(403, "Sign in by the form of this service, not from another site.")
    form = await _fields(request)
    begun = await to_thread.run_sync(_begin, store, form, settings.desk_session_hours)
    wanted = form.get("next", "")
    if begun is None:
        return _form(request, wanted=wanted, error=_WRONG, status=401)
    secret, _ = begun
    answer = RedirectResponse(f"{settings.root_path}{_below_desk(wanted)}", 303, _headers())
    _set_cookie(request, answer, settings, secret)
    return answer


@router.post("/desk/sign-out")
async def sign_out(
    request: Request, store: StoreOfApp, settings: SettingsOfApp, who: Someone
) -> Response:
    """End the session."""
    answer = RedirectResponse(f"{settings.root_path}/desk/sign-in", 303, _headers())
    if who is not None:
        sent = request.headers.get(CSRF_HEADER) or (await _fields(request)).get("csrf", "")
        if not who.sent_csrf(sent) or not from_own_site(request.scope, request.headers):
            raise ProblemError(403, "Sign out by the desk's own button.")
        digest = session_digest(secret_in(request.headers.get("cookie", "")))
        await to_thread.run_sync(store.desk.end_session, digest)
    answer.delete_cookie(
        COOKIE, path=f"{settings.root_path}/desk", httponly=True, samesite="strict"
    )
    return answer


# Below /desk/api, which the gate has opened: the address within it is this one.
@router.get("/session", response_model=Me)
async def session(request: Request) -> Response:
    """Who is signed in."""
    who: SignedIn | None = request.scope.get(SIGNED_IN)
    if who is None:
        raise not_found("session here; it is below /desk/api")
    me = Me(
        name=who.token.name,
        scopes=list(who.token.scopes),
        role=who.token.role(),
        csrf=who.session.csrf,
        expires=who.session.expires,
    )
    return Response(
        me.model_dump_json(), headers={"Cache-Control": "no-store"}, media_type="application/json"
    )


@router.get("/desk")
@router.get("/desk/{rest:path}")
async def desk(request: Request, who: Someone, rest: str = "") -> Response:
    """The desk; its script shows the screen that the address names."""
    if rest.startswith("api/"):
        raise not_found(f"{request.url.path[:200]!r} at the desk")
    if who is None:
        return to_sign_in(request)
    return await to_thread.run_sync(
        lambda: desk_page(request, "desk.html", basemap=basemap(request), kinds=_kinds())
    )


def _kinds() -> dict[str, Any]:
    """Kinds of events by family, each family with the roles that it knows."""
    known = catalogue()
    return {
        "families": [
            {
                "word": family.word,
                "roles": sorted(known.roles | family.roles),
                "kinds": [
                    [kind.value, one.word]
                    for kind, one in known.kinds.items()
                    if one.family == name
                ],
            }
            for name, family in known.families.items()
        ]
    }


def desk_page(request: Request, template: str, **context: Any) -> Response:
    """A page of the desk; never framed, never kept."""
    html = render(request.scope, template, **context)
    tiles = request.app.state.settings.basemap_origin
    headers = {**_headers(), **desk_headers(tiles=tiles)}
    return Response(html, headers=headers, media_type=_HTML)


def to_sign_in(request: Request) -> Response:
    """The way to the form, and from there back to the page that was asked for."""
    root = request.scope.get("root_path", "")
    wanted = request.url.path.removeprefix(root)
    if request.url.query:
        wanted += f"?{request.url.query}"
    return RedirectResponse(f"{root}/desk/sign-in?next={quote(wanted)}", 303, _headers())


def _form(
    request: Request, *, wanted: str, code: str = "", error: str = "", status: int = 200
) -> Response:
    answer = desk_page(
        request, "desk_sign_in.html", code=code, wanted=_below_desk(wanted), error=error
    )
    answer.status_code = status
    return answer


def _headers() -> dict[str, str]:
    return {**desk_headers(), "Cache-Control": "no-store", "Referrer-Policy": "same-origin"}


def _begin(store: Store, form: Mapping[str, str], hours: float) -> tuple[str, Session] | None:
    if code := form.get("code"):
        return sign_in_by_code(store, code, hours)
    return sign_in(store, form.get("token", ""), hours)


def _set_cookie(request: Request, answer: Response, settings: Settings, secret: str) -> None:
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=int(settings.desk_session_hours * 3600),
        path=f"{settings.root_path}/desk",
        secure=request.url.scheme == "https" or (settings.base_url or "").startswith("https:"),
        httponly=True,
        samesite="strict",
    )


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a form, each by its last value."""
    if not _is_form(request.headers):
        return {}
    body = await request.body()
    if len(body) > _LONGEST_FORM:
        raise ProblemError(413, "The form is longer than any that is sent here.")
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=20)
    return {name: values[-1] for name, values in fields.items()}


def _is_form(headers: Headers) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/x-www-form-urlencoded"


def _below_desk(wanted: str) -> str:
    """A path of the desk; its first page where another is asked for."""
    parts = urlsplit(wanted) if "\\" not in wanted else None
    if parts is None or parts.scheme or parts.netloc or not wanted.isprintable():
        return "/desk"
    inside = parts.path == "/desk" or parts.path.startswith("/desk/")
    return wanted if inside and ".." not in parts.path and "//" not in wanted else "/desk"
