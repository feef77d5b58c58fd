"""Median and p95 milliseconds of one small durable insert: raw sqlite3, WAL, synchronous FULL."""

import sqlite3
import statistics
import sys
import tempfile
import time

with tempfile.TemporaryDirectory() as d:
    c = sqlite3.connect(f"{d}/a.db", isolation_level=None)
    for p in ("journal_mode=WAL", "synchronous=FULL"):
        c.execute(f"pragma {p}")
    c.execute(
        "create table answer (id integer primary key, exam int, item text, site text, value text, who int, at text)"
    )
    ms = []
    for i in range(int(sys.argv[1]) if len(sys.argv) > 1 else 500):
        t = time.perf_counter()
        c.execute("begin immediate")
        c.execute(
            "insert into answer (exam, item, site, value, who, at) values (1, 'rl_patellar', 'LH', 'r2', 1, '2026-11-24T10:42:18Z')"
        )
        c.execute("commit")
        ms.append((time.perf_counter() - t) * 1000)
print(f"median {statistics.median(ms):.3f} ms p95 {sorted(ms)[int(len(ms) * 0.95)]:.3f} ms")
