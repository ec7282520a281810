"""How days and moments are written, language by language: the one place. Pages name a format, never its letters."""
