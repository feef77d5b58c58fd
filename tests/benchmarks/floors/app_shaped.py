"""As bare_window.py, with SQLAlchemy, 60 mapped classes of 10 columns, an open SQLite file and a first ORM query before the paint is reported."""

import os
import sys
import tempfile
import time


def started():
    with open("/proc/self/stat") as f:
        ticks = int(f.read().rsplit(")", 1)[1].split()[19])
    return ticks / os.sysconf("SC_CLK_TCK")


os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
from sqlalchemy import Column, Integer, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Session


class Base(DeclarativeBase):
    pass


classes = [
    type(
        f"T{i}",
        (Base,),
        {
            "__tablename__": f"t{i}",
            "id": Column(Integer, primary_key=True),
            **{f"c{j}": Column(String) for j in range(9)},
        },
    )
    for i in range(60)
]
folder = tempfile.TemporaryDirectory()
engine = create_engine(f"sqlite:///{folder.name}/a.db")
Base.metadata.create_all(engine)
with Session(engine) as s:
    s.add_all([classes[0](c0=f"dog {i}") for i in range(20)])
    s.commit()
    rows: list = list(s.scalars(select(classes[0])).all())
    names = [r.c0 for r in rows]


def report():
    with open("/proc/self/status") as f:
        rss = next(int(l.split()[1]) for l in f if l.startswith("VmRSS")) / 1024
    print(f"{time.clock_gettime(time.CLOCK_BOOTTIME) - started():.3f} s {rss:.0f} MB")
    app.quit()


app = QApplication(sys.argv)
window = QMainWindow()
table = QTableWidget(len(names), 6)
for i, n in enumerate(names):
    table.setItem(i, 0, QTableWidgetItem(n))
window.setCentralWidget(table)
window.resize(1440, 900)
window.show()
QTimer.singleShot(0, report)
app.exec()
