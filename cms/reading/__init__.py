"""Keys with which institutions read the public interface: higher limits, no other content (issue 7, decision 0062)."""
