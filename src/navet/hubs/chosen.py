"""Which hub we are in: chosen once, for a request or a job, in its one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

_chosen: ContextVar[UUID | None] = ContextVar("chosen_hub", default=None)


class NoHubChosen(RuntimeError):
    """A question about a hub's own records did not say which hub."""


def chosen_hub() -> UUID:
    """The hub we are in. Raises `NoHubChosen` outside every hub."""
    hub_id = _chosen.get()
    if hub_id is None:
        raise NoHubChosen
    return hub_id


def chosen_hub_or_none() -> UUID | None:
    return _chosen.get()


@contextmanager
def inside(hub_id: UUID) -> Iterator[None]:
    """Everything in this block happens in one hub, in one transaction, and sees only that hub.

    The database is told with SET LOCAL, which ends with the transaction: a session's setting would
    leak through the pool to the next request. A block within a block returns to the outer hub.
    """
    token = _chosen.set(hub_id)
    outer = token.old_value if isinstance(token.old_value, UUID) else None
    try:
        with transaction.atomic():
            tell_database(hub_id)
            yield
            if _transaction_goes_on():
                tell_database(outer)
    finally:
        _chosen.reset(token)


def _transaction_goes_on() -> bool:
    """Whether statements after this block still run in its transaction; the last one's end forgets the hub by itself."""
    return connection.in_atomic_block and not connection.needs_rollback and len(connection.atomic_blocks) > 1


def tell_database(hub_id: UUID | None) -> None:
    """SET LOCAL takes no parameters; a UUID's own text is safe to write out."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL app.hub_id = '{hub_id or ''}'")
