"""Reading clips frame by frame; only ever in one worker thread at a time, and never the GUI's."""

from __future__ import annotations

import bisect
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import TypeAlias

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QTransform

from intake.domain.errors import BadInput, Problem
from intake.domain.media import MediaKind, Seen

_KINDS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,asf,flv,ogg"
# No playlist and no address inside a file makes us open another: nothing goes out, and nothing else is read.
_CLOSED = {"protocol_whitelist": "", "format_whitelist": _KINDS}
_MOST_PIXELS = 65_000_000
_KEPT_BYTES = 160_000_000
_KEPT_BEHIND = 10  # frames before the one asked for that are kept too: stepping back is then at once
OnDamage: TypeAlias = "Callable[[Packet[VideoStream]], None]"
_FIRST_YEAR = 2000  # cameras without a clock say 1904 or 1970


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a clip; `number` counts from 0."""

    number: int
    seconds: float
    image: QImage


class Film:
    """The frames of a clip by their number, exactly, whatever the rate; times count from the first frame.

    Raises:
        BadInput: there is no clip in the file.
    """

    def __init__(self, path: Path, name: str) -> None:
        self._file, self._name = path.open("rb"), name
        try:
            self._container, self._stream = _opened(self._file, name)
            self._pts, self._keys = self._indexed()
        except BaseException:
            self._file.close()
            raise
        base = float(self._stream.time_base or 0)
        self.times = tuple((pts - self._pts[0]) * base for pts in self._pts)
        self._numbers = {pts: number for number, pts in enumerate(self._pts)}
        self._kept: OrderedDict[tuple[int, int, int], Frame] = OrderedDict()
        self._frames: Iterator[tuple[int, VideoFrame]] = iter(())
        self._at = -2 * _KEPT_BEHIND  # the frame decoded last: none yet
        self.damaged_from: float | None = None  # where reading first failed
        if self._stream.frames > len(self._pts):
            self.damaged_from = self.times[-1]

    @property
    def seconds(self) -> float:
        """How long the clip is."""
        steps = [after - before for before, after in zip(self.times, self.times[1:], strict=False)]
        return self.times[-1] + (median(steps) if steps else 0.0)

    @property
    def taken_at(self) -> datetime | None:
        """When it was filmed, as the camera says."""
        told = self._container.metadata
        for words in (told.get("com.apple.quicktime.creationdate"), told.get("creation_time")):
            with suppress(TypeError, ValueError):  # not said, or in words of its own
                at = datetime.fromisoformat(words)  # type: ignore[arg-type]
                if at.tzinfo is not None and at.year >= _FIRST_YEAR:
                    return at
        return None

    def number_at(self, seconds: float) -> int:
        """The frame on the screen at a moment."""
        return max(bisect.bisect_right(self.times, seconds + 1e-6) - 1, 0)

    def frame(self, number: int, most: QSize | None = None) -> Frame | None:
        """A frame no larger than `most`; where it is damaged, the next that can be read, or None behind the last."""
        number = min(max(number, 0), len(self._pts) - 1)
        room = (number, most.width(), most.height()) if most is not None else (number, 0, 0)
        if room in self._kept:
            return self._kept[room]
        if not self._at < number <= self._at + _KEPT_BEHIND:
            self._go_before(number)
        for at, decoded in self._frames:
            self._at = at
            if at > number - _KEPT_BEHIND:
                made = Frame(at, self.times[at], _image(decoded, most))
                self._keep((at, *room[1:]), made)
                if at >= number:
                    return made
        return None

    def close(self) -> None:
        """Let go of the file."""
        self._frames = iter(())
        self._container.close()
        self._file.close()

    # Parts

    def _indexed(self) -> tuple[list[int], list[int]]:
        """When every frame is shown, and which of them can be begun with; read without decoding."""
        found: list[tuple[int, bool]] = []
        has_all = True
        with suppress(FFmpegError):  # what was read until then can be shown
            for packet in self._container.demux(self._stream):
                if packet.size and not packet.is_discard:
                    has_all = has_all and packet.pts is not None
                    found.append((packet.pts or 0, packet.is_keyframe))
        if not has_all:
            found = self._decoded_index()
        if not found:
            raise _no_film(self._name)
        return sorted({pts for pts, _ in found}), sorted(pts for pts, is_key in found if is_key)

    def _decoded_index(self) -> list[tuple[int, bool]]:
        """For kinds of files that do not say when a frame is shown: every frame is decoded once."""
        self._container.seek(0)
        return [
            (frame.pts, frame.key_frame) for frame in _decoded(self._container, self._stream) if frame.pts is not None
        ]

    def _go_before(self, number: int) -> None:
        """Decode from a frame that can be begun with, at or before `number`."""
        wanted = self._pts[number]
        before = bisect.bisect_right(self._keys, wanted)
        # Some files seek by the order of decoding and land too late; then one goes further back.
        for pts in [*reversed(self._keys[max(before - 3, 0) : before]), self._pts[0]]:
            with suppress(FFmpegError):
                self._container.seek(pts, stream=self._stream, backward=True)
            if self._begin(number):
                return
        with suppress(FFmpegError):
            self._container.seek(0)
        self._begin(number)

    def _begin(self, number: int) -> bool:
        frames = self._numbered()
        first = next(frames, None)
        self._at = first[0] - 1 if first is not None else len(self._pts)
        self._frames = _with_first(first, frames)
        return first is not None and first[0] <= number

    def _numbered(self) -> Iterator[tuple[int, VideoFrame]]:
        for frame in _decoded(self._container, self._stream, self._on_damage):
            if frame.pts is not None:
                known = self._numbers.get(frame.pts)
                yield (known if known is not None else max(bisect.bisect_right(self._pts, frame.pts) - 1, 0)), frame

    def _on_damage(self, packet: Packet[VideoStream]) -> None:
        at = self.times[max(bisect.bisect_right(self._pts, packet.pts or 0) - 1, 0)]
        self.damaged_from = at if self.damaged_from is None else min(at, self.damaged_from)

    def _keep(self, key: tuple[int, int, int], frame: Frame) -> None:
        self._kept[key] = frame
        while sum(one.image.sizeInBytes() for one in self._kept.values()) > _KEPT_BYTES and len(self._kept) > 1:
            self._kept.popitem(last=False)


@contextmanager
def film_at(path: Path, name: str) -> Iterator[Film]:
    """A film for as long as the block lasts."""
    film = Film(path, name)
    try:
        yield film
    finally:
        film.close()


def look(path: Path, name: str) -> Seen:
    """What a clip shows, after its first frame was decoded.

    Raises:
        BadInput: it is no clip, is damaged from the start, or has too large a picture.
    """
    with film_at(path, name) as film:
        first = film.frame(0)
        if first is None:
            raise BadInput((Problem("", f"{name} is damaged: no picture in it can be read. Nothing was added."),))
        size = first.image.size()
        return Seen(MediaKind.VIDEO, size.width(), size.height(), film.seconds, film.taken_at)


def _opened(file: object, name: str) -> tuple[InputContainer, VideoStream]:
    try:
        container = av.open(file, mode="r", options=_CLOSED, container_options=_CLOSED, metadata_errors="ignore")
    except (FFmpegError, ValueError, UnicodeDecodeError) as error:
        raise _no_film(name) from error
    stream = next((one for one in container.streams.video if not one.disposition & one.disposition.attached_pic), None)
    if stream is None or stream.codec_context is None:
        container.close()
        raise _no_film(name)
    if stream.width * stream.height > _MOST_PIXELS:
        container.close()
        raise BadInput((Problem("", f"{name} has pictures too large to open ({stream.width} × {stream.height})."),))
    stream.thread_type = "AUTO"
    return container, stream


def _no_film(name: str) -> BadInput:
    words = f"{name} is neither a photo nor a clip Intake can read. Nothing was added. Send it again as JPEG or MP4."
    return BadInput((Problem("", words),))


def _decoded(container: InputContainer, stream: VideoStream, on_damage: OnDamage | None = None) -> Iterator[VideoFrame]:
    """Every frame from here on that can be decoded; what cannot is passed over."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except FFmpegError:
            return
        if packet is None:
            return
        try:
            yield from packet.decode()
        except FFmpegError:
            if on_damage is not None:
                on_damage(packet)


def _with_first(
    first: tuple[int, VideoFrame] | None, rest: Iterator[tuple[int, VideoFrame]]
) -> Iterator[tuple[int, VideoFrame]]:
    if first is not None:
        yield first
    yield from rest


def _image(frame: VideoFrame, most: QSize | None) -> QImage:
    """The frame the right way up, with square points."""
    turn = -round(frame.rotation / 90) * 90 % 360
    size = QSize(frame.width, frame.height)
    if most is not None:
        room = most.transposed() if turn in (90, 270) else most
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(2, 2))
    plain = frame.reformat(width=size.width(), height=size.height(), format="bgra")
    plane = plain.planes[0]
    image = QImage(bytes(plane), plain.width, plain.height, plane.line_size, QImage.Format.Format_RGB32).copy()
    return image.transformed(QTransform().rotate(turn)) if turn else image
