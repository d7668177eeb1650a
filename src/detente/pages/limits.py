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
