"""A breach of each wall, planted in a copy of the house, and the check that must catch it.

The copy is broken on purpose; nothing here touches the real one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent
KEPT = (
    "src",
    "tests/test_house.py",
    "conftest.py",
    "pyproject.toml",
    "scripts",
    "docs/routes.txt",
    "docs/openapi.json",
)

# Where each breach goes, and what is written at the end of that file.
IMPORTS = {
    "The tower": ("kit/records.py", "from navet.hubs import models as _higher"),
    "The rooms": ("journal/models.py", "from navet.journal import commands as _above"),
    "Doors never touch records": ("directory/views/people.py", "from navet.directory.models import Person as _record"),
    "No circles": ("kit/mail.py", "from navet.kit import links as _one"),
    "Only kit knows which queue": ("directory/facts.py", "import procrastinate as _queue"),
    "What works things out knows no framework": ("stateaid/ceilings.py", "import django as _framework"),
}
# The other half of the circle.
HALVES = [("kit/links.py", "from navet.kit import mail as _other")]

RULES = {
    "TID251": ("directory/queries/staff.py", "from django.http import HttpResponse as _web"),
    "C901": (
        "directory/queries/staff.py",
        "def tangled(a: int) -> int:\n"
        + "".join(f"    if a == {n}:\n        return {n}\n" for n in range(9))
        + "    return a",
    ),
    "ANN201": ("directory/queries/staff.py", "def untyped():\n    return 1"),
}

HOUSE = {
    "test_every_page_says_whom_it_is_for": (
        "directory/urls.py",
        "def _nobody(request):\n    return None\n\n\n_nobody.__module__ = 'navet.directory.views'\nurlpatterns.append(path('x/', _nobody))",
    ),
    "test_every_command_has_a_sentence_saying_what_it_does": (
        "directory/commands/hubs.py",
        "@command(may=permissions.may_edit_hub)\ndef process_hub(who, hub):\n    return hub",
    ),
    "test_a_command_is_never_processed_handled_managed_or_done": None,
    "test_every_command_has_its_own_test": None,
    "test_only_commands_write": ("directory/queries/staff.py", "def _write(thing):\n    thing.save()"),
    "test_a_neighbours_record_may_be_named_but_not_queried_or_made": (
        "stateaid/queries.py",
        "from navet.directory.models import Membership as _Theirs\n\n_asked = lambda: _Theirs.objects.all()",
    ),
    "test_no_file_outgrows_a_reader": ("directory/numbers.py", "\n".join(f"A{n} = {n}" for n in range(400))),
    "test_a_lower_record_never_learns_of_a_higher_one": (
        "reporting/models.py",
        "class Spy(HubOwned):\n    seen = models.ForeignKey('directory.Organisation', models.PROTECT, related_name='spies')",
    ),
    "test_no_module_outgrows_its_storey": ("kit/mail.py", "\n".join(f"A{n} = {n}" for n in range(1500))),
    "test_no_page_carries_script_or_style_of_its_own": ("directory/templates/directory/edit.html", "<p style='x'></p>"),
    "test_pages_name_how_a_day_is_written_and_do_not_spell_it": (
        "directory/templates/directory/customer.html",
        "{{ today|date:'j M' }}",
    ),
    "test_every_module_says_what_it_is_for": ("directory/__init__.py", None),
    "test_the_kept_tables_are_in_step": None,
    "test_every_module_stands_in_the_rooms_contract": ("smuggled/apps.py", "X = 1"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in KEPT:
        origin, goal = HERE / name, tmp_path / name
        goal.parent.mkdir(parents=True, exist_ok=True)
        if origin.is_dir():
            shutil.copytree(origin, goal, ignore=shutil.ignore_patterns("static", "__pycache__", "tests_data"))
        else:
            shutil.copy(origin, goal)
    return tmp_path


def plant(copy: Path, place: str, text: str | None) -> None:
    file = copy / "src" / "navet" / place
    file.parent.mkdir(parents=True, exist_ok=True)
    if text is None:
        file.write_text("")
    else:
        with file.open("a") as opened:
            opened.write(f"\n\n{text}\n")


def run(copy: Path, *command: str) -> str:
    """What the check says in the copy; it must fail."""
    program = Path(sys.executable).parent / command[0]
    environment = {
        **os.environ,
        "PYTHONPATH": str(copy / "src"),
        "NAVET_STATE": str(copy / ".navet"),
        "COVERAGE_PROCESS_START": "",
    }
    done = subprocess.run(
        [program, *command[1:]], cwd=copy, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode != 0, done.stdout
    return done.stdout + done.stderr


def test_every_import_contract_catches_its_breach(copy):
    for place, text in [*IMPORTS.values(), *HALVES]:
        plant(copy, place, text)
    said = run(copy, "lint-imports", "--no-logo", "--no-cache")
    broken = {line.removesuffix(" BROKEN") for line in said.splitlines() if line.endswith(" BROKEN")}
    assert {wall: any(name.startswith(wall) for name in broken) for wall in IMPORTS} == dict.fromkeys(IMPORTS, True)


def test_the_linter_catches_the_web_in_a_rule_a_tangle_and_a_missing_type(copy):
    for place, text in RULES.values():
        plant(copy, place, text)
    said = run(copy, "ruff", "check", "--output-format", "concise", "--no-cache", "src/navet/directory")
    assert {rule: f" {rule} " in said for rule in RULES} == dict.fromkeys(RULES, True)


def test_every_house_rule_catches_its_breach(copy):
    for breach in HOUSE.values():
        if breach is not None:
            plant(copy, *breach)
    said = run(copy, "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/test_house.py")
    caught = {
        line.split("::")[1].split("[")[0].split(" ")[0] for line in said.splitlines() if line.startswith("FAILED ")
    }
    assert {rule: rule in caught for rule in HOUSE} == dict.fromkeys(HOUSE, True)


def test_the_types_are_checked_strictly(copy):
    plant(copy, "stateaid/valuing.py", "def _wrong(amount: Decimal) -> int:\n    return amount")
    assert "[return-value]" in run(copy, "mypy", "--cache-dir", os.devnull, "src/navet/stateaid/valuing.py")


def test_a_sentence_without_its_translations_is_caught(copy):
    plant(copy, "stateaid/queries/ways.py", "_NEW = _('Nobody has translated this sentence.')")
    assert "Nobody has translated this sentence." in run(copy, "python", "scripts/messages.py", "--check")


def test_a_sentence_translated_in_two_ways_is_caught(copy):
    catalogue = copy / "src" / "navet" / "funding" / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    catalogue.write_text(
        catalogue.read_text().replace('msgid "Audit rooms"\nmsgstr "Revisionsrum"', 'msgid "Audit rooms"\nmsgstr "Rum"')
    )
    assert "'Audit rooms' is 'Revisionsrum'" in run(copy, "python", "scripts/messages.py", "--check")
