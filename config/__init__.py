"""The wiring. On Linux the newer SQLite of the pysqlite3 wheel takes the place of Python's own.

SQLite before 3.51.3 can corrupt a database in write-ahead-log mode when a reset races with a reader; the swap has to
happen before anything imports ``sqlite3``, so it stands in the first module that every entry point loads.
"""

import sys

try:
    import pysqlite3
except ImportError:  # other systems have no such wheel and keep their own SQLite
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
