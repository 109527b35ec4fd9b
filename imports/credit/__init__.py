"""Credit facts by sheet and by interface: read, judged by registry.credit, shown, booked (R55)."""
