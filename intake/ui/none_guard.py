"""Keeping the interpreter's None alive under a binding that forgets to count it."""

from __future__ import annotations

import ctypes
import sys

# PySide6 6.12 gives back None from every call without a result without counting the reference. From Python 3.12 on
# None is never freed, so nothing happens; on 3.11 some thousand repaints would end the process with
# "deallocating None". PySide6 6.11 counts right, but has no small wheel with QtPdf.
_COUNTED_WRONG_BEFORE = (3, 12)
_MORE_THAN_EVER_USED = 1 << 40


def keep_none_alive() -> None:
    """Give None more references than the binding can ever take away; once, before the first window."""
    if sys.version_info < _COUNTED_WRONG_BEFORE and sys.getrefcount(None) < _MORE_THAN_EVER_USED:
        ctypes.c_ssize_t.from_address(id(None)).value += _MORE_THAN_EVER_USED
