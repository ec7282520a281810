"""Makes reports in processes that kill themselves: `python -m navet.reporting.tests.dying HUB`, jobs as JSON lines.

A job is [report, moment]: the process that makes the report dies at its moment-th statement, file or half a file; at
moment 0 it lives. Answers a JSON line each: [how the process ended, how many moments it saw].
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any


def main(hub: str) -> None:
    import django

    django.setup()
    for line in sys.stdin:
        report, moment = json.loads(line)
        seen, told = os.pipe()
        child = os.fork()
        if child == 0:
            make(hub, report, moment, told)
        os.close(told)
        _pid, status = os.waitpid(child, 0)
        moments = len(os.read(seen, 1 << 16))
        os.close(seen)
        ended = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)
        sys.stdout.write(f"{json.dumps([ended, moments])}\n")
        sys.stdout.flush()


def make(hub: str, report: str, moment: int, told: int) -> None:
    """Make a report in this process, and end it."""
    from django.core.files.storage import FileSystemStorage
    from django.db import connection

    from navet.reporting.commands import make_report

    seen = 0

    def pass_moment() -> None:
        nonlocal seen
        seen += 1
        os.write(told, b".")
        if seen == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def ask(execute: Any, *arguments: Any) -> Any:
        pass_moment()
        answer = execute(*arguments)
        pass_moment()
        return answer

    def save(storage: FileSystemStorage, name: str, content: Any) -> str:
        """The file in two halves, with a moment to die between them."""
        whole, path = content.read(), Path(storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(whole[: len(whole) // 2])
            file.flush()
            pass_moment()
            file.write(whole[len(whole) // 2 :])
        pass_moment()
        return name

    FileSystemStorage._save = save
    with connection.execute_wrapper(ask):
        make_report(hub_id=hub, report_id=report)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
