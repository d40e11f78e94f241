"""A browser's name in a few words, as people know it, for the list of their sessions."""

BROWSERS = (
    ("coc_coc", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "máy Mac"),
    ("Linux", "Linux"),
)


def browser_name(agent: str) -> str:
    """ "Chrome trên Windows"; what is not known is said so."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "Trình duyệt khác")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return f"{browser} trên {system}" if system else browser
