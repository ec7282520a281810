"""Fetch the pinned packages from npm, make Navet's theme, and keep what the pages need.

Only a developer runs this (`python scripts/vendor_assets.py`, Node ≥ 20 and npm); what it writes is committed, so
nobody else ever needs Node. The lock file in `scripts/vendor/` pins every package by its integrity hash; the same lock
gives the same bytes, and `--check` fails when the committed files differ.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECIPE = ROOT / "scripts" / "vendor"
KIT = ROOT / "src" / "navet" / "kit"
PAGES = KIT / "static" / "kit" / "vendor"
LETTERS = KIT / "letters" / "fonts"
TESTS = ROOT / "tests" / "vendor"

# The parts of Designsystemet our components use, in the design system's own order. A part not named here weighs nothing.
PARTS = [
    "link",
    "heading",
    "paragraph",
    "validation-message",
    "button",
    "input",
    "field",
    "fieldset",
    "label",
    "alert",
    "skip-link",
    "details",
    "dialog",
    "list",
    "card",
    "divider",
    "chip",
    "tabs",
    "pagination",
    "tag",
    "error-summary",
    "spinner",
    "table",
    "breadcrumbs",
    "badge",
]
FILES = {
    "@digdir/designsystemet-web/dist/umd/index.js": "designsystemet-web.js",
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "htmx.org/dist/ext/hx-sse.min.js": "htmx-sse.js",
}
SHIPPED = (
    "@digdir/designsystemet",
    "@digdir/designsystemet-css",
    "@digdir/designsystemet-web",
    "@expo-google-fonts/inter",
    "@fontsource-variable/inter",
    "htmx.org",
)


def run(*command: str, folder: Path) -> None:
    """Run a program in a folder; stop with its own words when it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def without_source_map(text: str) -> str:
    """Drop the pointer to a source map we do not ship: the manifest storage would look for the file."""
    return re.sub(r"^\s*(//|/\*)# sourceMappingURL=.*$", "", text, flags=re.MULTILINE).rstrip() + "\n"


def designsystemet(modules: Path, theme: Path) -> str:
    """Our theme and the parts we use as one stylesheet."""
    parts = modules / "@digdir" / "designsystemet-css" / "dist" / "src"
    base = (parts / "base.css").read_text()
    chosen = "\n".join((parts / f"{part}.css").read_text() for part in PARTS)
    colours = theme.read_text().replace('@charset "UTF-8";', "")
    colours = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", colours, flags=re.DOTALL))
    colours = re.sub(r" ?([{};]) ?", r"\1", colours).replace(": ", ":")
    return without_source_map(
        "@layer ds.theme,ds.base,ds.components,navet;\n"
        f"{colours}\n@layer ds.base{{{base}}}\n@layer ds.components{{{chosen}}}"
    )


def licence(package: dict[str, object]) -> str:
    return str(package.get("license", "see package"))


def manifest(modules: Path, written: list[Path]) -> str:
    """Versions, licences and hashes of everything written, for auditors and for `--check`."""
    packages = {}
    for name in SHIPPED:
        package = json.loads((modules / name / "package.json").read_text())
        packages[name] = {"version": package["version"], "licence": licence(package)}
    files = {
        path.relative_to(ROOT).as_posix(): {
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(written)
    }
    return json.dumps({"packages": packages, "files": files}, indent=2) + "\n"


def vendor(work: Path) -> None:
    """Make every vendored file anew."""
    for recipe in RECIPE.iterdir():
        shutil.copy(recipe, work)
    lock = (work / "package-lock.json").exists()
    run(
        "npm",
        "ci" if lock else "install",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--omit-lockfile-registry-resolved",
        folder=work,
    )
    shutil.copy(work / "package-lock.json", RECIPE)
    modules = work / "node_modules"
    run("npx", "designsystemet", "tokens", "create", "--clean", "true", folder=work)
    run("npx", "designsystemet", "tokens", "build", "-t", "design-tokens", "-o", "build", folder=work)
    for folder in (PAGES, LETTERS, TESTS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    (PAGES / "designsystemet.css").write_text(designsystemet(modules, work / "build" / "navet.css"))
    for source, name in FILES.items():
        (PAGES / name).write_text(without_source_map((modules / source).read_text()))
    (TESTS / "axe.js").write_text(without_source_map((modules / "axe-core" / "axe.min.js").read_text()))
    fonts = work / "fonts"
    fonts.mkdir()
    run("node", "subset_fonts.mjs", str(fonts), folder=work)
    for font in sorted(fonts.iterdir()):
        shutil.copy(font, LETTERS if font.suffix == ".ttf" else PAGES)
    for folder in (PAGES, LETTERS):
        shutil.copy(modules / "@fontsource-variable" / "inter" / "LICENSE", folder / "Inter-OFL.txt")
    shutil.copy(modules / "@digdir" / "designsystemet-css" / "LICENSE", PAGES / "Designsystemet-MIT.txt")
    shutil.copy(modules / "htmx.org" / "LICENSE", PAGES / "htmx-0BSD.txt")
    written = [path for folder in (PAGES, LETTERS, TESTS) for path in folder.iterdir()]
    (RECIPE / "vendor.json").write_text(manifest(modules, written))


def main() -> int:
    """Make the files; with `--check`, say whether they differ from what is committed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="fail when the result differs from the committed files")
    check = arguments.parse_args().check
    kept = RECIPE / "vendor.json"
    before = kept.read_text() if kept.exists() else ""
    with tempfile.TemporaryDirectory() as work:
        vendor(Path(work))
    same = before == kept.read_text()
    sys.stdout.write("Nothing changed.\n" if same else "The vendored files changed.\n")
    return int(check and not same)


if __name__ == "__main__":
    raise SystemExit(main())
