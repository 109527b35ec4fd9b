"""A believable county for looking at and trying out: made through the same verbs as real work."""
