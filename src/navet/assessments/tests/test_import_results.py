import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from navet.assessments import commands, queries, result_files
from navet.assessments.models import Assessment
from navet.assessments.tests.rounds import submitted
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.questionnaires.queries import shipped_forms

SHEET = "My SMEs DMA Results"
HEAD = [
    "SME ID", "SME name", "EDIH Name", "DMA Timing", "DMA Score", "Digital Business Strategy", "Digital Readiness",
    "Human-Centric Digitalisation", "Data Governance", "Automation and Artificial Intelligence", "Green Digitalisation",
]  # fmt: skip
GOOD = [5560360793, "Bageriet", "North", "T0", 51.5714, 56.6667, 51.4286, 46.4286, 61.9048, 48, 45]


def book(*rows: list, sheet: str = SHEET, head: list | None = None) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in [HEAD if head is None else head, *rows]:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(**cells) -> list:
    places = {"number": 0, "name": 1, "timing": 3, "score": 4, "strategy": 5}
    row = list(GOOD)
    for name, value in cells.items():
        row[places[name]] = value
    return row


def states(world, *rows: list) -> list[str]:
    file = commands.read_results(world.cia, world.hub, name="results.xlsx", raw=book(*rows))
    return [row["state"] for row in file.rows]


def test_a_dry_run_then_the_good_rows_come_in(world):
    raw = book(GOOD, [None] * 11, changed(number="", name="Staden", timing="t1"), changed(name="Who", number=1))
    file = commands.read_results(world.cia, world.hub, name="results.xlsx", raw=raw)
    assert [(row["line"], row["state"], row["known_as"]) for row in file.rows] == [
        (2, "ready", "Bageriet AB"),
        (4, "ready", "Staden"),
        (5, "unknown", ""),
    ]
    assert not Assessment.objects.exists()
    commands.import_results(world.cia, file)
    commands.import_results(world.cia, file)
    one = Assessment.objects.get(timing="T0")
    assert (one.organisation, one.source, one.state, one.level) == (
        world.bakery, "file", "submitted", "moderately advanced",
    )  # fmt: skip
    assert one.overall == Decimal("51.5714")
    assert float(one.dimension_scores["D4"]) == 61.9048
    assert one.part_scores == {}
    assert queries.weaknesses_of(one) == []
    assert [entry.fact for entry in time_line(file.id)] == ["ResultFileRead", "ResultFileImported"]


def test_a_planned_round_gives_way_and_keeps_its_day(world):
    commands.schedule_round(world.ben, world.bakery, anchor_on=date(2026, 1, 1))
    file = commands.read_results(world.cia, world.hub, name="r.xlsx", raw=book(changed(timing="T1")))
    commands.import_results(world.cia, file)
    one = Assessment.objects.get()
    assert (one.state, one.due_on) == ("submitted", date(2027, 1, 1))


def test_what_is_here_already_stays(world):
    submitted(world.ben, world.bakery)
    assert states(world, GOOD, changed(timing="T2"), changed(timing="T2")) == ["here", "ready", "here"]


def test_a_round_that_came_meanwhile_is_left_alone(world):
    file = commands.read_results(world.cia, world.hub, name="r.xlsx", raw=book(GOOD))
    done = submitted(world.ben, world.bakery)
    commands.import_results(world.cia, file)
    done.refresh_from_db()
    assert done.source == "answers"


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (changed(timing="T9"), "timing"),
        (changed(timing=None), "timing"),
        (changed(strategy=101), "score"),
        (changed(strategy="high"), "score"),
        (changed(strategy=None), "score"),
        (changed(score=True), "score"),
        (changed(strategy="1/0"), "score"),
        (changed(score=90), "total"),
        (changed(strategy="56,6667 %"), "ready"),
        (changed(number="556036-0793"), "ready"),
        (changed(number=5560360793.0), "ready"),
        (changed(number=0.5, name="bageriet ab"), "ready"),
    ],
)
def test_every_row_says_what_comes_of_it(world, row, state):
    assert states(world, row) == [state]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"not a book", "not an XLSX file"),
        (book(GOOD, sheet="Other"), "Its sheets: other"),
        (book(GOOD, head=HEAD[:4]), "columns are missing: Digital Business Strategy"),
        (book(GOOD, head=[]), "columns are missing"),
    ],
)
def test_a_file_of_another_kind_is_refused(world, raw, words):
    with pytest.raises(Refused, match=words):
        commands.read_results(world.cia, world.hub, name="r.xlsx", raw=raw)


def test_a_file_that_unpacks_too_large_is_refused(world, monkeypatch):
    monkeypatch.setattr(result_files, "LARGEST_UNPACKED", 10)
    with pytest.raises(Refused, match="too large"):
        commands.read_results(world.cia, world.hub, name="r.xlsx", raw=book(GOOD))


def test_public_bodies_have_a_sheet_of_their_own():
    head = [name.replace("SME", "PSO") for name in HEAD]
    for wrong, right in [
        ("Data Governance", "Data Management & Security"),
        ("Automation and Artificial Intelligence", "Interoperability"),
        ("Digital Business Strategy", "Digital strategy and investments"),
    ]:
        head[head.index(wrong)] = right
    form, rows = result_files.read_result_file(book(GOOD, sheet="My PSOs DMA Results", head=head), shipped_forms())
    assert (form.code, rows[0].dimensions["D5"]) == ("pso", 48)


@pytest.mark.parametrize("who", ["ana", "ben", "eva", "fia"])
def test_others_may_not(world, who):
    with pytest.raises(NotAllowed):
        commands.read_results(getattr(world, who), world.hub, name="r.xlsx", raw=book(GOOD))
    file = commands.read_results(world.cia, world.hub, name="r.xlsx", raw=book(GOOD))
    with pytest.raises(NotAllowed):
        commands.import_results(getattr(world, who), file)


def test_a_neighbours_file_is_not_found(world):
    file = commands.read_results(world.cia, world.hub, name="r.xlsx", raw=book(GOOD))
    assert queries.find_result_file(file.id) == file
    with inside(world.other.id), pytest.raises(NotFound):
        queries.find_result_file(file.id)


@pytest.mark.parametrize(("cell", "text"), [(5560360793.0, "5560360793"), (0.5, "0.5"), (None, ""), (" x ", "x")])
def test_a_cell_as_text(cell, text):
    assert result_files.text_of(cell) == text
