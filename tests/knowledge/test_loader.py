"""Loading: whole or not at all, quick from the cache, the clinic's own rows, snapshots of old versions."""

import shutil
from pathlib import Path

import msgspec
import pytest

from intake.domain.errors import BadInput
from intake.knowledge.loader import check, decode, encode, load
from intake.knowledge.model import Knowledge

SOUND = Path(__file__).parent.parent / "broken_knowledge" / "sound"
ADDED_FLAG = """
[[red_flag]]
id = "{id}"
level = "red"
rank = 7
when = "rl_placing:absent"
message = "Ours"
message_vet = "Ours"
first_action = "Call"
source = ["design"]
"""


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def test_the_knowledge_of_the_app_is_sound(folder: Path) -> None:
    assert [str(problem) for problem in check(folder)] == []


def test_the_cache_gives_the_same_knowledge(cache: Path) -> None:
    first = load(SOUND, cache=cache)
    assert [path.suffix for path in cache.iterdir()] == [".msgpack"]
    assert load(SOUND, cache=cache) == first


def test_a_start_from_the_cache_reads_no_row(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(SOUND, cache=cache)
    monkeypatch.setattr("intake.knowledge.loader._read", _never)
    assert load(SOUND, cache=cache).version == "test.1"


def _never(*_arguments: object) -> None:
    raise AssertionError("the files were read although the cache has them")


@pytest.mark.parametrize("content", [b"", b"x", b"\x00" * 400])
def test_a_damaged_cache_is_ignored_and_written_anew(cache: Path, content: bytes) -> None:
    load(SOUND, cache=cache)
    (kept,) = cache.iterdir()
    sound = kept.read_bytes()
    kept.write_bytes(content)
    assert load(SOUND, cache=cache).version == "test.1"
    assert kept.read_bytes() == sound


def test_a_cache_of_other_knowledge_under_this_name_is_ignored(cache: Path, tmp_path: Path) -> None:
    mine = load(SOUND, cache=cache)
    other = tmp_path / "other"
    shutil.copytree(SOUND, other)
    (other / "zz.toml").write_text(ADDED_FLAG.format(id="rf_other"), encoding="utf-8")
    (mine_kept,) = cache.iterdir()
    load(other, cache=cache)
    (other_kept,) = [path for path in cache.iterdir() if path != mine_kept]
    shutil.copy(other_kept, mine_kept)
    assert load(SOUND, cache=cache) == mine


def test_a_cache_that_only_looks_right_is_ignored(cache: Path) -> None:
    import hashlib

    load(SOUND, cache=cache)
    (kept,) = cache.iterdir()
    body = msgspec.msgpack.encode({"version": 1})
    kept.write_bytes(hashlib.sha256(body).digest() + body)
    assert load(SOUND, cache=cache).version == "test.1"


def test_a_cache_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder", encoding="utf-8")
    assert load(SOUND, cache=in_the_way / "cache").version == "test.1"


def test_the_digest_follows_every_byte_and_name(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(SOUND, folder)
    digest = load(folder).digest
    assert digest == load(SOUND).digest
    assert digest.startswith("sha256:")
    assert len(digest) == len("sha256:") + 64
    (folder / "places.toml").rename(folder / "areas.toml")
    assert load(folder).digest != digest


def test_a_folder_without_knowledge_says_so(tmp_path: Path) -> None:
    expected = f"{tmp_path.name}: there are no knowledge files (*.toml) in this folder"
    assert [str(problem) for problem in check(tmp_path)] == [expected]
    with pytest.raises(BadInput, match="there are no knowledge files"):
        load(tmp_path)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "items.toml").mkdir()
    assert "cannot be read" in str(check(tmp_path)[0])


def test_a_snapshot_keeps_everything(knowledge: Knowledge) -> None:
    assert decode(encode(knowledge)) == knowledge


def test_bytes_that_are_no_snapshot_are_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(b"no snapshot")
