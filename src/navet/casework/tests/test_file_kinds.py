import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from navet.casework.file_kinds import TYPES, Fault, WrongFile, media_type_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
MIB = 1 << 20


def package(*names: str, mimetype: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "x")
    return data.getvalue()


WORD = package("[Content_Types].xml", "word/document.xml")


def told(name: str, data: bytes, limit: int = 20 * MIB) -> str:
    return media_type_of(name, io.BytesIO(data), size=len(data), limit=limit)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Ritning.PDF", b"%PDF-1.7 ..."),
        ("a.png", PNG),
        ("a.jpg", b"\xff\xd8\xff\xe0 jpeg"),
        ("a.jpeg", b"\xff\xd8\xff\xe0 jpeg"),
        ("a.docx", WORD),
        ("a.xlsx", package("[Content_Types].xml", "xl/workbook.xml")),
        ("a.pptx", package("[Content_Types].xml", "ppt/presentation.xml")),
        ("a.odt", package("content.xml", mimetype=TYPES["odt"])),
        ("a.txt", "Hej på er".encode()),
        ("a.csv", "a;b\nå;ö".encode("latin-1")),
    ],
)
def test_takes(name, data):
    assert told(name, data) == TYPES[name.lower().split(".")[1]]


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.exe", b"MZ", Fault.UNKNOWN),
        ("a.svg", b"<svg/>", Fault.UNKNOWN),
        ("noending", b"x", Fault.UNKNOWN),
        ("a.txt", b"", Fault.EMPTY),
        ("a.txt", b"x" * 11, Fault.TOO_BIG),
        ("a.pdf", b"%PDX", Fault.MISMATCH),
        ("a.png", b"%PDF-", Fault.MISMATCH),
        ("a.docx", b"PK broken", Fault.MISMATCH),
        ("a.txt", b"\x00\x01", Fault.MISMATCH),
        ("a.csv", b"\n <HTML>", Fault.RUNS),
        ("a.txt", b"#!/bin/sh", Fault.RUNS),
    ],
)
def test_refuses(name, data, fault):
    with pytest.raises(WrongFile) as wrong:
        told(name, data, limit=10)
    assert wrong.value.fault == fault


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.xlsx", WORD, Fault.MISMATCH),
        ("a.odt", package("content.xml", mimetype=TYPES["ods"]), Fault.MISMATCH),
        ("a.docx", package("[Content_Types].xml", "word/vbaProject.bin"), Fault.RUNS),
        ("a.pdf", b"%PDF-1.7" + b" " * (MIB - 12) + b"/JavaScript" + b" " * MIB, Fault.RUNS),
    ],
)
def test_looks_inside(name, data, fault):
    with pytest.raises(WrongFile) as wrong:
        told(name, data)
    assert wrong.value.fault == fault


def test_a_package_that_would_unpack_to_very_much():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w") as made:
        made.writestr("[Content_Types].xml", "x")
    data = bytearray(bomb.getvalue())
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (1 << 30).to_bytes(4, "little")
    with pytest.raises(WrongFile) as wrong:
        told("a.docx", bytes(data))
    assert wrong.value.fault == Fault.TOO_BIG


@settings(max_examples=200, deadline=None)
@given(name=some.sampled_from(sorted(TYPES)), data=some.binary(max_size=200))
def test_whatever_comes_is_told_or_refused(name, data):
    try:
        assert told(f"x.{name}", data) == TYPES[name]
    except WrongFile:
        pass
