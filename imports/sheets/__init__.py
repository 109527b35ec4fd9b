"""Sheets of the office (roster, LPR): fields, widgets and natural keys are declared by a Resource, booked whole or not at all."""
