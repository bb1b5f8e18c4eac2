"""A file that somebody chose, whatever it is called: what is in it decides."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.roster import text, workbook
from accounts.roster.table import LARGEST, Table, WrongFile

PACKED, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(content: bytes) -> Table:
    """The lines of a roster, in CSV or XLSX. Raises WrongFile."""
    if len(content) > LARGEST:
        raise too_long()
    if not content.strip():
        raise WrongFile(_("This file is empty."))
    if content.startswith(OLD_EXCEL):
        raise WrongFile(_("This is an Excel file of the old kind, or one with a password. Save it as .xlsx, without a password."))
    return (workbook if content.startswith(PACKED) else text).read(content)


def too_long() -> WrongFile:
    return WrongFile(_("This file is far too large for a roster: %(most)s MB at most.") % {"most": LARGEST // 1_000_000})
