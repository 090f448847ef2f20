"""A process that is given a replica of PostgreSQL serves readers, and says that it cannot write."""

import time
from pathlib import Path

from dateline.app.settings import Settings
from dateline.app.store import open_store
from tests.app.samples import pacific, save
from tests.postgres import PostgresServer
from tests.reliability.service import serving, token_for

SOON_SECONDS = 30


def test_a_replica_is_read(tmp_path: Path, postgres: PostgresServer, database_url: str) -> None:
    settings = Settings(data_dir=tmp_path, database_url=database_url)
    token = token_for(settings)
    primary = open_store(settings)
    save(primary)
    with (
        postgres.replica() as follower,
        serving(tmp_path, database_url=follower.url, store_busy_seconds="1") as service,
    ):
        for address in ("/maps/pacific.geojson", "/maps/pacific", "/collections/places/items"):
            assert service.ask(address).status == 200
        assert service.post(token, "rain", "It rained in Oslo.").problem()["status"] == 503
        save(primary, pacific("atlantic"))
        until = time.monotonic() + SOON_SECONDS
        while service.ask("/maps/atlantic.geojson").status != 200:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert "Traceback" not in service.log()
    primary.close()
