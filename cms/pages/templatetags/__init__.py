"""Words of the public templates."""
