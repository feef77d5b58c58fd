"""What a disk holds after the power was cut: replays what a program wrote, as strace saw it.

What was synced is there. Of what was written since, each piece is there, torn or lost by chance: an operating system
writes back in any order.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random

SECTOR = 512
TRACED = "pwrite64,write,ftruncate,fdatasync,fsync,unlink,unlinkat"

_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_ON_FILE = re.compile(r"(\d+)<([^>]*)>(?:, (.*))?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@dataclass(frozen=True)
class Step:
    """One call of the traced program: a write, a truncation, a sync, a removal, or an acknowledgement."""

    kind: str
    file: str = ""
    offset: int = 0
    content: bytes = b""
    number: int = 0


def steps(trace: Path, acknowledged: int) -> list[Step]:
    """What the program did, in order."""
    found = (_step(line, acknowledged) for line in trace.read_text(encoding="utf-8").splitlines())
    return [step for step in found if step is not None]


def _step(line: str, acknowledged: int) -> Step | None:
    call = _CALL.match(line)
    if call is None or call[3].startswith("-"):
        return None
    name, arguments = call[1], call[2]
    if name.startswith("unlink"):
        return Step("unlink", _name(_bytes(arguments).decode()))
    on = _ON_FILE.match(arguments)
    if on is None:
        return None
    descriptor, file, rest = int(on[1]), _name(on[2]), on[3] or ""
    match name:
        case "pwrite64":
            return Step("write", file, int(rest.rpartition(", ")[2]), _bytes(rest))
        case "write" if descriptor == acknowledged:
            return Step("acknowledged", number=int(_bytes(rest)))
        case "ftruncate":
            return Step("truncate", file, int(rest))
        case "fdatasync" | "fsync":
            return Step("sync", file)
    return None


def _name(path: str) -> str:
    return Path(_unescaped(path).decode() if path.startswith("\\x") else path).name


def _unescaped(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _bytes(arguments: str) -> bytes:
    text = _TEXT.search(arguments)
    assert text is not None, arguments
    assert text[2] is None, "strace cut a string off"
    return _unescaped(text[1])


@dataclass
class Disk:
    """Files as they are on the disk, and what was written but not synced yet."""

    files: dict[str, bytearray]
    waiting: dict[str, list[Step]]

    def take(self, step: Step) -> None:
        match step.kind:
            case "sync":
                for waiting in self.waiting.pop(step.file, []):
                    self.apply(waiting)
            case "unlink":
                self.waiting.pop(step.file, None)
                self.files.pop(step.file, None)
            case "write" | "truncate":
                self.waiting[step.file].append(step)

    def apply(self, step: Step) -> None:
        content = self.files.setdefault(step.file, bytearray())
        end = step.offset + len(step.content)
        if len(content) < end:
            content.extend(bytes(end - len(content)))
        if step.kind == "truncate":
            del content[step.offset :]
        else:
            content[step.offset : end] = step.content

    def lose_power(self, chance: Random) -> None:
        for step in [step for waiting in self.waiting.values() for step in waiting]:
            if chance.random() < 0.5:
                self.apply(_torn(step, chance))


def _torn(step: Step, chance: Random) -> Step:
    if step.kind == "truncate" or len(step.content) <= SECTOR or chance.random() < 0.7:
        return step
    return Step("write", step.file, step.offset, step.content[: chance.randrange(0, len(step.content), SECTOR)])


def after_power_cut(before: dict[str, bytes], done: list[Step], cut: int, chance: Random) -> tuple[Disk, int]:
    """The disk when the power goes after `cut` steps, and the last acknowledged number."""
    disk = Disk({name: bytearray(content) for name, content in before.items()}, defaultdict(list))
    acknowledged = 0
    for step in done[:cut]:
        if step.kind == "acknowledged":
            acknowledged = step.number
        else:
            disk.take(step)
    disk.lose_power(chance)
    return disk, acknowledged
