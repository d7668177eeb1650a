"""Measured quality, one folder a stage; `gate.py` holds the floors, `knowledge` a checked draw of facts."""
