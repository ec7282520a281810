"""The result as a PDF: tagged (PDF/UA-1), set by typst from plain data."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import typst

import navet.kit

TEMPLATE = Path(__file__).with_name("result.typ")
FONTS = Path(navet.kit.__path__[0]) / "letters" / "fonts"


def result_pdf(data: dict[str, Any]) -> bytes:
    """Set the result. `data` is what `result.typ` reads: words in the reader's language, figures, drawings."""
    made = _compiler().compile(format="pdf", sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])
    return cast("bytes", made)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """The template and the fonts are read once in a process."""
    return typst.Compiler(input=TEMPLATE, root=TEMPLATE.parent, font_paths=[FONTS], ignore_system_fonts=True)
