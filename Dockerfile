# Installs the locked dependencies in one stage, carries only them and the program into the other.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements-postgres.lock requirements-sqlite.lock ./
RUN python -m venv .venv \
    && .venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements-postgres.lock \
    && (.venv/bin/python -m pip install --no-cache-dir --require-hashes --only-binary :all: \
        -r requirements-sqlite.lock || echo "No wheel of pysqlite3 here; the system's SQLite serves, without WAL.")

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SANGKIEN_PROFILE=production \
    SANGKIEN_HOME=/var/lib/sangkien \
    HOST=0.0.0.0 \
    PORT=8000
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin sangkien \
    && install -d -o sangkien -g sangkien -m 0700 /var/lib/sangkien
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY manage.py pyproject.toml ./
COPY sangkien sangkien
COPY units units
COPY templates templates
COPY static static
COPY fixtures fixtures
USER sangkien
VOLUME /var/lib/sangkien
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD [".venv/bin/python", "-m", "sangkien.probe"]
CMD [".venv/bin/python", "-m", "sangkien.start"]
