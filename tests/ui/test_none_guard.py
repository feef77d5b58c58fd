import subprocess
import sys

# In a process of its own: without the guard, the same calls end it ("deallocating None") on Python 3.11.
MANY_CALLS = """
from PySide6.QtGui import QPen
from intake.ui.none_guard import keep_none_alive
keep_none_alive()
pen = QPen()
for _ in range(300_000):
    pen.setWidth(2)
print("alive")
"""


def test_many_calls_without_a_result_do_not_end_the_process():
    done = subprocess.run([sys.executable, "-c", MANY_CALLS], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
