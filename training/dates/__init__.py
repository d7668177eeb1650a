"""Makes the tables of words that dates and ages are read by."""
