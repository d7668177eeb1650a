"""How much the room reads: every bound with its reason."""

from __future__ import annotations

# A saved news page with all its scripts inlined stays below 10 MB; twice that is room enough, and one page
# can then not fill the memory of a laptop that reads on several cores.
MAX_PAGE_BYTES = 20 * 1024 * 1024
# Folders below folders: deeper trees are loops or traps, not archives.
MAX_FOLDER_DEPTH = 40
# crawl.csv is looked for in a page's folder and this many folders above it: archive/2020/10/page.html.
CRAWL_LEVELS = 3
# What is looked at to tell an encoding or a kind; headers and declarations stand at the front.
SNIFF_BYTES = 64 * 1024
# What an archive may unpack to: news pages pack about 1:8, very repetitive rows about 1:60, a bomb 1:1000.
# Small archives are let be: nothing that fits in here can harm.
MAX_RATIO = 200
RATIO_FREE_BYTES = 64 * 1024 * 1024
# Archives inside archives: pages.zip may hold a crawl.warc.gz, and there it ends.
MAX_ARCHIVE_DEPTH = 2
MAX_ZIP_MEMBERS = 100_000
# The list of members is held in memory whole; 100,000 members with names of usual length fit in this.
MAX_ZIP_LIST_BYTES = 16 * 1024 * 1024
# Headers of one record of a crawl; cookies and security policies of real sites stay below 16 kB.
MAX_RECORD_HEADERS = 64 * 1024
# A crawl broken in more places than this is no crawl; each place costs a search.
MAX_BREAKS = 1_000
# What a stream is read by.
CHUNK_BYTES = 64 * 1024
# The protocol's own bound is 50,000 addresses a sitemap; an OPML list of that many feeds is none.
MAX_LISTED = 50_000
# Outlines below outlines of an OPML list: folders of feeds are nested twice or thrice.
MAX_OUTLINE_DEPTH = 20
