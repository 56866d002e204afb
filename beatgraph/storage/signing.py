"""Signed addresses for files that this server hands out itself."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs a method, a key and an expiry (Unix seconds) together: changing any of them voids the signature."""

    secret: str = field(repr=False)
    public_url: str

    def url(self, key: str, method: str, exp: int) -> str:
        return f"{self.public_url.rstrip('/')}/media/{quote(key)}?exp={exp}&sig={self._sign(key, method, exp)}"

    def verify(self, key: str, method: str, exp: int, sig: str, now: datetime) -> bool:
        """Compare in constant time. Who may GET may also ask with HEAD, as players do before they play."""
        signed = self._sign(key, "GET" if method == "HEAD" else method, exp)
        genuine = hmac.compare_digest(signed.encode(), sig.encode(errors="surrogatepass"))
        return genuine and now.timestamp() < exp

    def _sign(self, key: str, method: str, exp: int) -> str:
        # The leading words keep these signatures apart from everything else that this secret signs.
        message = f"beatgraph media\n{method}\n{exp}\n{key}".encode(errors="surrogatepass")
        digest = hmac.digest(self.secret.encode(), message, hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
