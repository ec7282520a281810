"""The only file that knows which queue we use."""

from collections.abc import Callable
from typing import Any

from procrastinate.contrib.django import app

CLOCK: list[Callable[[], None]] = []

job = app.task


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
