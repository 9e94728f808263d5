"""Benchmarks: each one command, its figures as ratios within one run."""
