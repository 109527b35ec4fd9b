"""The house looks after itself at night: its own public pages for full numbers of persons, its store for stray files."""
