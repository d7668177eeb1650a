"""Pages from addresses: what is polite, what is refused, and what a server may do to us."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
import ssl
import subprocess
from dataclasses import dataclass, field, replace
from email.utils import formatdate

import pytest

from detente.errors import SourceError
from detente.pages import read_pages
from detente.pages.addresses import AddressError, normal_address
from detente.pages.fetch import fetch_pages, settle
from detente.pages.fetching import Fetching
from detente.pages.hosts import is_public
from detente.pages.outcome import GivenUp, Moved, outcome_of
from detente.pages.wire import USER_AGENT, Answer, Limits, Wire
from detente.records import Page, Rejected
from web_server import (
    Reply,
    Site,
    article,
    cut_short,
    drip,
    drip_headers,
    endless,
    feed,
    huge_headers,
    no_http,
    packed,
    reset,
    serving,
)

START = 1_752_494_400.0  # 2025-07-14T12:00:00Z
PATIENT = Limits(connect=30.0, read=60.0, total=60.0)  # a busy machine is no fault of the server
HASTY = Limits(connect=1.0, read=1.0, total=1.0)


@dataclass
class Time:
    """A clock that only sleeping moves on."""

    now: float = START
    slept: list[float] = field(default_factory=list)

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def site():
    with serving(Site()) as one:
        yield one


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def fetching(time):
    return Fetching(
        allow_private=True, limits=PATIENT, clock=time.clock, sleep=time.sleep, chance=lambda: 1.0, pace=1.0
    )


def fetch(site, fetching, *paths):
    return list(fetch_pages([site.url(path) for path in paths], fetching))


def reasons(found):
    return [one.reason for one in found if isinstance(one, Rejected)]


def test_a_page_comes_with_where_and_when(site, fetching):
    site.replies["/a"] = Reply(article("Talks resume"), headers={"Set-Cookie": "id=7"})
    (page,) = fetch(site, fetching, "/a?utm_source=mail#top")
    assert isinstance(page, Page)
    assert b"Talks resume" in page.content
    assert (page.kind, page.location, page.url) == ("html", site.url("/a"), site.url("/a"))
    assert (page.retrieved, page.retrieved_from) == ("2025-07-14T12:00:01Z", "fetched")
    asked = dict(site.log)["/a"]
    assert asked["user-agent"] == USER_AGENT
    assert USER_AGENT.startswith("Detente/")
    assert not {"cookie", "authorization", "referer"} & set(asked)


def test_cookies_are_not_sent_back(site, fetching):
    site.replies |= {"/a": Reply(article("A"), headers={"Set-Cookie": "id=7"}), "/b": Reply(article("B"))}
    fetch(site, fetching, "/a", "/b")
    assert "cookie" not in dict(site.log)["/b"]


def test_one_host_is_asked_once_a_second_and_for_robots_once(site, fetching, time):
    paths = ["/a", "/b", "/c"]
    site.replies |= {path: Reply(article(path)) for path in paths}
    assert len(fetch(site, fetching, *paths)) == 3
    assert [path for path, _ in site.log] == ["/robots.txt", *paths]
    assert time.now - START == pytest.approx(3.0)


def test_a_crawl_delay_is_kept_up_to_a_bound(site, fetching, time):
    site.replies |= {
        "/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 9\n", type="text/plain"),
        "/a": Reply(article("A")),
        "/b": Reply(article("B")),
    }
    fetch(site, fetching, "/a", "/b")
    assert time.now - START == pytest.approx(1 + 9)
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 99999\n", type="text/plain")
    before = time.now
    fetch(site, fetching, "/a", "/b")
    assert time.now - before == pytest.approx(1 + 30)


def test_robots_txt_is_obeyed(site, fetching):
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: detente\nDisallow: /private\n"
    site.replies |= {"/robots.txt": Reply(rules, type="text/plain"), "/a": Reply(article("A"))}
    site.replies["/private/b"] = Reply(article("B"))
    found = fetch(site, fetching, "/a", "/private/b")
    assert [isinstance(one, Page) for one in found] == [True, False]
    assert reasons(found) == ["the site's robots.txt forbids it"]
    assert site.asked("/private/b") == 0


def test_a_robots_txt_that_cannot_be_had_forbids_all_until_it_can(site, fetching, time):
    site.replies |= {"/robots.txt": Reply(status=503), "/a": Reply(article("A"))}
    assert reasons(fetch(site, fetching, "/a")) == ["its robots.txt cannot be read: the server answered 503"]
    assert (site.asked("/robots.txt"), site.asked("/a")) == (4, 0)
    assert time.now - START == pytest.approx(2 + 4 + 8)  # twice as long before each try
    site.replies["/robots.txt"] = [Reply(status=503), Reply(status=403)]
    assert isinstance(fetch(site, fetching, "/a")[0], Page)


def test_a_redirect_is_followed_under_the_same_rules(site, fetching):
    rules = b"User-agent: *\nDisallow: /hidden\n"
    site.replies |= {
        "/robots.txt": Reply(rules, type="text/plain"),
        "/old": Reply(status=301, headers={"Location": "new?utm_medium=x"}),
        "/new": Reply(article("A")),
        "/sly": Reply(status=302, headers={"Location": "/hidden"}),
    }
    page, refused = fetch(site, fetching, "/old", "/sly")
    assert (page.location, page.url) == (site.url("/old"), site.url("/new"))
    assert refused.reason == "the site's robots.txt forbids it"
    assert site.asked("/hidden") == 0


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/loop", "redirects in a circle"),
        ("/1", "redirects more than 10 times"),
        ("file:///etc/passwd", "leads to what is not fetched: only http and https are fetched, not file"),
        (
            "http://user:key@127.0.0.1/",
            "leads to what is not fetched: an address with a user name or password",
        ),
    ],
)
def test_redirects_that_lead_nowhere(site, fetching, location, reason):
    site.replies["/loop"] = Reply(status=302, headers={"Location": location})
    for number in range(1, 20):
        site.replies[f"/{number}"] = Reply(status=302, headers={"Location": f"/{number + 1}"})
    (refused,) = reasons(fetch(site, fetching, "/loop"))
    assert refused.startswith(reason)


def test_a_way_from_https_to_plain_http_is_told_apart():
    def moved(start, to):
        answer = Answer(302, {"location": to})
        return outcome_of(answer, start, (), now=START, allow_private=False)

    assert moved("https://a.example/", "http://a.example/b") == Moved("http://a.example/b", plain=True)
    assert moved("https://a.example/", "/b") == Moved("https://a.example/b", plain=False)
    assert isinstance(moved("https://a.example/", "https://a.example:8080/"), GivenUp)


# Times, sizes, kinds


@pytest.mark.parametrize("act", [drip, drip_headers])
def test_an_answer_that_drips_is_cut_at_its_time(site, fetching, act):
    site.replies["/a"] = Reply(act=act)
    (said,) = reasons(fetch(site, replace(fetching, limits=HASTY), "/a"))
    assert "took longer than 1 s in all" in said


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (endless, "larger than 20 MB"),
        (huge_headers, "headers longer than are read"),
        (cut_short, "the answer ended too early (4 tries)"),
        (reset, "no connection with 127.0.0.1"),
        (no_http, "no connection with 127.0.0.1"),
    ],
)
def test_answers_that_are_none(site, fetching, act, reason):
    site.replies["/a"] = Reply(act=act)
    (said,) = reasons(fetch(site, fetching, "/a"))
    assert reason in said


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b"GIF89a", type="image/gif"), "is image/gif, which holds no news page"),
        (Reply(b"%PDF-1.7", type="application/pdf"), "is application/pdf, which holds no news page"),
        (Reply(b""), "the answer is empty"),
        (Reply(b"  \n"), "the answer is empty"),
        (Reply(status=404), "the server answered 404: it is not there"),
        (Reply(status=500), "the server answered 500"),
        (Reply(status=204), "the server answered 204"),
        (packed(article("A"), upto=-20), "packed data ends too early"),
        (packed(b"\0" * 50_000_000), "unpacks to more than 20 MB, the most that is read"),
        (Reply(b"x", headers={"Content-Encoding": "br"}), "is packed as br, which was not asked for"),
        (Reply(b"\x1f\x8b nothing", headers={"Content-Encoding": "gzip"}), "packed data is broken"),
        (Reply(b"", headers={"Content-Length": "99999999"}), "larger than 20 MB"),
    ],
)
def test_answers_that_hold_no_page(site, fetching, reply, reason):
    site.replies["/a"] = reply
    (said,) = reasons(fetch(site, fetching, "/a"))
    assert said.startswith(reason)
    assert site.asked("/a") == 1  # none of these is worth another try


def test_packed_and_oddly_encoded_pages_are_read(site, fetching):
    site.replies["/gzip"] = packed(article("Packed"))
    said = article("Görüşme").decode().encode("windows-1254")
    site.replies["/turkish"] = Reply(said, type="text/html; charset=windows-1254")
    found = fetch(site, fetching, "/gzip", "/turkish")
    assert b"Packed" in found[0].content
    assert "Görüşme" in found[1].content.decode()


# Once more


def test_a_server_that_stumbles_is_asked_again(site, fetching, time):
    site.replies["/a"] = [Reply(status=503), Reply(act=reset), Reply(article("A"))]
    (page,) = fetch(site, fetching, "/a")
    assert isinstance(page, Page)
    assert time.now - START == pytest.approx(1 + 2 + 4)


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_kept(site, fetching, time, form):
    wait = "40" if form == "seconds" else formatdate(START + 41, usegmt=True)
    site.replies["/a"] = [Reply(status=429, headers={"Retry-After": wait}), Reply(article("A"))]
    site.replies["/b"] = Reply(article("B"))
    found = fetch(site, fetching, "/a", "/b")
    assert len(found) == 2
    assert time.now - START == pytest.approx(42)  # the whole host is left alone
    assert [path for path, _ in site.log] == ["/robots.txt", "/a", "/a", "/b"]


def test_who_wants_to_be_left_alone_for_long_is(site, fetching, time):
    site.replies["/a"] = Reply(status=429, headers={"Retry-After": "86400"})
    assert reasons(fetch(site, fetching, "/a")) == [
        "the server answered 429 and wants to be left alone for 86400 s"
    ]
    assert time.now - START < 10


def test_what_has_not_changed_is_not_fetched_again(site, fetching, tmp_path):
    fetching = replace(fetching, state=tmp_path / "fetch.sqlite")
    site.replies["/a"] = Reply(article("A"), headers={"ETag": '"one"', "Last-Modified": formatdate(START)})
    assert isinstance(fetch(site, fetching, "/a")[0], Page)
    settle(fetching)
    assert fetch(site, fetching, "/a") == []
    asked = site.log[-1][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"one"', formatdate(START))
    settle(fetching)
    site.replies["/a"].headers["ETag"] = '"two"'
    assert isinstance(fetch(site, fetching, "/a")[0], Page)


def test_a_run_that_was_cut_goes_on_where_it_was(site, fetching, tmp_path):
    told = []
    fetching = replace(fetching, state=tmp_path / "fetch.sqlite", tell=told.append)
    paths = [f"/{number}" for number in range(6)]
    site.replies |= {path: Reply(article(f"Page {path}")) for path in paths}
    run = fetch_pages([site.url(path) for path in paths], fetching)
    first = [next(run), next(run)]
    run.close()
    found = fetch(site, fetching)  # even when nothing is named
    assert {page.location for page in [*first, *found]} == {site.url(path) for path in paths}
    assert {page.location for page in found} >= {page.location for page in first}  # not settled: told again
    assert [site.asked(path) for path in paths] == [1] * 6
    assert told == ["going on with a run that was cut short: 4 addresses left"]


def test_a_cut_run_leads_to_no_more_than_it_did(site, fetching, tmp_path):
    fetching = replace(fetching, state=tmp_path / "fetch.sqlite", follow=True, limit=4)
    paths = ["/1", "/2", "/3"]
    site.replies |= {path: Reply(article(f"Page {path}")) for path in paths}
    site.replies["/feed"] = Reply(feed({path: site.url(path) for path in paths}), type="application/rss+xml")
    run = fetch_pages([site.url("/feed")], fetching)
    next(run)
    run.close()
    assert [page.kind for page in fetch(site, fetching)] == ["html"] * 3  # and no row beside its page


def test_an_answer_that_nobody_asked_for_is_no_page(site, fetching):
    site.replies["/a"] = Reply(status=304, type=None)
    (said,) = reasons(fetch(site, fetching, "/a"))
    assert said.startswith("the server answered 304 though nothing")


def test_a_port_where_nobody_listens_is_said(fetching):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (rejected,) = fetch_pages([f"http://127.0.0.1:{port}/"], fetching)
    assert "Connection refused" in rejected.reason


def test_a_robots_txt_that_leads_to_no_address_forbids_nothing(site, fetching):
    site.replies["/robots.txt"] = Reply(status=301, headers={"Location": "mailto:desk@news.example"})
    site.replies["/a"] = Reply(article("A"))
    assert isinstance(fetch(site, fetching, "/a")[0], Page)


def test_a_robots_txt_is_asked_about_the_path_that_is_sent(site, fetching):
    site.replies |= {
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /private\n", type="text/plain"),
        "/private/a": Reply(article("A")),
    }
    assert reasons(fetch(site, fetching, "/open/../private/a")) == ["the site's robots.txt forbids it"]
    assert site.asked("/private/a") == 0


@pytest.mark.parametrize(
    "address",
    ["http://[fe80::1%\x9b31m]/", "http://[::1%25lo]/", "http://[::g]/", "http://news.example:0/"],
)
def test_no_address(address):
    with pytest.raises(AddressError):
        normal_address(address)


def test_an_address_has_one_form():
    assert normal_address("http://[0:0:0:0:0:0:0:1]/") == "http://[::1]/"
    assert normal_address("https://a.example/b/./c/../d/.") == "https://a.example/b/d/"
    assert not any(map(is_public, ["192.0.0.8", "192.88.99.1", "3fff::1"]))


# Where one may connect


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.0.1",
        "192.168.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "64:ff9b::a00:1",
        "64:ff9b:1::808:808",
        "2001:0:7f00:1::",
        "nonsense",
    ],
)
def test_these_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_these_are_public(address):
    assert is_public(address)


HIDDEN = [
    "localhost",
    "localhost.",
    "127.0.0.1",
    "127.1",
    "0",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "１２７.0.0.1",
]


@pytest.mark.parametrize("host", HIDDEN)
def test_this_machine_is_refused_in_whatever_form_it_is_written(fetching, host):
    (refused,) = list(fetch_pages([f"http://{host}/"], replace(fetching, allow_private=False)))
    assert "is private (" in refused.reason
    assert refused.reason.endswith("--allow-private lets it")


def test_every_address_of_a_name_must_be_public(site, fetching):
    def resolve(host, port, *_):
        places = {"good.example": ["93.184.216.34", "10.0.0.7"], "127.0.0.1": ["127.0.0.1"]}[host]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in places]

    (refused,) = list(
        fetch_pages(["http://good.example/"], replace(fetching, allow_private=False, resolve=resolve))
    )
    assert refused.reason == "good.example is private (10.0.0.7): --allow-private lets it"
    assert site.log == []


def test_what_was_checked_is_what_is_connected_to(site, fetching):
    """A name that resolves to a public address first and to this machine when it is asked again."""
    port = int(site.base.rpartition(":")[2])
    asked = []

    def resolve(host, _, *__):
        asked.append(host)
        place = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))]

    limits = Limits(connect=0.2, read=0.2, total=1.0)
    run = fetch_pages(
        ["http://rebind.example/"],
        replace(fetching, allow_private=False, resolve=resolve, limits=limits),
    )
    assert "is private (127.0.0.1)" in reasons(run)[0]
    assert site.log == []


def test_where_a_redirect_leads_is_checked_like_any_address(site, fetching):
    """Two runs stand for the two hops: only the first may ask this machine."""
    site.replies["/a"] = Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"})
    answer = Wire(limits=PATIENT, allow_private=True).ask(site.url("/a"), {}, limit_of=lambda *_: 0)
    strict = replace(fetching, allow_private=False)
    moved = outcome_of(answer, site.url("/a"), (), now=START, allow_private=False)
    assert isinstance(moved, Moved)
    (refused,) = list(fetch_pages([moved.to], strict))
    assert refused.reason == "169.254.169.254 is private (169.254.169.254): --allow-private lets it"


def test_files_added_meanwhile_do_not_end_a_run_that_was_cut(site, fetching, tmp_path):
    fetching = replace(fetching, state=tmp_path / "fetch.sqlite")
    site.replies |= {"/a": Reply(article("A")), "/b": Reply(article("B"))}
    run = fetch_pages([site.url("/a"), site.url("/b")], fetching)
    next(run)
    run.close()
    settle(replace(fetching, run=7))  # of another run
    assert len(fetch(site, fetching)) == 2
    settle(fetching)
    assert fetch(site, fetching) == []


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://news.example:22/", "port 22 is not asked, only 80 and 443: --allow-private lets it"),
        ("ftp://news.example/a", "only http and https are fetched, not ftp"),
        ("http://me:secret@news.example/", "an address with a user name or password is not fetched"),
        ("http:///a", "no address: '' is no host name"),
        ("http://[::1/", "no address: Invalid IPv6 URL"),
        ("http://a b/", "no address: a blank or control character in the host name"),
        ("http://" + "a" * 5000, "address longer than 4096 characters"),
    ],
)
def test_addresses_that_are_never_asked(fetching, address, reason):
    (refused,) = list(fetch_pages([address], replace(fetching, allow_private=False)))
    assert (refused.location, refused.reason) == (address, reason)
    with pytest.raises(SourceError, match=r"\w"):
        read_pages([address])


def test_addresses_have_one_form():
    assert normal_address("HTTP://Bücher.Example.:80") == "http://xn--bcher-kva.example/"
    assert normal_address("https://a.example/x?b=2&fbclid=9&a=1&c") == "https://a.example/x?b=2&a=1&c"
    assert normal_address("https://a.example/%7Ex/ü") == "https://a.example/%7Ex/%C3%BC"
    with pytest.raises(AddressError):
        normal_address("https://" + "a" * 64 + ".example/")


# TLS


@pytest.fixture
def safe(tmp_path):
    """A site whose certificate is signed by nobody but itself."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    names = ["-out", tmp_path / "cert.pem", "-keyout", tmp_path / "key.pem"]
    form = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    made = ["openssl", "req", *form, "-addext", "subjectAltName=IP:127.0.0.1", *names]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with serving(Site(), wrap=lambda plain: context.wrap_socket(plain, server_side=True)) as one:
        yield one


def test_a_certificate_that_nobody_vouches_for_is_refused_at_once(safe, fetching):
    safe.replies["/a"] = Reply(article("A"))
    (refused,) = fetch(safe, fetching, "/a")
    assert "no secure connection with 127.0.0.1" in refused.reason
    assert "certificate" in refused.reason
    assert safe.log == []


def test_a_server_that_speaks_no_tls_is_refused(site, fetching):
    (refused,) = list(fetch_pages([site.url("/a").replace("http:", "https:")], fetching))
    assert "no secure connection with 127.0.0.1" in refused.reason


# Where documents lead


def test_a_feed_gives_its_entries_or_with_follow_their_pages(site, fetching):
    site.replies["/feed"] = Reply(
        feed({"One": site.url("/1"), "Two": site.url("/2"), "Gone": site.url("/gone")}),
        type="application/rss+xml",
    )
    site.replies |= {"/1": Reply(article("One in full")), "/2": Reply(article("Two in full"))}
    rows = fetch(site, fetching, "/feed")
    assert [json.loads(page.content)["title"] for page in rows] == ["One", "Two", "Gone"]
    assert (rows[0].kind, rows[0].retrieved_from) == ("row", "fetched")
    found = fetch(site, replace(fetching, follow=True), "/feed")
    pages = {page.location: page for page in found if isinstance(page, Page) and page.kind == "html"}
    assert b"Two in full" in pages[site.url("/2")].content
    assert pages[site.url("/2")].published == "2025-07-14T10:00:00Z"  # the feed says it
    (kept,) = [page for page in found if isinstance(page, Page) and page.kind == "row"]
    assert json.loads(kept.content)["title"] == "Gone"  # its row stands where the page cannot be had
    assert reasons(found) == ["the server answered 404: it is not there"]


def test_a_sitemap_leads_to_its_newest_pages(site, fetching):
    def entries(kind, dated):
        return "".join(
            f"<{kind}><loc>{site.url(path)}</loc><lastmod>{day}</lastmod></{kind}>" for path, day in dated
        )

    index = f"<sitemapindex>{entries('sitemap', [('/old.xml', '2024-01-01'), ('/new.xml.gz', '2025-07-01')])}"
    old = f"<urlset>{entries('url', [('/o1', '2024-01-01')])}</urlset>"
    new = f"<urlset>{entries('url', [('/n1', '2025-06-01'), ('/n2', '2025-07-01')])}</urlset>"
    site.replies |= {
        "/sitemap.xml": Reply(f"{index}</sitemapindex>".encode(), type="application/xml"),
        "/old.xml": Reply(old.encode(), type="text/xml"),
        "/new.xml.gz": Reply(gzip.compress(new.encode()), type="application/x-gzip"),
    }
    site.replies |= {path: Reply(article(path)) for path in ("/o1", "/n1", "/n2")}
    found = fetch(site, replace(fetching, limit=2), "/sitemap.xml")
    assert [page.location for page in found] == [site.url("/n2"), site.url("/n1")]


def test_a_list_of_feeds_leads_to_its_feeds(site, fetching, tmp_path):
    site.replies["/feed"] = Reply(feed({"One": site.url("/1")}), type="application/rss+xml")
    outline = f"<outline text='A' xmlUrl='{site.url('/feed')}'/>"
    opml = f"<opml version='2.0'><body>{outline}<outline text='B' xmlUrl='ftp://b.example/f'/></body></opml>"
    site.replies["/list"] = Reply(opml.encode(), type="text/x-opml")
    found = fetch(site, fetching, "/list")
    assert [json.loads(one.content)["title"] for one in found if isinstance(one, Page)] == ["One"]
    assert reasons(found) == ["only http and https are fetched, not ftp"]
    file = tmp_path / "list.opml"
    file.write_text(opml)
    from_file = list(read_pages([str(file)], fetching=fetching))
    assert [one.id for one in from_file if isinstance(one, Page)] == [found[-1].id]
