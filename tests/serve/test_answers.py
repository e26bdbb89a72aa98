"""What the development server answers, and to whom."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.serve import serving as module
from atlas.serve.answering import Hosts, answer, is_own_page
from atlas.serve.board import LOOKED_AT, Board, State
from atlas.serve.outcome import Folder, Outcome
from atlas.serve.page import Shown, segments, with_client
from atlas.serve.serving import Address, NoPort, serving
from tests.serve_rig import PATIENCE, SITE, ask, exchange, page, served, small_site


@pytest.fixture
def board() -> Board:
    return small_site()


@pytest.fixture
def live(board, monkeypatch) -> Iterator[Address]:
    """Where it is served, for a test that posts something else on it."""
    with served(board, monkeypatch) as address:
        yield address


@pytest.fixture(scope="module")
def address() -> Iterator[Address]:
    """Where the small site is served; nobody changes it."""
    with serving(small_site(), "127.0.0.1", 0) as address:
        yield address


# Pages


def test_what_is_still_being_made_is_waited_for_and_nothing_else_is(board, live):
    files = {**SITE, "regions/index.html": page("new").encode()}
    pending = frozenset(SITE.keys() - {"regions/index.html", "assets/a.js"})
    board.post(board.state.after(Outcome(files, "/atlas/", pending=pending)))
    assert "new" in ask(live, "/atlas/regions/").body.decode()
    assert ask(live, "/atlas/assets/a.js").status == 200
    assert ask(live, "/atlas/regions").status == 301
    said = {}

    def look(path: str) -> None:
        answered = ask(live, path)
        said[path] = (answered.status, answered.body.decode())

    paths = ["/atlas/", "/atlas/new/", "/atlas/data/targets.json"]
    asking = [threading.Thread(target=look, args=(path,)) for path in paths]
    for thread in asking:
        thread.start()
    time.sleep(0.3)
    assert said == {}
    whole = {**files, "index.html": page("later").encode(), "new/index.html": page("came").encode()}
    board.post(board.state.after(Outcome(whole, "/atlas/")))
    for thread in asking:
        thread.join(PATIENCE)
    assert {path: status for path, (status, _) in said.items()} == dict.fromkeys(paths, 200)
    assert "later" in said["/atlas/"][1]
    assert "came" in said["/atlas/new/"][1]


def test_a_site_that_was_made_in_part_and_cannot_be_made_whole_is_never_shown_again(board, live):
    whole = board.state.shown
    board.post(
        board.state.after(Outcome({**SITE, "index.html": b"new"}, "/atlas/", pending=frozenset({"404.html"})))
    )
    assert board.state.before is whole
    board.post(board.state.after(Outcome(failure="a template is wrong")))
    assert board.state.failed
    assert board.state.shown is whole
    assert "home" in ask(live, "/atlas/").body.decode()
    assert ask(live, "/atlas/nowhere/").status == 404


def test_a_page_that_never_comes_is_not_waited_for_for_ever(board, live, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    board.post(board.state.after(Outcome(SITE, "/atlas/", pending=frozenset({"index.html"}))))
    assert "home" in ask(live, "/atlas/").body.decode()


def test_the_pages_that_were_asked_for_last_are_wanted(board, live):
    for path in (
        "/atlas/",
        "/atlas/regions/",
        "/atlas/",
        "/atlas/nowhere/",
        "/atlas/assets/a.js",
        "/elsewhere/",
    ):
        ask(live, path)
    assert board.wanted() == ("regions/index.html", "index.html")
    for number in range(LOOKED_AT):
        board.look(f"/atlas/{number}/")
    assert board.wanted() == tuple(f"{number}/index.html" for number in range(LOOKED_AT))
    assert Board().wanted() == ()


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/atlas/", 200, "home"),
        ("/atlas/index.html", 200, "home"),
        ("/atlas/?q=1", 200, "home"),
        ("/atlas/regions/", 200, "regions"),
        ("/atlas/regions/changzhou/?a=/../&b", 200, "常州"),
        ("/atlas/%72egions/", 200, "regions"),
        ("/atlas/404.html", 200, "no such page"),
        ("/atlas/nowhere/", 404, "no such page"),
        ("/atlas/Regions/", 404, "no such page"),
        ("/atlas/regions/index.html/", 404, "no such page"),
        ("/atlas/assets/a.js/", 404, "no such page"),
        ("/atlas/assets/", 404, "no such page"),
        ("/atlas/assets", 404, "no such page"),
        ("/elsewhere/", 404, 'The site stands at another path</h1>\n<p><a href="/atlas/">'),
        ("/atlas-secret/", 404, 'The site stands at another path</h1>\n<p><a href="/atlas/">'),
        ("/atlasregions/", 404, 'The site stands at another path</h1>\n<p><a href="/atlas/">'),
    ],
)
def test_pages_are_answered_as_on_the_public_host(address, path, status, said):
    answered = ask(address, path)
    assert answered.status == status
    assert said in answered.body.decode()


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/atlas/regions", "/atlas/regions/"),
        ("/atlas/regions/changzhou?q=1&r=%E5%B8%B8", "/atlas/regions/changzhou/?q=1&r=%E5%B8%B8"),
        ("/atlas", "/atlas/"),
        ("/", "/atlas/"),
    ],
)
def test_a_folder_without_its_slash_is_redirected_within_this_server(address, path, location):
    answered = ask(address, path)
    assert answered.status == 301
    assert answered.headers["Location"] == location
    assert answered.headers["Cache-Control"] == "no-store"  # or the browser would redirect for ever


@pytest.mark.parametrize(
    "path", ["//example.org/atlas", "//example.org/..", "/\\example.org", "/atlas/regions%0d%0aX:1"]
)
def test_no_redirect_leads_elsewhere(address, path):
    answered = ask(address, path)
    assert answered.status == 404
    assert "Location" not in answered.headers


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("assets/site.1111111111.css", "text/css; charset=utf-8"),
        ("assets/a.js", "text/javascript; charset=utf-8"),
        ("data/targets.json", "application/json"),
        ("data/targets.csv", "text/csv; charset=utf-8"),
    ],
)
def test_every_answer_says_what_it_is_and_is_never_kept(address, path, kind):
    answered = ask(address, f"/atlas/{path}")
    assert answered.headers["Content-Type"] == kind
    assert answered.headers["Cache-Control"] == "no-store"
    assert answered.headers["X-Content-Type-Options"] == "nosniff"
    assert answered.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answered.headers


def test_only_pages_get_the_client_and_the_site_itself_has_nothing_of_it(address):
    home = ask(address, "/atlas/").body
    assert home.replace(with_client(b"", Shown(SITE, "/atlas/").looks("/atlas/")), b"") == SITE["index.html"]
    assert home.count(b"/__atlas/client.js") == 1
    assert home.index(b"/__atlas/client.js") < home.index(b"</head>")
    assert b"client.js" in ask(address, "/atlas/nowhere").body
    for name in ("assets/site.1111111111.css", "assets/a.js", "data/targets.json", "data/targets.csv"):
        assert ask(address, f"/atlas/{name}").body == SITE[name]
    assert not any(b"__atlas" in content for content in SITE.values())


def test_the_client_comes_from_the_server_and_loads_nothing_else(address):
    script, style = (ask(address, f"/__atlas/client.{kind}") for kind in ("js", "css"))
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert style.headers["Content-Type"].startswith("text/css")
    assert b"http" not in script.body + style.body
    assert b"innerHTML" not in script.body
    assert ask(address, "/__atlas/answering.py").status == 404
    assert ask(address, "/__atlas/../build.py").status == 404


def test_head_says_the_same_without_the_body(address):
    for path in ("/atlas/", "/atlas/assets/a.js", "/atlas/nowhere", "/atlas/regions"):
        get, head = ask(address, path), ask(address, path, "HEAD")
        assert head.status == get.status
        assert head.body == b""
        assert head.headers["Content-Length"] == str(len(get.body))
    assert (
        ask(address, "/__atlas/events?path=/", "HEAD").headers["Content-Type"].startswith("text/event-stream")
    )


def test_at_the_root_of_a_host_the_same_holds():
    board = Board()
    board.post(State().after(Outcome(SITE, "/")))
    with serving(board, "127.0.0.1", 0) as address:
        assert ask(address, "/").status == 200
        assert ask(address, "/regions").headers["Location"] == "/regions/"
        assert ask(address, "/nowhere").status == 404


def test_a_page_that_was_opened_before_a_build_still_gets_its_old_assets_but_nothing_else(board, live):
    new = {"index.html": page("new", style="2").encode(), "assets/site.2222222222.css": b""}
    board.post(board.state.after(Outcome(new, "/atlas/")))
    assert ask(live, "/atlas/assets/site.1111111111.css").status == 200
    assert ask(live, "/atlas/assets/site.2222222222.css").status == 200
    assert ask(live, "/atlas/regions/").status == 404
    assert ask(live, "/atlas/data/targets.json").status == 404


# What is no part of the site


def publish(where: Path) -> Folder:
    """A published folder with secrets beside it and links in it."""
    site = where / "_site"
    for name, content in SITE.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    (site / ".marker").write_text("x")
    (where / "_site-secret").mkdir()
    for secret in (where / "secret.txt", where / "_site-secret" / "a.txt"):
        secret.write_text("SECRET")
    (site / "link.txt").symlink_to(where / "secret.txt")
    (site / "linked").symlink_to(where / "_site-secret")
    return Folder.of(site, without=".marker")


@pytest.fixture(scope="module")
def beside_secrets(tmp_path_factory) -> Iterator[Address]:
    """Where such a folder is served."""
    board = Board()
    board.post(State().after(Outcome(publish(tmp_path_factory.mktemp("published")), "/atlas/")))
    with serving(board, "127.0.0.1", 0) as address:
        yield address


OUTSIDE = [
    "../secret.txt",
    "../_site-secret/a.txt",
    "%2e%2e/secret.txt",
    "%2E%2E/%2e%2e/etc/passwd",
    "..%2fsecret.txt",
    "..%2Fsecret.txt",
    "%2e%2e%2fsecret.txt",
    "..%5csecret.txt",
    "..\\secret.txt",
    "regions/../../secret.txt",
    "regions/..%2f..%2fsecret.txt",
    "regions%2findex.html",
    "%252e%252e/secret.txt",
    "/etc/passwd",
    "%2fetc/passwd",
    "//etc/passwd",
    "C:/Windows/win.ini",
    "file:///etc/passwd",
    "link.txt",
    "linked/a.txt",
    "linked/",
    ".marker",
    "index.html%00.txt",
    "%00",
    "index.html%0a",
    "index.html\x7f",
    "./index.html",
    "regions//index.html",
    "index.html.",
    "INDEX.HTML",
    "%c0%ae%c0%ae/secret.txt",
    "%ff",
    "~root/.profile",
    "index.html;a",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_but_what_was_built_is_served(beside_secrets, path):
    for prefix in (b"GET /atlas/", b"GET /", b"GET "):
        raw = exchange(beside_secrets, prefix + path.encode() + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        status = raw.split(b" ", 2)[1]
        assert status in {b"404", b"400"} or (prefix, status) == (b"GET /", b"301"), raw
        assert b"SECRET" not in raw
        assert b"root:" not in raw


@given(st.text(max_size=40))
def test_no_address_whatsoever_leads_out_of_the_site(text):
    shown = Shown(SITE, "/atlas/")
    for path in (text, f"/atlas/{text}", f"/atlas/../{text}", f"/{text}"):
        answered = answer(path, text, State(shown=shown), "en")
        assert answered.status in {200, 301, 404}
        if answered.status == 200:
            assert shown.name(path) in SITE
        if answered.status == 301:
            assert answered.location.startswith("/atlas/")
            assert answered.location.isprintable()


@given(st.text(max_size=30))
def test_a_decoded_part_is_always_a_plain_name(text):
    for part in segments(text) or []:
        assert part not in {".", ".."}
        assert not set(part) & set("/\\\0\r\n")


def test_a_file_that_is_replaced_by_a_link_or_goes_is_no_longer_served(tmp_path):
    folder = publish(tmp_path)
    assert folder["index.html"] == SITE["index.html"]
    assert set(folder) == set(SITE)
    (folder.path / "index.html").unlink()
    with pytest.raises(KeyError):
        folder["index.html"]
    (folder.path / "index.html").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(KeyError):
        folder["index.html"]
    (folder.path / "regions").rename(tmp_path / "away")
    (folder.path / "regions").symlink_to(tmp_path / "away")
    with pytest.raises(KeyError):
        folder["regions/index.html"]
    assert folder.get("../secret.txt") is None


# To whom


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 301),
        ("LOCALHOST:8000", 301),
        ("127.0.0.1:1", 301),
        ("[::1]:8000", 301),
        ("example.org", 403),
        ("example.org:8000", 403),
        ("localhost.example.org", 403),
        ("localhost:8000.example.org", 403),
        ("127.0.0.1.example.org", 403),
        ("user@localhost", 403),
        ("192.168.0.7", 403),
        ("localhost, example.org", 403),
        ("localhost:", 403),
        ("", 403),
    ],
)
def test_it_answers_to_its_own_names_only(address, host, status):
    """Another site could give its own name the address 127.0.0.1 (DNS rebinding)."""
    assert ask(address, "/", Host=host).status == status
    for path in ("/__atlas/client.js", "/__atlas/events?path=/"):
        if status == 403:
            assert ask(address, path, Host=host).status == 403


@pytest.mark.parametrize(
    "request_", [b"GET / HTTP/1.0\r\n\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.org\r\n\r\n"]
)  # fmt: skip
def test_a_request_without_a_name_or_with_two_is_refused(address, request_):
    assert b" 403 " in exchange(address, request_)


def test_a_request_of_the_oldest_kind_which_has_no_name_is_refused(address):
    assert exchange(address, b"GET /atlas/\r\n\r\n") == b"This server answers to localhost only.\n"


def test_a_name_given_on_the_command_line_is_one_of_its_own():
    assert Hosts("192.168.0.7").allow("192.168.0.7:8000")
    assert Hosts("fe80::1").allow("[fe80::1]:8000")
    assert not Hosts("192.168.0.7").allow("192.168.0.8")
    assert not Hosts("127.0.0.1").allow("10.0.0.1")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])  # noqa: S104
def test_bound_to_all_addresses_it_answers_to_numbers_which_no_site_can_call_its_own(host):
    hosts = Hosts(host)
    assert hosts.allow("10.0.0.1:8000")
    assert hosts.allow("[fe80::1]")
    assert hosts.allow("localhost")
    assert not hosts.allow("example.org")
    assert not hosts.allow("10.0.0.1.example.org")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec_Fetch_Site": "same-origin"}, 200),
        ({"Origin": "http://localhost:1", "Host": "localhost:1"}, 200),
        ({"Origin": "http://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:2", "Host": "localhost:1"}, 403),
        ({"Origin": "http://localhost.example.org", "Host": "localhost"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
    ],
)
def test_what_is_wrong_is_told_to_its_own_pages_only(address, headers, status):
    for path in ("/__atlas/events?path=/", "/__atlas/client.js"):
        answered = ask(address, path, "HEAD", **headers)
        assert answered.status == status
        assert "Access-Control-Allow-Origin" not in answered.headers


def test_an_origin_must_be_this_very_server():
    assert is_own_page(None, None, "localhost:8000")
    assert is_own_page("https://localhost:8000", "same-origin", "localhost:8000")
    assert not is_own_page("http://localhost", None, "localhost:8000")


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"]
)
def test_it_is_for_reading_only(address, method):
    answered = ask(address, "/atlas/", method)
    assert answered.status == 405
    assert answered.headers["Allow"] == "GET, HEAD"
    assert answered.headers["Connection"] == "close"


def test_what_follows_a_request_is_never_taken_for_another(address):
    hidden = b"GET /atlas/regions/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    length = f"Content-Length: {len(hidden)}\r\n".encode()
    for method, more in ((b"GET", length), (b"POST", length), (b"GET", b"Transfer-Encoding: chunked\r\n")):
        raw = exchange(
            address, method + b" /atlas/ HTTP/1.1\r\nHost: localhost\r\n" + more + b"\r\n" + hidden
        )
        assert raw.count(b"HTTP/1.1 ") == 1
        assert b"regions</h1>" not in raw


def test_one_connection_serves_many_requests(address):
    connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=10)
    for path in ("/atlas/", "/atlas/nowhere", "/atlas/regions"):
        connection.request("GET", path)
        connection.getresponse().read()
        assert connection.sock is not None
    connection.close()


@pytest.mark.parametrize(
    "garbage",
    [b"\r\n\r\n", b"\x16\x03\x01\x02", b"GET\r\n\r\n", b"GET / HTTP/9\r\n\r\n", b"GET " + b"a" * 70000, b""],
)
def test_garbage_does_not_end_it(address, garbage, capfd):
    exchange(address, garbage)
    assert ask(address, "/atlas/").status == 200
    assert "Traceback" not in capfd.readouterr().err


# Ports


def test_a_port_that_is_taken_is_passed_over(board):
    with serving(board, "127.0.0.1", 0) as first:
        with serving(Board(), "127.0.0.1", first.port) as second:
            assert first.port < second.port < first.port + module.TRIES
            assert ask(second, "/").status == 503
        assert ask(first, "/atlas/").status == 200


def test_a_port_is_free_again_at_once(board):
    with serving(board, "127.0.0.1", 0) as first:
        assert ask(first, "/atlas/").status == 200
    with serving(board, "127.0.0.1", first.port) as second:
        assert second.port == first.port


def test_where_it_cannot_listen_it_says_so(board, monkeypatch):
    monkeypatch.setattr(module, "TRIES", 1)
    with (
        serving(board, "127.0.0.1", 0) as first,
        pytest.raises(NoPort, match=f"{first.port}.*--port"),
        serving(board, "127.0.0.1", first.port),
    ):
        pass
    with pytest.raises(NoPort, match=r"203\.0\.113\.1"), serving(board, "203.0.113.1", 0):
        pass
    with pytest.raises(NoPort, match="70000"), serving(board, "127.0.0.1", 70000):
        pass


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1:1"), ("::1", "http://[::1]:1"), ("0.0.0.0", "http://127.0.0.1:1")],  # noqa: S104
)
def test_the_address_to_open_is_one_that_a_browser_reaches(host, url):
    assert Address(host, 1).url == url
