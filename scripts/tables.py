"""Writes the tables kept in the repository: who may use every route, and the OpenAPI file.

`python scripts/tables.py` writes them; `--check` fails when one is out of step.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "src"))


def routes() -> str:
    """One line per address: the address, whom it is for, the view."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, str, str]]:
        for pattern in resolver.url_patterns:
            address = before + str(pattern.pattern).removeprefix("^")
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, address)
            elif isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith("navet."):
                view = pattern.callback
                yield (
                    "/" + address,
                    view.audience.value,
                    f"{view.__module__.removeprefix('navet.')}.{view.__name__}",
                )

    return "".join(f"{a} | {who} | {v}\n" for a, who, v in sorted(walk(get_resolver(), ""))) + endpoints()


def endpoints() -> str:
    from navet.config.api import api

    lines = []
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                who = "anyone" if operation.auth_param is None else "a signed-in member, as the command allows"
                lines += [
                    f"/api/v1{prefix}{path} {method} | {who} | {operation.operation_id or operation.view_func.__name__}\n"
                    for method in operation.methods
                ]
    return "".join(sorted(lines))


def openapi() -> str:
    from navet.config.api import api

    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), indent=1, default=str, ensure_ascii=False) + "\n"


def tables() -> dict[Path, str]:
    return {HERE / "docs" / "routes.txt": routes(), HERE / "docs" / "openapi.json": openapi()}


def main() -> int:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navet.config.settings")
    import django

    django.setup()
    stale = [path for path, text in tables().items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(HERE)} is out of step: run make tables")
        return 1 if stale else 0
    for path in stale:
        path.write_text(tables()[path])
    return 0


if __name__ == "__main__":
    sys.exit(main())
