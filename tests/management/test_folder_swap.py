"""Restored folders take the place of those that are there, or leave them."""

import errno
from pathlib import Path

import pytest

from forum.management import site_restore
from forum.management.site_backup import BackupError


def test_where_one_folder_cannot_be_put_aside_each_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [(tmp_path / "staged" / name, tmp_path / name) for name in ("media", "private")]
    for staged, root in folders:
        for folder in (staged, root):
            folder.mkdir(parents=True)
            (folder / f"{folder.parent.name == 'staged'}.txt").touch()
    rename = Path.rename

    def refuse_mount(path: Path, target: Path) -> Path:
        if path == tmp_path / "private":
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse_mount)
    sentence = r"private cannot be put aside \(Device or resource busy\); nothing was restored"
    with pytest.raises(BackupError, match=sentence), site_restore.swapped_folders(folders):
        pass
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.txt")) == [
        "media/False.txt", "private/False.txt", "staged/media/True.txt",
        "staged/private/True.txt",
    ]  # fmt: skip


def test_what_is_in_a_mount_moves_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged, root = tmp_path / "staged" / "media", tmp_path / "media"
    for folder in (staged, root):
        (folder / "photos").mkdir(parents=True)
        (folder / "photos" / f"{folder.parent.name == 'staged'}.txt").touch()
    monkeypatch.setattr(Path, "is_mount", lambda path: path == root)
    names = []

    def fail() -> None:
        with site_restore.swapped_folders([(staged, root)]):
            names.extend(path.name for path in root.rglob("*.txt"))
            raise BackupError

    with pytest.raises(BackupError):
        fail()
    names.extend(path.name for path in root.rglob("*.txt"))
    assert names == ["True.txt", "False.txt"]
