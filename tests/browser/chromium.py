"""Where this machine's Chromium is. As a program: says what follows when there is none."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """The browser named by CHROMIUM, else the first one on PATH."""
    candidates = (os.environ.get("CHROMIUM", ""), *NAMES)
    return next((path for name in candidates if name and (path := shutil.which(name))), None)


def main() -> int:
    """Status 1 only where a missing browser may not pass: with CI=true."""
    path = find_chromium()
    if path:
        print(f"Dùng {path}.")
        return 0
    print(
        "Không thấy Chromium nên các bài kiểm thử bằng trình duyệt được bỏ qua. "
        "Để chạy cả các bài đó: apt-get install chromium fonts-liberation2 fonts-noto-core",
        file=sys.stderr,
    )
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
