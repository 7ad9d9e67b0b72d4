"""Keys by which photos are sorted, as plain bytes and numbers, so that they can be kept and compared without Python."""

from __future__ import annotations

import re

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII)
_DIGITS = re.compile(r"(\d+)")
_END, _NUMBER, _TEXT = b"\x00", b"\x01", b"\x02"
_LONGEST_NUMBER = 0xFFFF  # digits


def natural_key(name: str) -> bytes:
    """A key under which numbers inside names compare as numbers, and case only decides between equals."""
    key = bytearray()
    for part in _DIGITS.split(name.casefold()):
        if part.isdecimal():
            plain = part if part.isascii() else "".join(str(int(digit)) for digit in part)
            digits = plain.lstrip("0").encode()[:_LONGEST_NUMBER]
            key += _NUMBER + len(digits).to_bytes(2, "big") + digits
        elif part:
            key += _TEXT + part.encode("utf-8", "surrogatepass").replace(b"\x00", b"\x00\xff") + _END
    return bytes(key + _END + name.encode("utf-8", "surrogatepass"))


def date_number(date: str | None, fill: str = "0") -> int:
    """An ISO 8601 date, whole or only its beginning, as a number that sorts alike: 20230415103000. What is not said is
    filled up with one digit. 0 for no date."""
    if date and _ISO.fullmatch(date):
        return int(date[:4] + date[5:7] + date[8:10] + date[11:13] + date[14:16] + date[17:])
    digits = "".join(letter for letter in (date or "")[:19] if "0" <= letter <= "9")[:14]
    return int(digits.ljust(14, fill)) if digits else 0
