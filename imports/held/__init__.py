"""Files whose headers wait for a person: kept for the day, mapped on a page, then read as any other upload."""
