"""Keeping None, True and False alive under a binding that forgets to count them."""

from __future__ import annotations

import ctypes
import sys

# PySide6 6.12 gives back None from calls without a result, and True from `emit`, without counting the reference. From
# Python 3.12 on these are never freed, so nothing happens; on 3.11 some thousand repaints would end the process
# ("none_dealloc: deallocating None"). PySide6 6.11 counts right, but has no small wheel with QtPdf.
_FREED_BEFORE = (3, 12)
_MORE_THAN_EVER_USED = 1 << 40


def keep_constants_alive() -> None:
    """Give the constants more references than the binding can ever take away; once, before the first window."""
    if sys.version_info >= _FREED_BEFORE:
        return
    for constant in (None, True, False):
        if sys.getrefcount(constant) < _MORE_THAN_EVER_USED:
            ctypes.c_ssize_t.from_address(id(constant)).value += _MORE_THAN_EVER_USED
