"""The product's settings on a throw-away database, with the benchmark's two addresses added."""

from sangkien.settings import *  # noqa: F403  # everything that is not named here is as in the product
from sangkien.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks"]
ROOT_URLCONF = "benchmarks.urls"

# On PostgreSQL a database of its own, made and dropped by each run: DATABASE_URL may name the one in use.
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["NAME"] = f"{DATABASES['default']['NAME']}_page_cost"
DATABASES["default"]["TEST"] = {"NAME": DATABASES["default"]["NAME"]}
