"""A bank's file given back with its wrong cells marked, and the list of all its errors."""
