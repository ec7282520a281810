"""`navet export`: everything a hub owns, in one file that needs no Navet to be read.

A ZIP archive: `manifest.json` (format, hub, moment, rows and SHA-256 of every file), `tables/<table>.jsonl` (one JSON
object for each row, columns by their names in the database) and `files/…` (uploads). Of what hubs share only the rows
that this hub's rows point at are in it; of logins only name, address and language, and no keys.
"""

import argparse
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from navet.config.keeping import ready_database
from navet.config.trouble import Trouble, WrongInput

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from navet.hubs.models import Hub

FORMAT = 1
ROWS_AT_ONCE = 1000
# Keys to this platform: of no use elsewhere, and nobody else's business.
LEFT_OUT = frozenset({"directory_apikey", "directory_invitation"})
SHARED_COLUMNS = {"directory_person": ("id", "name", "email", "language")}


def export_hub(arguments: argparse.Namespace) -> int:
    """Write the file whole or not at all; one that is there already is left alone."""
    if arguments.out.exists():
        raise WrongInput(f"{arguments.out} is there already")
    if not arguments.out.absolute().parent.is_dir():
        raise WrongInput(f"{arguments.out.absolute().parent} is no folder")
    ready_database()
    from navet.hubs.queries import hub_by_slug

    hub = hub_by_slug(arguments.hub)
    if hub is None:
        raise WrongInput(f"there is no hub '{arguments.hub}'")
    half = arguments.out.with_name(f"{arguments.out.name}.half")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            rows, files = write_archive(file, hub)
        half.replace(arguments.out)
    finally:
        half.unlink(missing_ok=True)
    print(f"{arguments.out}: {rows} rows, {files} files")
    return 0


def write_archive(file: IO[bytes], hub: "Hub") -> tuple[int, int]:
    """Fill the archive from one moment's view of the database; gives the numbers of rows and files."""
    from django.db import connection, transaction

    from navet.hubs.models import inside

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with inside(hub.id), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            return Export(archive, hub).write()


class Export:
    """One export under way."""

    def __init__(self, archive: zipfile.ZipFile, hub: "Hub") -> None:
        self.archive = archive
        self.hub = hub
        self.moment = datetime.now(UTC)
        self.pointed_at: dict[type[Model], set[Any]] = {}
        self.files: list[tuple[str, Any]] = []
        self.told: dict[str, dict[str, Any]] = {}

    def entry(self, name: str) -> zipfile.ZipInfo:
        """A place in the archive, dated now."""
        entry = zipfile.ZipInfo(name, self.moment.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        return entry

    def write(self) -> tuple[int, int]:
        """Everything, with a bar on a terminal."""
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        tables = list(own_tables(self.hub.id))
        with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("Tables", total=len(tables) + 1)
            for model, rows in tables:
                bar.update(task, description=model._meta.db_table)
                self.write_table(model, rows.values(*column_names(model)).iterator(ROWS_AT_ONCE))
                bar.advance(task)
            self.write_shared()
            task = bar.add_task("Files", total=len(self.files))
            for name, stored in self.files:
                self.write_file(name, stored)
                bar.advance(task)
        self.write_manifest()
        return sum(each.get("rows", 0) for each in self.told.values()), len(self.files)

    def write_table(self, model: "type[Model]", rows: Iterable[dict[str, Any]]) -> None:
        """One table, and note of the files and shared rows it points at."""
        name = f"tables/{model._meta.db_table}.jsonl"
        keys = references(model)
        uploads = file_columns(model)
        count, digest = 0, hashlib.sha256()
        with self.archive.open(self.entry(name), "w", force_zip64=True) as out:
            for row in rows:
                line = (json.dumps(row, default=plain, ensure_ascii=False) + "\n").encode()
                out.write(line)
                digest.update(line)
                count += 1
                for column, target in keys.items():
                    self.pointed_at.setdefault(target, set()).add(row[column])
                self.files += [(row[column], field.storage) for column, field in uploads.items() if row[column]]
        self.told[name] = {"rows": count, "sha256": digest.hexdigest()}

    def write_shared(self) -> None:
        """The rows of shared tables that were pointed at, and those these point at in turn."""
        done: dict[type[Model], set[Any]] = {}
        rows: dict[type[Model], dict[Any, dict[str, Any]]] = {}
        while any(ids - done.get(model, set()) - {None} for model, ids in self.pointed_at.items()):
            for model, ids in list(self.pointed_at.items()):
                wanted = ids - done.setdefault(model, set()) - {None}
                done[model] |= wanted
                for row in model._default_manager.filter(pk__in=wanted).values(*column_names(model)):
                    rows.setdefault(model, {})[row[model._meta.pk.attname]] = row
                    for column, target in references(model).items():
                        self.pointed_at.setdefault(target, set()).add(row[column])
        for model in sorted(rows, key=lambda each: each._meta.db_table):
            self.write_table(model, (rows[model][key] for key in sorted(rows[model], key=str)))

    def write_file(self, name: str, storage: Any) -> None:
        """One uploaded file; one that is gone from the disk is named in the manifest."""
        place, digest = f"files/{name}", hashlib.sha256()
        if not storage.exists(name):
            self.told[place] = {"missing": True}
            return
        with storage.open(name) as source, self.archive.open(self.entry(place), "w", force_zip64=True) as out:
            for piece in iter(lambda: source.read(io.DEFAULT_BUFFER_SIZE * 8), b""):
                out.write(piece)
                digest.update(piece)
        self.told[place] = {"sha256": digest.hexdigest()}

    def write_manifest(self) -> None:
        """What is in the archive, last."""
        told = {
            "format": FORMAT,
            "hub": {"id": str(self.hub.id), "slug": self.hub.slug, "name": self.hub.name},
            "exported_at": self.moment.isoformat(timespec="seconds"),
            "files": self.told,
        }
        self.archive.writestr(self.entry("manifest.json"), json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def own_tables(hub_id: UUID) -> "Iterator[tuple[type[Model], QuerySet[Any]]]":
    """The hub itself, then each table that holds rows of hubs, with this hub's rows."""
    from django.apps import apps

    from navet.hubs.models import Hub

    yield Hub, Hub.objects.filter(id=hub_id)
    ours = (model for model in apps.get_models() if model.__module__.startswith("navet.") and model._meta.managed)
    for model in sorted(ours, key=lambda each: each._meta.db_table):
        if model._meta.db_table not in LEFT_OUT and model is not Hub and is_of_one_hub(model):
            yield model, model._default_manager.filter(hub_id=hub_id).order_by("pk")


def is_of_one_hub(model: "type[Model]") -> bool:
    """Whether each row belongs to one hub; the hub itself does."""
    from navet.hubs.models import Hub

    return model is Hub or any(field.attname == "hub_id" for field in model._meta.concrete_fields)


def column_names(model: "type[Model]") -> tuple[str, ...]:
    """Every column; of logins only what another platform may know. What the database works out itself stays out."""
    from django.contrib.postgres.search import SearchVectorField
    from django.db.models import GeneratedField

    kept = SHARED_COLUMNS.get(model._meta.db_table)
    return kept or tuple(
        field.attname
        for field in model._meta.concrete_fields
        if not isinstance(field, GeneratedField | SearchVectorField)
    )


def references(model: "type[Model]") -> "dict[str, type[Model]]":
    """Columns that point at tables which hubs share."""
    kept = set(column_names(model))
    return {
        field.attname: field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.attname in kept
        and isinstance(field.related_model, type)
        and not is_of_one_hub(field.related_model)
    }


def file_columns(model: "type[Model]") -> dict[str, Any]:
    """Columns that name an uploaded file."""
    from django.db.models import FileField

    return {field.attname: field for field in model._meta.concrete_fields if isinstance(field, FileField)}


def plain(value: object) -> object:
    """What JSON has no word for."""
    from django.core.serializers.json import DjangoJSONEncoder

    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if hasattr(value, "lower") and hasattr(value, "upper") and not isinstance(value, str):
        return {"from": value.lower, "to": value.upper}
    try:
        return DjangoJSONEncoder().default(value)
    except TypeError:
        raise Trouble(f"no way to write {type(value).__name__} into an export") from None
