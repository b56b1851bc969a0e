"""The files of deploy/ run here: TLS, two web processes behind a real proxy, worker and beat."""

from __future__ import annotations

import re
import socket
import time
import warnings

import pytest
from urllib3.exceptions import InsecureRequestWarning

from tests import installation
from tests.post_office import delivering

STALLED = (
    b"POST /check/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\ntext=1"
)
PROXIES = ("Caddyfile", "nginx.conf")


@pytest.fixture(scope="module")
def office():
    with delivering() as office:
        yield office


@pytest.fixture(scope="module")
def firm(office, tmp_path_factory):
    """The firm's machine, with everything but a proxy."""
    with installation.installed(tmp_path_factory.mktemp("firm"), office.url) as firm:
        for name in ("web1", "web2", "worker", "beat"):
            firm.start(name)
        for name in ("web1", "web2"):
            installation.wait_for_line(firm.ports[name])
        yield firm


@pytest.fixture(params=PROXIES)
def proxied(firm, request):
    """The same behind each of the proxies."""
    if request.param == "nginx.conf" and not installation.nginx():
        pytest.skip("nginx is not installed")
    firm.start(request.param)
    firm.wait_for_proxy()
    yield firm
    firm.stop(request.param)


@pytest.fixture(autouse=True)
def _made_up_certificate():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InsecureRequestWarning)
        yield


def test_the_site_is_served_over_tls_and_only_so(proxied):
    session = proxied.session()
    ready = session.get(f"{proxied.url}/readyz")
    assert (ready.status_code, ready.json()["status"]) == (200, "ok"), ready.text
    page = session.get(f"{proxied.url}/")
    assert (page.status_code, "text/html" in page.headers["Content-Type"]) == (200, True)
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    style = re.search(r'href="(/static/[^"]+\.css)"', page.text)[1]
    assert session.get(f"{proxied.url}{style}").status_code == 200
    plain = session.get(f"http://localhost:{proxied.ports['http']}/", allow_redirects=False)
    assert (plain.status_code, plain.headers["Location"][:17]) in [
        (301, "https://localhost"),
        (308, "https://localhost"),
    ]


def test_two_hundred_stalled_lines_hold_nobody_up(proxied):
    session = proxied.session()
    lines = [proxied.line(f"127.0.0.{2 + number // 50}") for number in range(200)]
    try:
        for line in lines:
            line.sendall(STALLED)
        for _time in range(5):
            assert session.get(f"{proxied.url}/states/", timeout=10).status_code == 200
    finally:
        for line in lines:
            line.close()


def test_one_address_may_have_sixty_lines_open_at_nginx(proxied):
    if "nginx.conf" not in proxied.processes:
        pytest.skip("of Caddy it is deploy/nftables.conf that limits them")
    lines = [proxied.line("127.0.0.7") for _number in range(61)]
    try:
        for line in lines:
            line.sendall(STALLED)
        assert lines[-1].recv(100).startswith(b"HTTP/1.1 429")
        assert proxied.session().get(f"{proxied.url}/states/").status_code == 200
    finally:
        for line in lines:
            line.close()


def test_a_page_says_how_much_it_takes_and_the_proxy_lets_it(proxied):
    session = proxied.session()
    token = _token(session.get(f"{proxied.url}/flickr/download/").text)
    answer = session.post(
        f"{proxied.url}/flickr/download/",
        data={"csrfmiddlewaretoken": token},
        files={"download": ("export.zip", b"\0" * (201 << 20))},
        headers={"Referer": proxied.url},
    )
    assert answer.status_code == 413
    assert "200 MB" in answer.text


def _token(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]


def test_without_a_proxy_more_stalled_lines_than_threads_hold_nobody_up(firm):
    address = ("127.0.0.1", firm.ports["web1"])
    lines = [socket.create_connection(address, timeout=30) for _number in range(50)]
    try:
        for line in lines:
            line.sendall(STALLED)
        answer = firm.session().get(f"http://localhost:{address[1]}/healthz", timeout=10)
        assert answer.json() == {"status": "ok"}
    finally:
        for line in lines:
            line.close()


def test_a_web_process_that_is_told_to_stop_ends_what_it_began(firm):
    firm.stop("web2")
    assert firm.session().get(f"http://localhost:{firm.ports['web1']}/healthz").status_code == 200
    firm.start("web2")
    installation.wait_for_line(firm.ports["web2"])


def test_a_code_is_mailed_by_the_worker(proxied, office):
    session = proxied.session()
    email = f"ana-{time.time_ns()}@example.org"
    page = session.get(f"{proxied.url}/account/signup/").text
    assert _token(page)
    answer = session.post(
        f"{proxied.url}/account/signup/",
        data={
            "csrfmiddlewaretoken": _token(page),
            "email": email,
            "name": "Ana Alder",
            "birth_date": "1990-05-04",
        },
        headers={"Referer": f"{proxied.url}/account/signup/"},
    )
    assert answer.status_code == 200
    assert office.code_for(email)


def test_figures_are_at_a_port_of_their_own_and_not_on_the_site(proxied):
    session = proxied.session()
    session.get(f"{proxied.url}/states/")
    port = proxied.ports["metrics"]
    assert "standing_request_seconds" in session.get(f"http://localhost:{port}/metrics").text
    assert session.get(f"{proxied.url}/metrics").status_code == 404
