"""Pages made hostile on purpose; see README.md."""
