"""Pages written by us with every block marked: how well a page is split into its articles."""
