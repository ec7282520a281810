"""Letters and reports as PDF, tagged so that a screen reader can read them, the same bytes from the same data for ever.

Data reaches the template as JSON, never as markup, so nothing a person typed can become a command. A letter is
reproduced by keeping its data (`letter(template, data, language=…)` reads no clock and no database).
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import typst
from django.utils import translation
from django.utils.translation import gettext as _

Standard = Literal["ua-1", "a-2b", "a-3b"]

HOUSE = Path(__file__).resolve().parent.parent.parent
FONTS = Path(__file__).resolve().parent / "fonts"
# A letter put together from blocks; see blocks.typ for what a block may be.
BLOCKS = "kit/letters/blocks.typ"


def letter(template: str, data: Mapping[str, Any], *, language: str, standard: Standard = "ua-1") -> bytes:
    """Set `data` with a template (a path below `src/navet`, for example BLOCKS) as PDF.

    data: `hub` (name, address, email, phone, colour and logo, an SVG or ""), `to` (lines of the address), `title`,
    `reference`, `day` (YYYY-MM-DD, also the file's own date), `day_written` (as the receiver writes it), and what the
    template asks for. `words` may be kept with the data (see `words_around`), so that a later translation changes
    nothing. language: the receiver's. standard: a PDF standard ("ua-1", "a-2b", "a-3b").
    Raises `typst.TypstError` when the template is wrong, RuntimeError when there is none.
    """
    words = data.get("words") or words_around(language)
    day = date.fromisoformat(data["day"])
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    pdf: bytes = typst.compile(
        HOUSE / template,
        root=HOUSE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps({**data, "words": words, "language": language}, ensure_ascii=False)},
        pdf_standards=standard,
        timestamp=int(moment.timestamp()),
    )
    return pdf


def words_around(language: str) -> dict[str, str]:
    """The few words every letter has around its own."""
    with translation.override(language):
        return {
            "page": _("Page"),
            "of": _("of"),
            "reference": _("Our reference"),
            "date": _("Date"),
            "place": _("Place and date"),
            "signature": _("Signature"),
            "name": _("Name in capitals"),
        }
