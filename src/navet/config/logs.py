"""How the log is written."""

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """One JSON object for each event: time, level, logger, message, and the traceback of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """The event as one line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def logging_settings(kind: str, level: str) -> dict[str, object]:
    """Django's LOGGING: everything to standard error, once."""
    formatters: dict[str, object] = {
        "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "navet.config.logs.JsonLines"},
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": kind}},
        "root": {"handlers": ["console"], "level": level.upper()},
        "loggers": {
            "procrastinate.blueprints": {"level": "WARNING"},
            # The journal tells which jobs came of what; the worker tells how each went.
            "procrastinate.jobs": {"level": "WARNING"},
            "procrastinate.periodic": {"level": "WARNING"},
            "django": {"handlers": [], "propagate": True},
        },
    }
