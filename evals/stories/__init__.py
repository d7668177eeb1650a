"""Gold stories of our own and the measure of how well they are found."""
