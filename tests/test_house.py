"""The house rules that no linter knows."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

import navet
from navet.kit.commands import COMMANDS

HOUSE = Path(navet.__path__[0])
FILES = [p for p in HOUSE.rglob("*.py") if not {"tests", "migrations"} & set(p.parts)]
TEMPLATES = [p for p in HOUSE.rglob("*.html") if "vendor" not in p.parts]
WRITES = {
    "save",
    "delete",
    "create",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
DRAWERS = {"doors", "commands", "models"}
MODULE_LINES = 4000
# May only shrink; the reasons and the ways out: docs/decisions/casework-is-long.md, directory-is-long.md and
# matching-is-long.md.
LONGER = {"casework": 8950, "directory": 5000}
KIT_LINES = 1500


# A command is registered when its drawer is read, whether a door has asked for it yet or not.
for drawer_of_commands in sorted(HOUSE.glob("*/commands*")):
    import_module(f"navet.{drawer_of_commands.parent.name}.commands")


def module(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0]


def drawer(path: Path) -> str:
    parts = path.relative_to(HOUSE).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(HOUSE)}:{node.lineno}"


def pages(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        yield from pages(pattern) if isinstance(pattern, URLResolver) else [pattern]


def ours() -> list:
    """Our own pages; an endpoint's callback is the API's, and the API says who may."""
    return [p.callback for p in pages(get_resolver()) if p.callback.__module__.startswith("navet.")]


def test_every_page_says_whom_it_is_for():
    assert [f"{v.__module__}.{v.__name__}" for v in ours() if not hasattr(v, "audience")] == []
    assert ours()


def test_every_command_has_a_sentence_saying_what_it_does():
    assert [c.__name__ for c in COMMANDS if not (c.__doc__ or "").strip().split("\n")[0].endswith((".", "?"))] == []
    assert COMMANDS


def test_a_command_is_never_processed_handled_managed_or_done():
    vague = ("process_", "handle_", "manage_", "do_", "perform_", "execute_")
    assert [c.__name__ for c in COMMANDS if c.__name__.startswith(vague)] == []


def test_every_command_has_its_own_test():
    missing = []
    for command in COMMANDS:
        parts = command.__module__.split(".")
        tests = HOUSE / parts[1] / "tests"
        if not any(
            f".{command.__name__}(" in p.read_text() or f" {command.__name__}(" in p.read_text()
            for p in tests.rglob("test_*.py")
        ):
            missing.append(f"{parts[1]}.{command.__name__}")
    assert missing == []


def test_only_commands_write():
    found = []
    for path in FILES:
        if drawer(path) in {"commands", "models"} or module(path) in {"hubs", "config"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and writes(node):
                found.append(place(path, node))
    assert found == []


def writes(node: ast.Call) -> bool:
    """`x.objects.filter().update(…)` writes; `a_set.update(…)` and `hash.update(…)` do not."""
    if node.func.attr not in WRITES:
        return False
    if node.func.attr in {"update", "create", "delete"}:
        return "objects" in ast.unparse(node.func)
    return True


def test_a_neighbours_record_may_be_named_but_not_queried_or_made():
    found = []
    for path in FILES:
        if module(path) == "config":
            continue
        tree = ast.parse(path.read_text())
        foreign = {
            a.asname or a.name
            for n in ast.walk(tree)
            if isinstance(n, ast.ImportFrom)
            and n.module
            and ".models" in n.module
            and n.module.startswith("navet.")
            and n.module.split(".")[1] not in {module(path), "hubs"}
            for a in n.names
        }
        for node in ast.walk(tree):
            asked = (
                isinstance(node, ast.Attribute)
                and node.attr == "objects"
                and isinstance(node.value, ast.Name)
                and node.value.id in foreign
            )
            made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in foreign
            if asked or made:
                found.append(place(path, node))
    assert found == []


def test_a_lower_record_never_learns_of_a_higher_one():
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("navet."):
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "remote_field", None) and field.related_model
            if not target or field.auto_created or not target.__module__.startswith("navet."):
                continue
            if target.__module__.split(".")[1] != model.__module__.split(".")[1] and not field.remote_field.hidden:
                found.append(f"{model.__name__}.{field.name}")
    assert found == []


@pytest.mark.parametrize(("kind", "files", "limit"), [("code", FILES, 400), ("template", TEMPLATES, 150)])
def test_no_file_outgrows_a_reader(kind, files, limit):
    assert [str(p.relative_to(HOUSE)) for p in files if len(p.read_text().splitlines()) > limit] == []


def limit(module: str) -> int:
    return KIT_LINES if module == "kit" else LONGER.get(module, MODULE_LINES)


def test_no_module_outgrows_its_storey():
    lines: dict[str, int] = {}
    for path in FILES:
        lines[module(path)] = lines.get(module(path), 0) + len(path.read_text().splitlines())
    assert {m: n for m, n in lines.items() if n > limit(m) and m != "config"} == {}


def test_no_page_carries_script_or_style_of_its_own():
    """The content security policy would silently refuse it."""
    found = []
    for path in TEMPLATES:
        text = path.read_text()
        if " style=" in text or "<style" in text or " onclick=" in text or " hx-on" in text or "<script>" in text:
            found.append(str(path.relative_to(HOUSE)))
    assert found == []


def test_pages_name_how_a_day_is_written_and_do_not_spell_it():
    """Each language writes days its own way (kit/formats); only what machines read is spelled out."""
    spelled = re.compile(r"""\|date:["'](?!(?:[A-Z]+_)+FORMAT\b|c["']|Y-m-d["'])""")
    assert [str(path.relative_to(HOUSE)) for path in TEMPLATES if spelled.search(path.read_text())] == []


def test_every_module_says_what_it_is_for():
    silent = [p.parent.name for p in HOUSE.glob("*/__init__.py") if not ast.get_docstring(ast.parse(p.read_text()))]
    assert silent == []


def test_the_kept_tables_are_in_step():
    """Who may use every route, and the OpenAPI file: `make tables` writes them again."""
    from scripts.tables import tables

    assert [path.name for path, text in tables().items() if path.read_text() != text] == []


def test_every_module_stands_in_the_rooms_contract():
    contracts = tomllib.loads((HOUSE.parents[1] / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rooms = next(c for c in contracts if c["id"] == "rooms")["containers"]
    built = {p.parent.name for p in HOUSE.glob("*/apps.py")} - {"kit", "hubs", "config"}
    assert {f"navet.{name}" for name in built} == set(rooms)


def test_django_finds_nothing_wrong_and_no_record_lacks_its_migration(db):
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
