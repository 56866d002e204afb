"""Rules and SQL, a module a noun: what is visible, batch reads, verbs."""
