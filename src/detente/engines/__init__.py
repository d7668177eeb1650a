"""Engines: many pages coded at once, by whatever runs one function over Arrow batches.

    pages -> shards -> code_batch, in processes of this machine -> shards with results, in order

`code_batch` is the seam: pages in, one row a page out, and it never raises. `code_shards` runs it in local
processes, each shard one task, one Parquet file and one row of a manifest. What is done with a page comes in
as a function: this room knows no stage and no workspace.
"""

from __future__ import annotations

from detente.engines.batch import code_batch, page_batch, results_of
from detente.engines.local import Job, code_shards, machine_cores

__all__ = ["Job", "code_batch", "code_shards", "machine_cores", "page_batch", "results_of"]
