"""Measurements that take longer than the suite may."""
