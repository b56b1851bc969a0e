"""A stand-in for Flickr's sign-in that speaks its protocol: OAuth 1.0a with HMAC-SHA1 (RFC 5849),
three steps, then two calls of its API. Written from Flickr's published description ("User
Authentication", "flickr.test.login", "flickr.people.getInfo"); every request's signature, time and
nonce are checked, as Flickr checks them.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from oauthlib.oauth1.rfc5849 import signature

KEY, SECRET = "made-up-key", "made-up-secret"


@dataclass
class Flickr:
    """The server's state.

    `nsid`: who is signed in at Flickr and agrees; `mood`: "well", "down" or "nonsense".
    """

    url: str = ""
    nsid: str = "12345678@N99"
    mood: str = "well"
    agrees: bool = True
    tokens: dict[str, str] = field(default_factory=dict)  # token -> its secret
    callbacks: dict[str, str] = field(default_factory=dict)  # request token -> where to go back
    verifiers: dict[str, str] = field(default_factory=dict)
    nonces: set[tuple[str, str]] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def is_signed(self, method: str, url: str, header: str) -> dict[str, str]:
        """The OAuth parameters of a request.

        Raises ValueError for a signature that is not right.
        """
        parts = urlsplit(url)
        params = signature.collect_parameters(
            uri_query=parts.query, headers={"Authorization": header}, exclude_oauth_signature=False
        )
        oauth = dict(params)
        token_secret = self.tokens.get(oauth.get("oauth_token", ""), "")
        base = signature.signature_base_string(
            method,
            signature.base_string_uri(url),
            signature.normalize_parameters(
                [(name, value) for name, value in params if name != "oauth_signature"]
            ),
        )
        right = signature.sign_hmac_sha1_with_client(base, _Client(SECRET, token_secret))
        nonce = (oauth["oauth_timestamp"], oauth["oauth_nonce"])
        if oauth["oauth_consumer_key"] != KEY or oauth["oauth_signature"] != right:
            raise ValueError("oauth_problem=signature_invalid")
        if abs(time.time() - int(nonce[0])) > 600 or nonce in self.nonces:
            raise ValueError("oauth_problem=nonce_used")
        self.nonces.add(nonce)
        return oauth


@dataclass
class _Client:
    client_secret: str
    resource_owner_secret: str


def handler(flickr: Flickr) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None:
            pass

        def answer(
            self, body: str, status: int = 200, kind: str = "text/plain", **headers: str
        ) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": kind, **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def do_GET(self) -> None:
            self.handle_any("GET")

        def do_POST(self) -> None:
            self.handle_any("POST")

        def handle_any(self, method: str) -> None:
            path = urlsplit(self.path).path
            flickr.asked.append(path)
            if flickr.mood == "down":
                return self.answer("", 503)
            if flickr.mood == "nonsense":
                return self.answer("<html>maintenance</html>")
            if path == "/services/oauth/authorize":
                return self.authorize()
            try:
                url = flickr.url + self.path
                oauth = flickr.is_signed(method, url, self.headers["Authorization"])
                steps = {
                    "/services/oauth/request_token": self.request_token,
                    "/services/oauth/access_token": self.access_token,
                    "/services/rest": self.rest,
                }
                steps[path](oauth)
            except (ValueError, KeyError) as error:
                self.answer(str(error), 401)

        def request_token(self, oauth: dict[str, str]) -> None:
            token, secret = secrets.token_hex(8), secrets.token_hex(8)
            flickr.tokens[token], flickr.callbacks[token] = secret, oauth["oauth_callback"]
            said = {
                "oauth_callback_confirmed": "true",
                "oauth_token": token,
                "oauth_token_secret": secret,
            }
            self.answer(urlencode(said))

        def authorize(self) -> None:
            """A person who agrees, or does not, at once."""
            asked = parse_qs(urlsplit(self.path).query)
            token = asked["oauth_token"][0]
            if asked["perms"] != ["read"]:
                return self.answer("more than reading was asked", 400)
            flickr.verifiers[token] = secrets.token_hex(4)
            said = {"oauth_token": token, "oauth_verifier": flickr.verifiers[token]}
            said = said if flickr.agrees else {"denied": token}
            self.answer("", 302, Location=f"{flickr.callbacks[token]}?{urlencode(said)}")

        def access_token(self, oauth: dict[str, str]) -> None:
            given = dict(parse_qsl(urlsplit(self.path).query)).get("oauth_verifier") or oauth.get(
                "oauth_verifier"
            )
            if given != flickr.verifiers.pop(oauth["oauth_token"]):
                raise ValueError("oauth_problem=verifier_invalid")
            token, secret = secrets.token_hex(8), secrets.token_hex(8)
            flickr.tokens[token] = secret
            said = {"fullname": "Made Up", "oauth_token": token, "oauth_token_secret": secret}
            self.answer(urlencode(said | {"user_nsid": flickr.nsid, "username": "Made Up"}))

        def rest(self, oauth: dict[str, str]) -> None:
            asked = dict(parse_qsl(urlsplit(self.path).query))
            name = {"_content": "Made Up"}
            if asked["method"] == "flickr.test.login":
                said = {"user": {"id": flickr.nsid, "username": name}, "stat": "ok"}
            elif asked["method"] == "flickr.people.getInfo" and asked["user_id"] == flickr.nsid:
                person = {
                    "id": flickr.nsid,
                    "nsid": flickr.nsid,
                    "username": name,
                    "realname": name,
                }
                person["profileurl"] = {"_content": f"https://www.flickr.com/people/{flickr.nsid}/"}
                said = {"person": person, "stat": "ok"}
            else:
                said = {"stat": "fail", "code": 112, "message": "Method not found"}
            self.answer(json.dumps(said), kind="application/json")

    return Handler


@contextlib.contextmanager
def running() -> Iterator[Flickr]:
    """Flickr on this machine, until the end of the block."""
    flickr = Flickr()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(flickr))
    flickr.url = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield flickr
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
