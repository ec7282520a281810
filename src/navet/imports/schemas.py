from datetime import datetime
from uuid import UUID

from ninja import Schema


class CustomerLineOut(Schema):
    """One line: what would come of it (`new`, `known`, `faulty`), and by column what is wrong or stays as it stands."""

    line: int
    state: str
    fills: list[str]
    differs: dict[str, str]
    faults: dict[str, str]


class CustomerFileOut(Schema):
    """A table of customers and the report on its lines; `unread` are headings nobody knows."""

    id: UUID
    name: str
    sha256: str
    unread: list[str]
    rows: list[CustomerLineOut]
    imported_at: datetime | None
