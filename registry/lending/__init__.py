"""Credit lines, loan notes (借据), positions reported by banks, overdue episodes, demands, compensation, recovery."""
