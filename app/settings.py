"""What an operator can set, each by an environment variable ``DATELINE_...``."""

import logging
import os
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    IPvAnyNetwork,
    SecretStr,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from dateline.geo.errors import InvalidInput, Problem
from dateline.geo.frame_ancestors import frame_sources

logger = logging.getLogger(__name__)

PREFIX = "DATELINE_"

_ORIGIN = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_ROOT_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
_ONLINE_SECONDS = 120
"""Further time for a map whose places are asked for over the network, one in a second."""
LogFormat = Literal["text", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]

_NETWORK: TypeAdapter[IPvAnyNetwork] = TypeAdapter(IPvAnyNetwork)


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _words(value: str, pattern: re.Pattern[str], example: str) -> str:
    words = value.replace(",", " ").split()
    for word in words:
        if not pattern.fullmatch(word):
            raise ValueError(f"{word!r} is not understood; give for example {example}")
    return " ".join(words)


def _origins(value: str) -> str:
    return value.strip() if value.strip() == "*" else _words(value, _ORIGIN, "https://news.example")


def _networks(value: str) -> str:
    if value.strip() == "*":
        return "*"
    addresses = value.replace(",", " ").split()
    for address in addresses:
        try:
            _NETWORK.validate_python(address)
        except ValidationError:
            raise ValueError(
                f"{address!r} is no address or network; give for example 10.0.0.0/8"
            ) from None
    return ",".join(addresses)


def _address(value: str | None) -> str | None:
    if value is None or not value.strip():
        return None
    parts = urlsplit(value.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{value!r} is no web address; give for example https://maps.example.org")
    if parts.query or parts.fragment or parts.username:
        raise ValueError(f"{value!r} has more than scheme, host, port and path")
    return value.strip().rstrip("/")


def _database(value: SecretStr | None) -> SecretStr | None:
    if value is None or not value.get_secret_value().strip():
        return None
    scheme = value.get_secret_value().partition("://")[0]
    if scheme not in ("postgresql", "postgres"):
        # The value is not repeated: it may have a password in it.
        raise ValueError(
            "no address of a PostgreSQL database; give for example "
            "postgresql://dateline:password@localhost/dateline"
        )
    return SecretStr(value.get_secret_value().strip())


def _rate(value: str) -> str:
    from dateline.app.http.rate_limits import Rate  # noqa: PLC0415 -- brings the web framework, which few commands need

    Rate.parse(value)
    return value.strip().lower()


def _tiles(value: str | None) -> str | None:
    if value is None or not value.strip():
        return None
    address = value.strip()
    parts = urlsplit(address)
    is_xyz = all(f"{{{name}}}" in address for name in "zxy")
    if not is_xyz and not parts.path.endswith(".pmtiles"):
        raise ValueError(
            f"{value!r} is no address of tiles; give for example "
            "https://tiles.example/{z}/{x}/{y}.png or https://tiles.example/world.pmtiles"
        )
    if parts.scheme not in ("http", "https") or not _ORIGIN.fullmatch(origin_of(address)):
        raise ValueError(f"{value!r} has to begin with https:// and a host of a fixed name")
    return address


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as a Content-Security-Policy names them."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


class Settings(BaseSettings):
    """The settings of the service and the command line; docs/settings.md explains each."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid"
    )

    data_dir: Path = Path("var")
    database: Path | None = None
    database_url: Annotated[SecretStr | None, AfterValidator(_database)] = None
    database_connections: Annotated[int, Field(ge=1, le=1000)] = 10
    store_busy_seconds: Annotated[float, Field(ge=0, le=600)] = 5.0

    host: Annotated[str, Field(pattern=r"^\S+$")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    base_url: Annotated[str | None, AfterValidator(_address)] = None
    root_path: str = ""
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    max_connections: Annotated[int, Field(ge=1, le=1_000_000)] = 2000
    keep_alive_seconds: Annotated[int, Field(ge=0, le=3600)] = 75
    client_seconds: Annotated[float, Field(gt=0, le=3600)] = 20.0
    drain_seconds: Annotated[int, Field(ge=0, le=3600)] = 25
    trusted_proxies: Annotated[str, AfterValidator(_networks)] = "127.0.0.1"

    frame_ancestors: Annotated[str, AfterValidator(frame_sources)] = "*"
    cors_origins: Annotated[str, AfterValidator(_origins)] = "*"
    cors_tokens: bool = False
    cache_seconds: Annotated[int, Field(ge=0, le=31_536_000)] = 60
    max_body_bytes: Annotated[int, Field(ge=0)] = 5_000_000
    making_at_once: Annotated[int, Field(ge=1, le=64)] = 2
    making_seconds: Annotated[float, Field(gt=0, le=3600)] = 20.0

    write_rate: Annotated[str, AfterValidator(_rate)] = "600/minute"
    costly_read_rate: Annotated[str, AfterValidator(_rate)] = "6000/minute"

    desk: bool = True
    desk_session_hours: Annotated[float, Field(gt=0, le=720)] = 12.0
    desk_sign_in_rate: Annotated[str, AfterValidator(_rate)] = "10/minute"

    metrics_from: Annotated[str, AfterValidator(_networks)] = "127.0.0.1,::1"
    log_format: LogFormat = "text"
    log_level: Annotated[LogLevel, BeforeValidator(_lower)] = "warning"
    access_log: bool = False

    basemap_url: Annotated[str | None, AfterValidator(_tiles)] = None
    basemap_attribution: str | None = None
    basemap_max_zoom: Annotated[int, Field(ge=1, le=22)] = 19

    geocoder: Literal["offline", "nominatim", "photon"] = "offline"
    geocoder_url: Annotated[str | None, AfterValidator(_address)] = None
    geocoder_user_agent: str | None = None
    geocoder_timeout: Annotated[float, Field(gt=0, le=120)] = 10.0
    gazetteer_extra: Path | None = None

    reader_url: Annotated[str | None, AfterValidator(_address)] = None
    reader_model: str | None = None
    reader_key: SecretStr | None = None
    reader_timeout: Annotated[float, Field(gt=0, le=600)] = 30.0

    @field_validator("root_path")
    @classmethod
    def _is_path(cls, value: str) -> str:
        path = value.rstrip("/")
        if not _ROOT_PATH.fullmatch(path):
            raise ValueError(f"{value!r} is no path; give for example /maps-of-news")
        return path

    @field_validator("gazetteer_extra")
    @classmethod
    def _is_file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError(f"there is no file {str(value)!r}")
        return value

    @model_validator(mode="after")
    def _online_says_who_asks(self) -> Self:
        if self.geocoder != "offline" and not self.geocoder_user_agent:
            raise ValueError(
                f"{PREFIX}GEOCODER={self.geocoder} needs {PREFIX}GEOCODER_USER_AGENT, which says "
                "who asks: for example 'newsroom-maps/1.0 (maps@example.org)'"
            )
        return self

    @model_validator(mode="after")
    def _tiles_have_a_credit(self) -> Self:
        if self.basemap_url and not self.basemap_attribution:
            raise ValueError(
                f"{PREFIX}BASEMAP_URL needs {PREFIX}BASEMAP_ATTRIBUTION, the credit that the "
                "tiles' terms of use ask for: for example '© OpenStreetMap contributors'"
            )
        return self

    @property
    def basemap_origin(self) -> str | None:
        """Where the operator's own tiles come from."""
        return origin_of(self.basemap_url) if self.basemap_url else None

    @model_validator(mode="after")
    def _reader_names_its_model(self) -> Self:
        if self.reader_url and not self.reader_model:
            raise ValueError(
                f"{PREFIX}READER_URL needs {PREFIX}READER_MODEL, the name of the model to ask there"
            )
        return self

    @property
    def making_limit(self) -> float:
        """Seconds that making one map may take; more where a geocoder is asked over the network."""
        return self.making_seconds + (0 if self.geocoder == "offline" else _ONLINE_SECONDS)

    @property
    def database_path(self) -> Path:
        """The store's file: the one given, else ``dateline.db`` in the data directory."""
        return self.database or self.data_dir / "dateline.db"

    @property
    def store_name(self) -> str:
        """What to call the store before the operator; no password is in it."""
        return "a PostgreSQL database" if self.database_url else str(self.database_path)

    @property
    def geocoder_cache_path(self) -> Path:
        """Where the answers of an online geocoder are kept."""
        return self.data_dir / "geocoder-cache.db"


def load_settings() -> Settings:
    """The settings that the environment gives.

    A variable that begins with ``DATELINE_`` and means nothing is only warned of: container
    platforms set such variables of their own (``DATELINE_SERVICE_HOST``).

    Raises:
        InvalidInput: A setting has a value it cannot have; each is named by its variable.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in os.environ:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            close = get_close_matches(name.upper(), known, n=1)
            logger.warning("%s is no setting%s", name, f"; {close[0]} is" if close else "")
    try:
        return Settings()
    except ValidationError as error:
        raise InvalidInput([_problem(dict(item)) for item in error.errors()]) from None


def _problem(item: Mapping[str, object]) -> Problem:
    location = item["loc"]
    field = str(location[0]) if isinstance(location, tuple) and location else ""
    message = str(item["msg"]).removeprefix("Value error, ")
    if field and item["type"] != "value_error":
        message = f"{message[:1].lower()}{message[1:]}, not {str(item['input'])[:60]!r}"
    return Problem(f"{PREFIX}{field.upper()}" if field else "", message)
