# Two commands: `make run` serves, `make test` proves. Both need python3 (3.11 or later, with venv) and make.
PYTHON ?= python3
VENV := .venv
VENV_PYTHON := $(VENV)/bin/python
INSTALL := $(VENV_PYTHON) -m pip install -qq --no-input --disable-pip-version-check --require-hashes
NO_NETWORK := { echo "Không cài được thư viện. Hãy kiểm tra đường mạng rồi chạy lại." >&2; exit 1; }

# Stamps: what has been installed is not installed again until its lock file changes.
RUN_STAMP := $(VENV)/.run-installed
POSTGRES_STAMP := $(VENV)/.postgres-installed
SQLITE_STAMP := $(VENV)/.sqlite-installed
TEST_STAMP := $(VENV)/.test-installed

.PHONY: run test drill
.DELETE_ON_ERROR:
.DEFAULT_GOAL := run

run: $(RUN_STAMP) $(SQLITE_STAMP) $(if $(DATABASE_URL),$(POSTGRES_STAMP))
	@exec $(VENV_PYTHON) -m sangkien.start

$(VENV_PYTHON):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Cần Python 3.11 trở lên. Hãy cài, rồi chỉ đường dẫn, ví dụ: make run PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python này thiếu venv. Trên Debian, Ubuntu hãy chạy: apt-get install python3-venv" >&2; exit 1; }
	@echo "Tạo môi trường Python trong $(VENV)…"
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN_STAMP): requirements.lock | $(VENV_PYTHON)
	@echo "Cài thư viện từ $<…"
	@$(INSTALL) -r $< || $(NO_NETWORK)
	@touch $@

$(POSTGRES_STAMP): requirements-postgres.lock | $(VENV_PYTHON)
	@echo "Cài thư viện PostgreSQL từ $<…"
	@$(INSTALL) -r $< || $(NO_NETWORK)
	@touch $@

# pysqlite3 is never compiled here: without a wheel the system's SQLite serves, more slowly but safely.
$(SQLITE_STAMP): requirements-sqlite.lock | $(RUN_STAMP)
	@$(INSTALL) --only-binary :all: -r $< 2>/dev/null || \
	  echo "Không có bản pysqlite3 cho máy này; dùng SQLite của hệ điều hành, không bật WAL."
	@touch $@

$(TEST_STAMP): requirements-dev.lock | $(VENV_PYTHON)
	@echo "Cài công cụ kiểm tra từ $<…"
	@$(INSTALL) -r $< || $(NO_NETWORK)
	@touch $@

test: $(TEST_STAMP) $(SQLITE_STAMP)
	@echo "▶ Trình bày mã nguồn"
	@$(VENV_PYTHON) -m ruff format --check .
	@echo "▶ Quy tắc mã nguồn"
	@$(VENV_PYTHON) -m ruff check .
	@echo "▶ Kiểu dữ liệu"
	@$(VENV_PYTHON) -m mypy sangkien units tests benchmarks manage.py
	@echo "▶ Mẫu trang"
	@$(VENV_PYTHON) -m djlint --lint templates
	@echo "▶ Tệp chuyển đổi cơ sở dữ liệu"
	@$(VENV_PYTHON) manage.py makemigrations --check --dry-run
	@echo "▶ Cấu hình vận hành thật"
	@.ci/check-production $(VENV_PYTHON)
	@echo "▶ Trình duyệt"
	@$(VENV_PYTHON) -m tests.browser.chromium
	@echo "▶ Bộ kiểm thử"
	@$(VENV_PYTHON) -m pytest -n 2 --dist loadgroup

# Races, sudden ends and faults against the real server, on both databases; takes minutes.
drill: $(TEST_STAMP) $(SQLITE_STAMP)
	@$(VENV_PYTHON) -m pytest -m drill tests/drills
