"""Measured quality of the forecaster of who does what to whom."""
