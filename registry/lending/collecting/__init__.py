"""The ladder of collection between day 1 and day 60: steps with an owner and a day, contacts, promises to pay."""
