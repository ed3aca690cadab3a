"""Connections to a PostgreSQL server."""

from contextlib import closing

import pytest
from sqlalchemy.engine import make_url

from ridealong.storage.database import open_store
from ridealong.storage.postgresql import server_engine

NOTICED = {
    "keepalives": "1",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}


def test_a_connection_that_the_network_drops_is_noticed_and_the_url_has_the_last_word() -> None:
    pytest.importorskip("psycopg", reason="needs the driver")
    engine = server_engine(make_url("postgresql+psycopg://ana@db.x.example/company"))
    assert NOTICED.items() <= engine.url.query.items()
    engine = server_engine(make_url("postgresql+psycopg://ana@db.x.example/company?keepalives_idle=5&sslmode=require"))
    assert {**NOTICED, "keepalives_idle": "5", "sslmode": "require"}.items() <= engine.url.query.items()


def test_the_server_is_asked_with_these(database: str) -> None:
    if "://" not in database:
        pytest.skip("there is no connection to a file")
    with closing(open_store(database)) as store, store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        assert NOTICED.items() <= driver.info.get_parameters().items()
