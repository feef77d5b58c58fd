"""A whole exam by a screen reader: signed in, found on the board, every check answered, on Review."""

import os
import shutil
import subprocess
import tempfile

import pytest

from intake.app import boards, front_desk, staff
from intake.app.front_desk import NewDog
from intake.bootstrap import clinic_at, place
from intake.domain.cases import SidedAnswer
from intake.domain.staff import Role
from intake.ui.exam.checks import pages_of
from tests.builders import engine
from tests.journeys.assistive import ScreenReader, missing_bindings
from tests.journeys.exam_by_ear import LEFT_OUT, VET, VET_PIN, ExamByEar
from tests.journeys.real_window import Program, Record, Screen, missing_programs, until

TECHNICIAN_PIN = "1357"
COMPLAINT = "Shakes behind"


def missing() -> list[str]:
    """What this needs and is not here."""
    wanted = [*missing_programs(), *(["dbus-daemon"] if shutil.which("dbus-daemon") is None else [])]
    return [*wanted, *([why] if (why := missing_bindings()) else [])]


# On Debian `.ci/system-packages.sh test` has installed all of it: there the journey fails rather than be left out.
pytestmark = pytest.mark.skipif(
    bool(missing()) and shutil.which("dpkg-query") is None, reason=f"needs {' and '.join(missing())}"
)


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    with clinic_at(place(folder)) as clinic:
        admin = staff.add(clinic, "Ada Example", Role.ADMIN, "1111", by=None)
        staff.add(clinic, VET, Role.VETERINARIAN, VET_PIN, by=admin.id)
        technician = staff.add(clinic, "Pat Example", Role.TECHNICIAN, TECHNICIAN_PIN, by=admin.id)
        dog = front_desk.register(clinic, NewDog("Fidget", owner_name="P. Sampleton"), by=technician.id)
        front_desk.open_visit(clinic, dog.id, by=technician.id, complaint=COMPLAINT)
    return folder


@pytest.fixture
def screen(tmp_path):
    made = Screen(tmp_path / "screen")
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def bus(screen):
    """A session bus of its own, with what programs and screen reader need to meet there."""
    with tempfile.TemporaryDirectory(prefix="a11y") as runtime:  # short: the name of a socket may not be long
        environment = {"DISPLAY": screen.name, "XDG_RUNTIME_DIR": runtime, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            yield environment | {"DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip()}
        finally:
            daemon.terminate()
            daemon.wait(timeout=10)
            daemon.stdout.close()


@pytest.fixture
def program(screen, home, bus):
    made = Program(screen, home, **bus)
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def reader(bus):
    made = ScreenReader(os.environ | bus)
    try:
        yield made
    finally:
        made.close()


def sign_in(reader):
    person = reader.wait_until(
        lambda reading: next((one for one in reading.roles("list item") if one.name.startswith("Pat Example")), None),
        "the staff cards",
    )
    reader.press(person)
    reading = reader.wait_until(lambda reading: reading.find("PIN for Pat", "panel") and reading, "the pad of Pat")
    for digit in TECHNICIAN_PIN:
        reader.press(reading.named(digit, "push button"))
    pad = reading.named("PIN for Pat", "panel")
    until(lambda: reader.look(pad).description == "4 digits", "four digits")
    reader.press(reading.named("Open", "push button"))


def open_exam(reader):
    card = reader.wait_until(lambda reading: reading.find("Intake: Fidget", "push button"), "the dog on the board")
    reader.press(card)
    reader.press(reader.wait_until(lambda reading: reading.find("Exam", "check box"), "the steps of the visit"))
    return reader.wait_until(lambda reading: reading.find("Regions of the exam", "list") and reading, "the exam")


def open_page(reader, rail, page):
    name = f"{page.name}, region {page.key}"
    region = reader.read(rail).named(name, "list item")
    reader.press(region)
    until(lambda: reader.look(region).description.endswith("current"), f"the page {name}")


def recorded(home):
    with clinic_at(place(home)) as clinic:
        (row,) = boards.today(clinic)
        return boards.exam_file(clinic, row.visit.id).record.case.answers


def is_untold(home):
    return Record(home).rows("select id from visits where untold_flags > 0")


def by_item(given):
    """Answers as a case has them: of a side under its side."""
    case = {}
    for (item, site), value in given.items():
        if site is None:
            case[item] = value
        else:
            case.setdefault(item, {})[site] = value
    return {item: SidedAnswer(value) if isinstance(value, dict) else value for item, value in case.items()}


def test_a_whole_exam_by_a_screen_reader_from_the_lock_to_review(program, reader, home):
    assert not missing(), "the packages of .ci/system-packages.sh are not there"
    program.start()
    reader.wait_for_program("Intake")
    sign_in(reader)
    exam = open_exam(reader)
    by_ear = ExamByEar(reader, exam.named("Checks"))
    pages = [page for page in pages_of(engine().knowledge) if page.key]
    for page in pages:
        open_page(reader, exam.named("Regions of the exam", "list"), page)
        by_ear.record(page)
    while is_untold(home):
        by_ear.tell_vet("^Call now")
    said = "\n".join(reader.heard())
    assert "Call now" in said, "a new flag was not announced"
    assert "Tongue (XII): tried, could not: dog not still" in said, "what can be undone was not announced"
    assert "Changed: " in said, "a new order of the places was not announced"

    reader.press(exam.named("Review", "check box"))
    found = reader.wait_until(lambda reading: reading.find("What was found", "list"), "Review")
    until(lambda: len(reader.read(found)) > len(LEFT_OUT), "what was found")
    program.close()

    core = {item.id for page in pages for item in page.items if item.core}
    assert core <= {item for item, _ in by_ear.given}, "a check of the core exam was not on the screen"
    assert dict(recorded(home)) == {"hx_complaint": COMPLAINT} | by_item(by_ear.given)
