"""Measured quality, one folder a stage; `evals/gate.py` holds the floors."""
