"""Large files away from the page: kept, worked off one after another, watched, stopped, taken up again (issue 5, UPL-4)."""
