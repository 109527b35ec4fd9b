"""Correction ripple (R70): which acts rest on arrears that a bank corrects, and the papers that take them back."""
