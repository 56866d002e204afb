"""The shim: documented REST routes, as a table of operations, a module a noun."""
