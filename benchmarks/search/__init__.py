"""P6: part of a name, pinyin, initials and code over a million names, against a scan with LIKE and an exact look-up."""
