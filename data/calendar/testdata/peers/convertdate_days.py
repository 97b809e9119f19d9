"""Prints days in the calendars of convertdate, one a line: calendar, day counted
from 1 January of the year 1, year, month, leap, day.
python3 convertdate_days.py FIRST LAST STEP"""
import sys
from datetime import date

from convertdate import bahai, coptic, hebrew, indian_civil, islamic, julian, persian

first, last, step = map(int, sys.argv[1:])
for n in range(first, last + 1, step):
    d = date.fromordinal(n)
    for name, calendar in (
        ("hebrew", hebrew), ("hijri-civil", islamic), ("persian", persian), ("coptic", coptic),
        ("indian", indian_civil), ("julian", julian), ("bahai", bahai),
    ):
        if name in ("bahai", "persian") and n % 10:  # it reckons an equinox each time
            continue
        year, month, day = calendar.from_gregorian(d.year, d.month, d.day)
        leap = 0
        if name == "bahai" and month >= 19:  # it counts the days in between as a 19th month
            month, leap = (18, 1) if month == 19 else (19, 0)
        print(name, n, year, month, leap, day)
