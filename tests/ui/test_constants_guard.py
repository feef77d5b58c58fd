import subprocess
import sys

# In a process of its own: without the guard, the same calls end it ("deallocating None") on Python 3.11.
MANY_CALLS = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPen
from intake.ui.constants_guard import keep_constants_alive
keep_constants_alive()
class Bell(QObject):
    rang = Signal()
pen, bell = QPen(), Bell()
for _ in range(200_000):
    pen.setWidth(2)
    bell.rang.emit()
print("alive")
"""


def test_many_calls_without_a_result_do_not_end_the_process():
    done = subprocess.run([sys.executable, "-c", MANY_CALLS], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
