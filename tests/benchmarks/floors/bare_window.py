"""Seconds from interpreter start to the first paint of a bare Qt window, and resident memory."""

import os
import sys
import time

t0 = time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else None


def started():
    with open("/proc/self/stat") as f:
        ticks = int(f.read().rsplit(")", 1)[1].split()[19])
    return ticks / os.sysconf("SC_CLK_TCK")


os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget


class Window(QMainWindow):
    painted = False

    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, report)


def report():
    with open("/proc/self/status") as f:
        rss = next(int(l.split()[1]) for l in f if l.startswith("VmRSS")) / 1024
    print(f"{time.clock_gettime(time.CLOCK_BOOTTIME) - started():.3f} s {rss:.0f} MB")
    app.quit()


app = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QTableWidget(20, 6))
window.resize(1440, 900)
window.show()
app.exec()
