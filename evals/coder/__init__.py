"""The event coder on our own gold sentences."""
