"""Word layouts of papers: their places, the checks a file must pass, and how a paper is set in one (GB/T 9704-2012). Pure."""
