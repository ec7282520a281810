"""Two addresses for those who watch Navet: is it well, and how much waits."""

import hmac
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from navet.config.keeping import version
from navet.directory.doors import Audience

METRICS = "text/plain; version=0.0.4; charset=utf-8"


def health(request: HttpRequest) -> HttpResponse:
    """200 when this process answers and reaches the database, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except Error:
        return plain("the database does not answer\n", status=503)
    return plain("ok\n")


def metrics(request: HttpRequest) -> HttpResponse:
    """What Prometheus asks for; only with the token, and hidden when there is none."""
    token = settings.METRICS_TOKEN
    said = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(said.encode(), f"Bearer {token}".encode()):
        return HttpResponseNotFound("")
    with connection.cursor() as cursor:
        jobs = rows(cursor, "select status::text, count(*) from procrastinate_jobs group by status")
        oldest = rows(
            cursor,
            "select coalesce(extract(epoch from now() - min(e.at)), 0) from procrastinate_jobs j "
            "join procrastinate_events e on e.job_id = j.id where j.status = 'todo' and coalesce(j.scheduled_at, now()) <= now()",
        )
        connections = rows(cursor, "select count(*) from pg_stat_activity where datname = current_database()")
    lines = [
        "# HELP navet_info The version that serves.",
        "# TYPE navet_info gauge",
        f'navet_info{{version="{version()}"}} 1',
        "# HELP navet_jobs Jobs by state.",
        "# TYPE navet_jobs gauge",
        *(f'navet_jobs{{status="{status}"}} {count}' for status, count in jobs),
        "# HELP navet_oldest_waiting_job_seconds How long the oldest job that could be done has waited.",
        "# TYPE navet_oldest_waiting_job_seconds gauge",
        f"navet_oldest_waiting_job_seconds {oldest[0][0]}",
        "# HELP navet_database_connections Connections to the database.",
        "# TYPE navet_database_connections gauge",
        f"navet_database_connections {connections[0][0]}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=METRICS)


def plain(text: str, status: int = 200) -> HttpResponse:
    """A word for a machine, never kept by anyone between."""
    return HttpResponse(text, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})


def rows(cursor: Any, question: str) -> list[tuple[Any, ...]]:
    """Every answer to one question."""
    cursor.execute(question)
    return list(cursor.fetchall())


for view in (health, metrics):
    view.audience = Audience.PUBLIC  # type: ignore[attr-defined]
