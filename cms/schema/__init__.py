"""The empty database as one script: every table and founding row, as all migrations together would leave them."""
