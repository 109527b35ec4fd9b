"""P4 and P5: a public page made, spared and given to a thousand readers."""
