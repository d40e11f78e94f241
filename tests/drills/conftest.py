"""The drills run only when they are asked for: `pytest -m drill tests/drills`."""

from collections.abc import Iterator

import pytest

from tests.drills.cluster import cluster, lacking
from tests.drills.product import Product

CLIENTS = 16
BUILD = f"from tests.drills import stage; stage.build({CLIENTS})"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "drill: races and faults against the real server; takes minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "drill" in config.option.markexpr:
        return
    drills = [item for item in items if item.get_closest_marker("drill")]
    config.hook.pytest_deselected(items=drills)
    items[:] = [item for item in items if item not in drills]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """DATABASE_URL of each database: empty for SQLite."""
    if request.param == "sqlite":
        yield ""
        return
    if reason := lacking():
        pytest.skip(reason)
    with cluster() as address:
        yield address


@pytest.fixture(scope="session")
def product(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The server with the real data of a first run; two workers, so that they race too."""
    home = tmp_path_factory.mktemp("drill") / "home"
    product = Product(home, WEB_CONCURRENCY="2", DATABASE_URL=database)
    product.start()
    yield product
    product.kill()


@pytest.fixture(scope="session")
def places(product: Product) -> list[int]:
    """The participations of the drill, one for each client."""
    found: list[int] = product.tell(BUILD)
    return found
