"""Databases on a PostgreSQL server: how connections to one are set up."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from ridealong.domain.errors import StorageError

_CONNECTION = {
    "connect_timeout": "10",
    "application_name": "ridealong",
    # A connection that the network has dropped is noticed within a minute, not after the two hours of the system.
    "keepalives": "1",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}


def server_engine(url: URL) -> Engine:
    """An engine for a server; a connection that broke since it was last used is replaced before it is used again."""
    if url.get_backend_name() == "postgresql":
        # What the user says in the URL, such as `sslmode`, stays.
        url = url.update_query_dict({**_CONNECTION, **url.query})
    return create_engine(url, pool_pre_ping=True)


def prepare(engine: Engine, *, read_only: bool, busy_seconds: int) -> None:
    """See to every connection of an engine, and begin its transactions as we need them."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:  # Any: the driver is an extra, whose types may be missing
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise StorageError(
                f"The database {connection.info.dbname} keeps texts as {encoding}, which cannot hold every name",
                "Make one with `createdb --encoding=UTF8 --template=template0`",
                code="storage-unusable",
            )

    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        if read_only:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        # One writer at a time, as with SQLite: what a step has read is still so when it writes.
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{busy_seconds}s'")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('ridealong ' || current_schema()))")
