"""One table of all that can be done: what both doors answer, and who may."""
