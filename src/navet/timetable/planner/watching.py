"""One solve's time and its end: whoever searches is told to stop when the time is over or somebody asks."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

GLANCE = 0.02


class Watch:
    """The clock of one solve. `stop` is set by the caller at any moment; `over` says whether to go on."""

    def __init__(self, seconds: float | None, stop: threading.Event | None) -> None:
        self.begun = time.monotonic()
        self._deadline = None if seconds is None else self.begun + seconds
        self._stop = stop if stop is not None else threading.Event()

    @property
    def elapsed(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.begun

    @property
    def left(self) -> float | None:
        """Seconds left, or None without a limit."""
        return None if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether time is up or somebody asked to end."""
        return self._stop.is_set() or self.left == 0.0

    @contextmanager
    def ends(self, *searches: Callable[[], None]) -> Iterator[None]:
        """While inside, each of these is called once it is over."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(GLANCE):
                if self.over:
                    for end in searches:
                        end()
                    return

        glancing = threading.Thread(target=watch, daemon=True)
        glancing.start()
        try:
            yield
        finally:
            done.set()
            glancing.join()
