"""One file per application: every document and act in order, on a page, on paper and as a sealed bundle."""
