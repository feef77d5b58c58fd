"""A screen reader's end of AT-SPI: reads the window, acts on it and listens, as told by lines of JSON.

Run by the system's own Python, which has the bindings of AT-SPI; it knows nothing of the project.
Every line in is `[act, arguments...]`, every line out `[true, answer]` or `[false, why]`.
"""

import json
import sys
import warnings

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  only once the version is chosen

STATES = {
    Atspi.StateType.SHOWING: "showing",
    Atspi.StateType.CHECKED: "checked",
    Atspi.StateType.SELECTED: "selected",
    Atspi.StateType.FOCUSED: "focused",
    Atspi.StateType.FOCUSABLE: "focusable",
    Atspi.StateType.ENABLED: "enabled",
}
HEARD = "object:announcement"


class Reader:
    """One program on the accessibility bus; what was found keeps its number."""

    def __init__(self):
        self.things = []
        self.said = []
        self.listener = Atspi.EventListener.new(self._on_said)
        self.listener.register(HEARD)

    def _on_said(self, event):
        self.said.append(str(event.any_data))

    def find_program(self, name):
        """Whether the program is on the bus yet; it becomes number 0."""
        desktop = Atspi.get_desktop(0)
        programs = [desktop.get_child_at_index(place) for place in range(desktop.get_child_count())]
        self.things[:] = [program for program in programs if program is not None and program.get_name() == name][:1]
        return bool(self.things)

    def tree(self, top, deepest):
        """Everything that shows under a thing, top down: [number, depth, role, name, description, states]."""
        found = []
        self._walk(self.things[top], 0, deepest, found)
        return found

    def _walk(self, thing, depth, deepest, found):
        seen = self._seen(thing)
        if depth > 1 and "showing" not in seen[-1]:
            return
        self.things.append(thing)
        found.append([len(self.things) - 1, depth, *seen])
        for place in range(thing.get_child_count() if depth < deepest else 0):
            child = thing.get_child_at_index(place)
            if child is not None:
                self._walk(child, depth + 1, deepest, found)

    def _seen(self, thing):
        states = thing.get_state_set()
        return [
            thing.get_role_name(),
            thing.get_name(),
            thing.get_description(),
            [name for state, name in STATES.items() if states.contains(state)],
        ]

    def look(self, number):
        """What a thing is now: [role, name, description, states]."""
        return self._seen(self.things[number])

    def act(self, number, *wanted):
        """Do the first of these actions that the thing offers; says which."""
        thing = self.things[number]
        offered = [Atspi.Action.get_action_name(thing, place) for place in range(Atspi.Action.get_n_actions(thing))]
        for name in wanted:
            if name in offered:
                Atspi.Action.do_action(thing, offered.index(name))
                return name
        raise LookupError(f"{thing.get_name()!r} offers {offered}, not {wanted}")

    def write(self, number, text):
        """Put text into a field."""
        return Atspi.EditableText.set_text_contents(self.things[number], text)

    def heard(self):
        """What was announced since the last time."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        said, self.said = self.said, []
        return said


def main():
    warnings.simplefilter("ignore")  # the bindings call their own functions deprecated
    Atspi.init()
    reader = Reader()
    for line in sys.stdin:
        act, *arguments = json.loads(line)
        try:
            answer = [True, getattr(reader, act)(*arguments)]
        except (GLib.Error, LookupError) as error:
            answer = [False, str(error)]
        print(json.dumps(answer), flush=True)


main()
