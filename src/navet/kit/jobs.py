"""The only file that knows which queue we use."""

from collections.abc import Callable
from typing import Any

from procrastinate.contrib.django import app

CLOCK: list[Callable[[], None]] = []

job = app.task


@app.periodic(cron="* * * * *")
@app.task(name="navet.kit.jobs.take_up_again", queueing_lock="take_up_again", pass_context=True)
async def take_up_again(context: Any, timestamp: int) -> None:
    """Let the jobs of a worker that died be done again. Each job is one transaction, or goes on where it was."""
    for stalled in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(stalled)


def every(cron: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run this function when the clock says so: a cron line in universal time, once per tick."""

    def decorate(function: Callable[[], None]) -> Callable[[], None]:
        def tick(timestamp: int) -> None:
            function()

        name = f"{function.__module__}.{function.__name__}"
        task: Any = app.task(name=name, queueing_lock=name)(tick)
        app.periodic(cron=cron)(task)
        CLOCK.append(function)
        return function

    return decorate
