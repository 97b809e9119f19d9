# Measures the Python package holidays: the places given, as CC or CC-REGION,
# one year cold, then ten years warm.
import json
import sys
import time

wanted = sys.argv[1].split(",")
start = time.perf_counter_ns()
import gettext  # noqa: E402

# A checkout of the source has no compiled translations.
translation = gettext.translation
gettext.translation = lambda *a, **k: translation(*a, **{**k, "fallback": True})
import holidays  # noqa: E402


def make(place, y):
    country, _, region = place.partition("-")
    if region:
        return getattr(holidays, country)(subdiv=region, years=y)
    return getattr(holidays, country)(years=y)


def known(place):
    try:
        make(place, 2027)
        return True
    except Exception:
        return False


places = [p for p in wanted if known(p)]
cold = time.perf_counter_ns() - start
days = 0


def year(y):
    global days
    for p in places:
        days += len(make(p, y))


year(2027)
again = time.perf_counter_ns()
for y in range(2016, 2026):
    year(y)
warm = (time.perf_counter_ns() - again) / 10
print(json.dumps({"cold": cold, "warm": warm, "days": days, "places": places}))
