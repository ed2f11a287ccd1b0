"""ZIP archives of the public: names of every origin, damage, bombs, passwords."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.archives import folded_name, list_files, read_files, unpack

MOST = 1000


def packed(*files: tuple[str, bytes]) -> bytes:
    """Return an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def gbk(name: str, content: bytes) -> bytes:
    """Return an archive as Windows packs it: the name in GBK, without saying so."""
    raw = name.encode("gb18030")
    placeholder = "x" * len(raw)
    return packed((placeholder, content)).replace(placeholder.encode(), raw)


def test_files_are_listed_without_folders_and_read_in_any_order() -> None:
    payload = packed(("证明/张三 １.JPG", b"one"), ("证明/", b""), ("__MACOSX/._1", b"x"), ("𠮷龘.pdf", b"two"))

    assert list_files(payload) == [["张三1.jpg", 3], ["𠮷龘.pdf", 3]]
    assert unpack(read_files(payload, positions=[1, 0], most=MOST)) == [b"two", b"one"]


def test_names_of_windows_are_understood() -> None:
    assert list_files(gbk("证明材料.pdf", b"x")) == [["证明材料.pdf", 1]]


def test_what_unpacks_to_more_than_allowed_comes_back_empty() -> None:
    payload = packed(("bomb.pdf", b"0" * 1_000_000), ("small.pdf", b"1"))

    assert unpack(read_files(payload, positions=[0, 1], most=MOST)) == [b"", b"1"]


def test_a_damaged_file_comes_back_empty() -> None:
    payload = bytearray(packed(("a.pdf", bytes(range(256)) * 2)))
    payload[60:80] = b"\xff" * 20

    assert unpack(read_files(bytes(payload), positions=[0], most=MOST)) == [b""]


@pytest.mark.parametrize("payload", [b"", b"PK\x03\x04 cut off", b"not an archive at all"])
def test_what_is_no_archive_is_refused(payload: bytes) -> None:
    with pytest.raises(ValueError, match="not_a_zip"):
        list_files(payload)


def test_too_many_files_and_passwords_are_refused() -> None:
    with pytest.raises(ValueError, match="too_many"):
        list_files(packed(*((f"{number}.txt", b"") for number in range(5001))))
    sealed = packed(("a.pdf", b"x"))
    flagged = sealed.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    with pytest.raises(ValueError, match="encrypted"):
        list_files(flagged)


@given(st.text(max_size=60))
def test_folding_a_name_twice_changes_nothing_more(name: str) -> None:
    assert folded_name(folded_name(name)) == folded_name(name)


@given(st.binary(max_size=300))
def test_any_bytes_are_listed_or_refused(payload: bytes) -> None:
    try:
        listed = list_files(payload)
    except ValueError:
        listed = []
    assert listed == []
