import socket
from pathlib import Path

import pytest

from tests.sangkien.conftest import Served, get, serving
from tests.sangkien.process import ROOT, environment, run

START = ("-m", "sangkien.start")


def refusal(environ: dict[str, str], *arguments: str) -> str:
    """The one sentence with which a program ends."""
    done = run(environ, *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    return done.stderr.removesuffix("\n")


@pytest.mark.parametrize(
    ("program", "folder", "why"),
    [
        (START, Path("/proc/sangkien"), "đường dẫn không có thật"),
        (START, ROOT / "manage.py", "đó là một tệp, không phải thư mục"),
        (START, ROOT / "manage.py" / "home", "một phần của đường dẫn là tệp, không phải thư mục"),
        (("manage.py", "migrate"), Path("/proc/sangkien"), "đường dẫn không có thật"),
        (("manage.py", "load_programme", "x"), Path("/proc/sangkien"), "đường dẫn không có thật"),
    ],
)
def test_start_names_a_state_folder_that_cannot_be_written(
    program: tuple[str, ...], folder: Path, why: str
) -> None:
    assert refusal(environment(folder), *program) == (
        f"Lỗi: Không ghi được vào thư mục dữ liệu {folder} ({why}). "
        "Hãy cấp quyền ghi, hoặc đặt SANGKIEN_HOME là một thư mục khác."
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"PORT": "tám nghìn"}, "Lỗi: PORT là “tám nghìn”; phải là số nguyên từ 1 đến 65535."),
        (
            {"HOST": "192.168.1.10"},
            "Lỗi: HOST là “192.168.1.10”, nhưng chế độ local chỉ phục vụ chính máy này (127.0.0.1). "
            "Muốn phục vụ máy khác, hãy đặt SANGKIEN_PROFILE=production.",
        ),
        ({"SANGKIEN_PROFILE": "thử"}, "Lỗi: SANGKIEN_PROFILE là “thử”; chỉ nhận “local” hoặc “production”."),
        (
            {"DATABASE_URL": "mysql://127.0.0.1/x"},
            "Lỗi: DATABASE_URL phải chỉ tới một cơ sở dữ liệu PostgreSQL; "
            "dạng đúng: postgres://tên:mật-khẩu@máy:5432/cơ-sở-dữ-liệu.",
        ),
    ],
)
def test_start_names_a_wrong_setting(values: dict[str, str], sentence: str, tmp_path: Path) -> None:
    assert refusal(environment(tmp_path, **values), *START) == sentence


@pytest.mark.parametrize("program", [START, ("manage.py", "migrate")])
def test_start_names_a_database_that_does_not_answer(program: tuple[str, ...], tmp_path: Path) -> None:
    url = "postgres://an:khong-ai-biet@127.0.0.1:1/sangkien"

    sentence = refusal(environment(tmp_path, DATABASE_URL=url), *program)

    assert sentence.startswith("Lỗi: không dùng được cơ sở dữ liệu PostgreSQL “sangkien” ở 127.0.0.1:1 (")
    assert sentence.endswith("Hãy kiểm tra DATABASE_URL, máy chủ và quyền của tài khoản.")
    assert "khong-ai-biet" not in sentence


def test_start_names_a_broken_database_file(tmp_path: Path) -> None:
    (tmp_path / "db.sqlite3").write_text("đây không phải cơ sở dữ liệu\n" * 200)

    sentence = refusal(environment(tmp_path), *START)

    assert sentence.startswith(f"Lỗi: không dùng được tệp cơ sở dữ liệu {tmp_path / 'db.sqlite3'} (")


def test_start_names_a_busy_port_before_it_makes_a_database(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        sentence = refusal(environment(tmp_path, PORT=str(port)), *START)

    assert sentence == (
        f"Lỗi: Cổng {port} đang có chương trình khác dùng. "
        "Hãy tắt chương trình đó, hoặc chọn cổng khác, ví dụ: make run PORT=8001"
    )
    assert not (tmp_path / "db.sqlite3").exists()


@pytest.mark.xdist_group("server")
def test_start_tells_the_address_and_what_to_do_next(server: Served) -> None:
    assert f"Sáng kiến đang chạy ở http://127.0.0.1:{server.port}/\n" in server.printed
    assert "manage.py createsuperuser" in server.printed
    assert str(server.home) in server.printed


@pytest.mark.xdist_group("server")
def test_started_server_shows_the_current_programme_to_everyone(server: Served) -> None:
    status, headers, _ = get(server.port, "/")
    page_status, _, page = get(server.port, headers["Location"])

    assert (status, headers["Location"]) == (302, "/bieu-tong-hop/01-trieu-sang-kien/")
    assert page_status == 200
    assert "LĐLĐ huyện Than Uyên" in page


@pytest.mark.xdist_group("server")
def test_second_start_keeps_everything(server: Served) -> None:
    before = stored(server.home)

    with serving(server.home) as again:
        after = stored(server.home)

    assert after == before
    assert "LĐLĐ huyện Than Uyên" in after[0]
    assert after[2] == 0o600
    assert "Lần chạy đầu" in server.printed
    assert "Lần chạy đầu" not in again.printed


def stored(home: Path) -> tuple[str, str, int]:
    """Every row, the key, and the key's mode."""
    key = home / "secret_key"
    rows = run(environment(home), "manage.py", "dumpdata").stdout
    return rows, key.read_text(), key.stat().st_mode & 0o777


@pytest.mark.xdist_group("server")
def test_state_is_closed_to_other_accounts(server: Served) -> None:
    modes = {path.name: path.stat().st_mode & 0o077 for path in (server.home, *server.home.iterdir())}

    assert set(modes.values()) == {0}
