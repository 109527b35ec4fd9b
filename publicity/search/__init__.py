"""Finding public names, codes and pages by part, pinyin or initials: one rule, the same answers on both databases (decision 0054).

`rules` says what is found, in plain Python; `grams` narrows down, in the database, where to look; `asking` reads the rows
found as they are public today and asks the rule again, so that the index decides neither what is shown nor to whom.
"""
