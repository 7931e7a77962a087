"""Benchmarks: sample surveys by others, in which each person had a known chance to be asked."""
