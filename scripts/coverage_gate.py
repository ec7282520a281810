"""Fails when a command, query, permission or pure file has a branch that no test took.

Reads coverage's JSON report: `python scripts/coverage_gate.py .navet/coverage.json`.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
DRAWERS = {"commands", "queries", "permissions"}


def pure_files() -> set[str]:
    """The files that the contract "what works things out knows no framework" names."""
    contracts = tomllib.loads((HERE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    names = next(contract["source_modules"] for contract in contracts if contract["id"] == "pure")
    return {f"src/{name.replace('.', '/')}" for name in names}


def gated(path: str, pure: set[str]) -> bool:
    parts = Path(path).with_suffix("").parts
    if {"tests", "migrations"} & set(parts) or parts[:2] != ("src", "navet"):
        return False
    return bool(DRAWERS & set(parts[3:4])) or any("/".join(parts).startswith(name) for name in pure)


def gaps(report: dict) -> Iterator[str]:
    """One line per gated file that has an untaken line or branch."""
    pure = pure_files()
    for path, told in sorted(report["files"].items()):
        if not gated(path, pure):
            continue
        lines, branches = told["missing_lines"], told.get("missing_branches", [])
        if lines or branches:
            jumps = ", ".join(f"{start}→{end}" for start, end in branches if start not in lines)
            yield f"{path}: lines {', '.join(map(str, lines)) or '–'}; branches {jumps or '–'}"


def main(path: str) -> int:
    report = json.loads(Path(path).read_text())
    found = list(gaps(report))
    print("\n".join(found))
    total = report["totals"]["percent_covered"]
    print(f"coverage: {total:.1f} % in all; {len(found)} gated file(s) with gaps")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
