"""Median and p95 milliseconds of prefix searches over N patients: raw sqlite3 FTS5, limit 50."""

import random
import sqlite3
import statistics
import sys
import tempfile
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
r = random.Random(1)
syl = "ba be bo da do fi ga ka la lo ma me mi mo na ne no pa pi ra re ri ro sa se so ta te ti to va vi za zo".split()
word = lambda: "".join(r.choice(syl) for _ in range(r.randint(2, 4)))
words = [word() for _ in range(20_000)]
with tempfile.TemporaryDirectory() as d:
    c = sqlite3.connect(f"{d}/a.db")
    c.execute("pragma journal_mode=WAL")
    c.execute(
        "create virtual table f using fts5(dog, owner, phone, chip, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    c.executemany(
        "insert into f values (?,?,?,?)",
        (
            (
                r.choice(words),
                r.choice(words) + " " + r.choice(words),
                str(r.randint(10**9, 10**10 - 1)),
                str(r.randint(10**14, 10**15 - 1)),
            )
            for _ in range(n)
        ),
    )
    c.commit()
    ms = []
    for _ in range(400):
        w = r.choice(words)
        q = r.choice([w[0] + "*", w[:2] + "*", w[:4] + "*", w + " " + r.choice(words)[:2] + "*"])
        t = time.perf_counter()
        c.execute("select rowid from f where f match ? limit 50", (q,)).fetchall()
        ms.append((time.perf_counter() - t) * 1000)
print(f"{n} patients: median {statistics.median(ms):.3f} ms p95 {sorted(ms)[int(len(ms) * 0.95)]:.3f} ms")
