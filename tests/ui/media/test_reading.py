"""Reading photos and clips: by content, the right way up, frame by frame."""

import random
import struct
import zlib
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from intake.domain.errors import BadInput
from intake.domain.media import Media, MediaKind
from intake.ui.media import films, looking, pictures, stills
from intake.ui.media.exif import taken_at
from tests.ui.media.files import HIGH, WIDE, clip, number_in, numbered, photo

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def _gui(qapp):
    """Pictures are drawn with fonts."""


def look(path):
    return looking.look(path, path.name, BERLIN)


def refusal(path):
    with pytest.raises(BadInput) as refused:
        look(path)
    return str(refused.value)


# Photos


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
def test_a_photo_is_known_by_its_content_whatever_it_is_called(tmp_path, kind):
    seen = look(photo(tmp_path / "IMG.mov", kind=kind))
    assert (seen.kind, seen.width, seen.height, seen.seconds) == (MediaKind.PHOTO, WIDE, HIGH, None)


def test_a_photo_taken_upright_is_shown_upright(tmp_path):
    path = photo(tmp_path / "a.jpg", turned=6)
    seen = look(path)
    assert (seen.width, seen.height) == (HIGH, WIDE)
    assert pictures.read(path, "a.jpg").size() == QSize(HIGH, WIDE)
    assert pictures.read(path, "a.jpg", QSize(60, 80)).size() == QSize(60, 80)


def test_the_time_of_the_camera_is_in_the_clinics_zone(tmp_path):
    seen = look(photo(tmp_path / "a.jpg", taken="2026:11:24 10:31:05"))
    assert seen.taken_at == datetime(2026, 11, 24, 9, 31, 5, tzinfo=UTC)


def test_a_zone_named_by_the_camera_counts():
    texts = b"2026:11:24 10:31:05\0-05:00\0"
    tags = [(0x9003, 20, 44), (0x9011, 7, 64)]
    folder = struct.pack(">H", 2) + b"".join(struct.pack(">HHII", tag, 2, size, at) for tag, size, at in tags)
    block = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">HHHII", 1, 0x8769, 4, 1, 26)
    block = block[:22] + bytes(4) + folder + texts
    block = block.replace(struct.pack(">I", 44), struct.pack(">I", block.index(texts)), 1)
    block = block.replace(struct.pack(">I", 64), struct.pack(">I", block.index(b"-05:00")), 1)
    at = taken_at(b"\xff\xd8Exif\0\0" + block, BERLIN)
    assert at == datetime(2026, 11, 24, 10, 31, 5, tzinfo=timezone(timedelta(hours=-5)))


@pytest.mark.parametrize(
    "block", [b"", b"II*\0", b"XX*\0" + bytes(40), b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff"]
)
def test_a_broken_time_is_no_time(block):
    assert taken_at(b"Exif\0\0" + block, BERLIN) is None


def test_a_nonsense_time_is_no_time(tmp_path):
    assert look(photo(tmp_path / "a.jpg", taken="0000:00:00 00:00:00")).taken_at is None


def test_a_photo_that_breaks_off_is_refused(tmp_path):
    path = photo(tmp_path / "half.png", kind="PNG")
    path.write_bytes(path.read_bytes()[:200])
    assert refusal(path).startswith("half.png is damaged: the picture in it cannot be read. Nothing was added.")


def test_a_small_file_with_a_huge_picture_is_refused_before_it_is_opened(tmp_path):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")
    )
    assert refusal(bomb).startswith("bomb.png has 60000 × 60000 points, more than the 65 million Intake opens.")


def test_a_heic_photo_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "IMG_0001.HEIC"
    path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(500))
    assert "is a HEIC photo, which Intake cannot read. Nothing was added. On an iPhone" in refusal(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.mov", b"Dear vet, this is not a film. " * 99),
        ("page.jpg", b"%PDF-1.4\n" + bytes(99)),
        ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        ("list.mp4", b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n"),
        ("more.mp4", b"ffconcat version 1.0\nfile /etc/hostname\n"),
        ("song.mp3", b"ID3\x03" + bytes(5_000)),
        ("zeros.mp4", bytes(50_000)),
    ],
)
def test_what_is_neither_photo_nor_clip_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name).startswith(f"{name} is neither a photo nor a clip Intake can read.")


# Clips


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mp4", "libx264"), ("a.mov", "libx265"), ("a.avi", "mpeg4"), ("a.webm", "libvpx"), ("a.mkv", "ffv1")],
)
def test_every_frame_of_a_clip_can_be_asked_for_by_its_number(tmp_path, name, codec):
    path = clip(tmp_path / name, 24, codec=codec)
    with films.film_at(path, name) as film:
        assert len(film.times) == 24
        assert film.seconds == pytest.approx(0.8, abs=0.01)
        for number in (23, 0, 12, 11, 5, 22):
            shown = film.frame(number)
            assert (shown.number, number_in(shown.image)) == (number, number)
        assert film.damaged_from is None


def test_frames_of_a_varying_rate_are_exact_in_any_order(tmp_path):
    times, chance = [0], random.Random(7)
    while len(times) < 90:
        times.append(times[-1] + chance.choice((1_500, 1_510, 3_000, 4_500)))
    path = clip(tmp_path / "phone.mp4", 90, times=times)
    with films.film_at(path, "phone.mp4") as film:
        assert film.times == pytest.approx([at / 90_000 for at in times], abs=1e-4)
        orders = [list(range(90)), list(range(89, -1, -1)), chance.sample(range(90), 90)]
        for order in orders:
            film._kept.clear()
            assert [number_in(film.frame(number).image) for number in order] == order
        assert [film.number_at(at) for at in film.times] == list(range(90))


def test_a_clip_is_known_by_its_first_frame(tmp_path):
    seen = look(clip(tmp_path / "a.mp4", 10))
    assert (seen.kind, seen.width, seen.height) == (MediaKind.VIDEO, WIDE, HIGH)
    assert seen.seconds == pytest.approx(1 / 3, abs=0.01)


def test_a_clip_that_breaks_off_shows_what_is_there_and_says_so(tmp_path):
    path = clip(tmp_path / "cut.mp4", 60)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 6 // 10])
    with films.film_at(path, "cut.mp4") as film:
        assert number_in(film.frame(0).image) == 0
        assert film.frame(59) is None or film.frame(59).number < 59
        assert film.damaged_from is not None


def test_noise_in_a_clip_is_passed_over(tmp_path):
    path = clip(tmp_path / "noise.mp4", 60)
    content, chance = bytearray(path.read_bytes()), random.Random(3)
    for place in range(len(content) // 2, len(content) * 3 // 4):
        content[place] = chance.randrange(256)
    path.write_bytes(content)
    with films.film_at(path, "noise.mp4") as film:
        numbers = [shown.number for at in range(0, 60, 6) if (shown := film.frame(at)) is not None]
        assert numbers[0] == 0
        assert film.damaged_from is not None


def test_half_a_clip_without_its_index_is_refused_as_damaged(tmp_path):
    whole = clip(tmp_path / "a.mkv", 10).read_bytes()
    path = tmp_path / "half.mp4"
    path.write_bytes(b"\0\0\0\x18ftypmp42" + whole[:2_000])
    assert refusal(path).startswith("half.mp4 is damaged, or not all of it is there. Nothing was added.")


def test_frames_are_made_no_larger_than_they_are_shown(tmp_path):
    with films.film_at(clip(tmp_path / "a.mp4", 10), "a.mp4") as film:
        assert film.frame(3, QSize(160, 160)).image.size() == QSize(160, 120)
        assert film.frame(3, QSize(9_000, 9_000)).image.size() == QSize(WIDE, HIGH)


# Stills


def _media(path, kind):
    return Media("m", "v", kind, "sha256:x", path.name, 1, WIDE, HIGH, "tess", datetime(2026, 11, 24, tzinfo=UTC))


LABEL = stills.Label("Maple", "24 Nov 2026", "North Street", "Visit 7", "At the bowl", "0:00.20")


def test_a_still_keeps_the_whole_picture_and_has_its_words_under_it(tmp_path):
    path = clip(tmp_path / "a.mp4", 10)
    image = looking.picture_of(path, _media(path, MediaKind.VIDEO), number=6)
    still = stills.burnt(image, LABEL)
    assert still.width() == 480  # wider than the picture, so that the words can be read
    assert still.height() > HIGH + 20
    assert number_in(still.copy(80, 0, WIDE, HIGH)) == 6
    band = still.copy(0, HIGH, still.width(), still.height() - HIGH)
    assert _inked(band) > 200
    assert LABEL.lines == ("Maple · 24 Nov 2026 · North Street", "Visit 7 · 0:00.20 · At the bowl")


def test_a_still_is_labelled_in_any_script(theme):
    theme.load_scripts()
    image = numbered(0, 640, 100)
    for dog in ("Жучка", "كلب", "कुत्ता", "หมา", "小狗", "כלב"):
        named = stills.burnt(image, stills.Label(dog, "", "", ""))
        empty = stills.burnt(image, stills.Label("\N{NO-BREAK SPACE}", "", "", ""))
        assert _inked(named) > _inked(empty) + 8, dog


def test_a_long_caption_is_wrapped_and_nothing_is_cut(theme):
    image = numbered(0, 640, 100)
    long = stills.burnt(image, stills.Label("Maple", "", "", "", "slips " * 80))
    assert long.height() > stills.burnt(image, stills.Label("Maple", "", "", "", "slips")).height() + 60


def test_the_name_of_a_still_has_no_dog_and_no_owner():
    at = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert stills.file_name(1042, at, "0:03.52") == "visit-1042_2026-11-24_0-03.52.png"
    assert stills.file_name(1042, at) == "visit-1042_2026-11-24.png"


def test_a_still_is_written_whole_or_not_at_all(tmp_path):
    image = numbered(0, 64, 64)
    to = stills.write(stills.burnt(image, LABEL), tmp_path / "a.png")
    assert QImage(str(to)).width() == 480
    with pytest.raises(stills.StorageTrouble, match="The photo or clip is safe in the visit"):
        stills.write(image, tmp_path / "gone" / "a.png")
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def _inked(image):
    return sum(
        image.pixelColor(x, y).lightness() > 128
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )
