"""Wiring only: settings, addresses, server, Vietnamese formats. No word of the domain.

The SQLite library is swapped here because this package is imported before Django by every entry point.
"""

from sangkien import sqlite

sqlite.use_safe_library()
