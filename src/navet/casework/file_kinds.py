"""What a file really is, told by its content, and whether we take it. Knows no framework.

Taken: PDF, PNG, JPEG, Word, Excel and PowerPoint without macros, OpenDocument, plain text and CSV. A file that could run
something, or whose name says one thing and its content another, is not taken.
"""

import zipfile
from enum import StrEnum
from pathlib import PurePosixPath
from typing import BinaryIO

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "odt": f"{OPEN}.text",
    "ods": f"{OPEN}.spreadsheet",
    "odp": f"{OPEN}.presentation",
    "txt": "text/plain",
    "csv": "text/csv",
}
MAGIC = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
MACROS = ("vbaproject.bin", "basic/script-lc.xml", "macrosheets/")
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"#!")
CHUNK = 1 << 20
MOST_PARTS = 5_000
MOST_UNPACKED = 400 * 1024 * 1024


class Fault(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_BIG = "too-big"
    UNKNOWN = "unknown"
    MISMATCH = "mismatch"
    RUNS = "runs"


class WrongFile(ValueError):
    """The file is not taken; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def ending(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().removeprefix(".")


def media_type_of(name: str, file: BinaryIO, *, size: int, limit: int) -> str:
    """The file's media type, when its name and content agree. `size` and `limit` in bytes. Raises `WrongFile`."""
    kind = ending(name)
    if kind not in TYPES:
        raise WrongFile(Fault.UNKNOWN)
    if not 0 < size <= limit:
        raise WrongFile(Fault.TOO_BIG if size else Fault.EMPTY)
    file.seek(0)
    if kind in MAGIC:
        _has_magic(kind, file)
    elif kind in {"txt", "csv"}:
        _is_text(file)
    else:
        _is_package(kind, file)
    file.seek(0)
    return TYPES[kind]


def _has_magic(kind: str, file: BinaryIO) -> None:
    if not file.read(16).startswith(MAGIC[kind]):
        raise WrongFile(Fault.MISMATCH)
    if kind == "pdf" and _contains(file, (b"/JavaScript", b"/Launch")):
        raise WrongFile(Fault.RUNS)


def _contains(file: BinaryIO, needles: tuple[bytes, ...]) -> bool:
    """Whether one of these stands anywhere; chunks overlap so that none hides on a border."""
    tail = b""
    while chunk := file.read(CHUNK):
        if any(needle in tail + chunk for needle in needles):
            return True
        tail = chunk[-32:]
    return False


def _is_text(file: BinaryIO) -> None:
    start = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(MARKUP):
        raise WrongFile(Fault.RUNS)
    file.seek(0)
    if _contains(file, (b"\x00",)):
        raise WrongFile(Fault.MISMATCH)


def _is_package(kind: str, file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            names = [part.filename.lower() for part in parts]
            stated = _stated_type(package) if "mimetype" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, OSError, ValueError) as error:
        raise WrongFile(Fault.MISMATCH) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WrongFile(Fault.TOO_BIG)
    if any(macro in name for name in names for macro in MACROS):
        raise WrongFile(Fault.RUNS)
    if not _states(kind, names, stated):
        raise WrongFile(Fault.MISMATCH)


def _stated_type(package: zipfile.ZipFile) -> str:
    """The first letters only: whatever it unpacks to, no more is read."""
    with package.open("mimetype") as part:
        return part.read(200).decode("ascii", "replace")


def _states(kind: str, names: list[str], stated: str) -> bool:
    """Whether the package says itself that it is of that kind."""
    folder = OFFICE_FOLDERS.get(kind)
    if folder:
        return "[content_types].xml" in names and any(name.startswith(folder) for name in names)
    return stated.strip() == TYPES[kind]
