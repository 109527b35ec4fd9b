"""Open data: what is public, night by night, as dated files with schema and fingerprints (issue 7, decision 0058)."""
