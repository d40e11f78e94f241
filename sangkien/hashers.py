"""How passwords are kept: Argon2id with the cost that OWASP ASVS 5 (appendix C) names for few cores."""

import unicodedata

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """46 MiB, one pass, one lane: about 60 ms, and 16 simultaneous sign-ins fit into 1 GiB.

    Hashes with other parameters are accepted and made anew at the next sign-in. Passwords are brought
    to Unicode NFC first, the one change ever made to them: the same Vietnamese letter is one code
    point from Windows and Android and may be two from macOS.
    """

    time_cost = 1
    memory_cost = 47_104  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        return super().encode(unicodedata.normalize("NFC", password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        return super().verify(unicodedata.normalize("NFC", password), encoded)
