"""What a person typed or pasted, made safe and comparable before anything counts it."""

import re
import unicodedata

LONGEST = 4000  # characters; about a thousand tokens, two pages
# Composing shortens a text at most to a half where every letter carries one mark.
_READ = 2 * LONGEST
_NO_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Soft hyphen, zero-width and direction marks, byte order mark, tags: they cut words apart and nobody sees them.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
# No language puts more than four marks on a letter, and composing a long run takes quadratic time.
_PILES = re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+")
_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


def cleaned(text: str) -> str:
    """The text in Unicode's composed form (UAX 15, NFC), without control characters or lone surrogates.

    At most 4 000 characters, and at most as many once compatibility characters are written out: U+FDFA alone becomes
    18 letters. Lines stay apart.
    """
    text = _NO_CHARACTERS.sub(" ", text[:_READ].replace("\r", "\n").replace("\x85", "\n"))
    text = unicodedata.normalize("NFC", _PILES.sub(r"\1", _INVISIBLE.sub("", text)))
    text = _LINES.sub("\n", _SPACE.sub(" ", text)).strip()[:LONGEST]
    written_out = unicodedata.normalize("NFKC", text)
    return text if len(written_out) <= LONGEST else written_out[:LONGEST]


def in_small_letters(text: str) -> str:
    """The text in small letters if more than half of its letters are capitals: the encoder reads those badly."""
    letters = sum(map(str.isalpha, text))
    return text.lower() if 2 * sum(map(str.isupper, text)) > letters else text
