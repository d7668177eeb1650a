# ruff: noqa: INP001 - a script, no package
"""Prints rows of ``people.csv`` for ministers and other officials, from the project's data folder.

    python training/knowledge/officials.py ../shared/data/knowledge

Kept are only the offices listed in ``OFFICES`` (six states and the organisations) and the foreign
ministers of 2022. What the source has wrong is listed in ``FIXED``; an end that it does not know stays
open, checked until the day of its snapshot. A person whom a hand-written row of ``people.csv`` already
knows in that office is left out. Only facts are taken over: a name, an office, two dates.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from detente.knowledge.tables import COLUMNS, sort_key
from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = dict[str, str]

DATA = Path(__file__).parents[2] / "src" / "detente" / "knowledge" / "data"
HAND = "hand:"
FIRST_DAY = "2000-01-01"  # nobody who had left by then is needed
FEW_DAYS = 30  # who stood in for less than a month is not in the news by name
GAP_DAYS = 7  # a new cabinet a few days later: still the same term
FULL_DATE = len("2000-01-01")
MINISTERS_SEEN = "2022-11-30"  # the day of the list of foreign ministers
SHORTEST_ALONE = len("Modi")

# (state of the source, office of the source): (code, role in news usage, sector)
OFFICES = {
    ("USA", "Vice President"): ("USA", "Vice President", "GOV"),
    ("USA", "Secretary of State"): ("USA", "Secretary of State", "GOV"),
    ("USA", "Secretary of Defence"): ("USA", "Secretary of Defense", "GOV"),
    ("USA", "Secretary of the Treasury"): ("USA", "Secretary of the Treasury", "GOV"),
    ("USA", "Secretary of Commerce"): ("USA", "Secretary of Commerce", "GOV"),
    ("USA", "Secretary of Energy"): ("USA", "Secretary of Energy", "GOV"),
    ("USA", "Secretary of Homeland Security"): ("USA", "Secretary of Homeland Security", "GOV"),
    ("USA", "Attorney General"): ("USA", "Attorney General", "JUD"),
    ("USA", "National Security Advisor"): ("USA", "National Security Advisor", "GOV"),
    ("USA", "Deputy National Security Advisor"): ("USA", "Deputy National Security Advisor", "GOV"),
    ("USA", "Ambassador to the United Nations"): ("USA", "UN ambassador", "GOV"),
    ("USA", "Permanent Representative to NATO"): ("USA", "Ambassador to NATO", "GOV"),
    ("USA", "ambassador to the Russian Federation"): ("USA", "Ambassador to Russia", "GOV"),
    ("USA", "ambassador to Ukraine"): ("USA", "Ambassador to Ukraine", "GOV"),
    ("USA", "ambassador to China"): ("USA", "Ambassador to China", "GOV"),
    ("USA", "ambassador to Afghanistan"): ("USA", "Ambassador to Afghanistan", "GOV"),
    ("USA", "ambassador to Iraq"): ("USA", "Ambassador to Iraq", "GOV"),
    ("USA", "ambassador to Germany"): ("USA", "Ambassador to Germany", "GOV"),
    ("USA", "ambassador to the United Kingdom"): ("USA", "Ambassador to the United Kingdom", "GOV"),
    ("USA", "ambassador to the European Union"): ("USA", "Ambassador to the European Union", "GOV"),
    ("USA", "Director of the CIA"): ("USA", "Director of the CIA", "SPY"),
    ("USA", "Director of National Intelligence"): ("USA", "Director of National Intelligence", "SPY"),
    ("USA", "Director of the FBI"): ("USA", "Director of the FBI", "GOV"),
    ("USA", "Chairman of the Joint Chiefs of Staff"): ("USA", "Chairman of the Joint Chiefs of Staff", "MIL"),
    ("USA", "Chief of Staff of the Army"): ("USA", "Army Chief of Staff", "MIL"),
    ("USA", "White House Chief of Staff"): ("USA", "White House Chief of Staff", "GOV"),
    ("USA", "White House Press Secretary"): ("USA", "White House press secretary", "GOV"),
    ("USA", "Senior Advisor to the President"): ("USA", "Senior adviser to the president", "GOV"),
    ("USA", "Counselor to the President"): ("USA", "Counselor to the president", "GOV"),
    ("USA", "Speaker of the House of Representatives"): ("USA", "Speaker of the House", "LEG"),
    ("USA", "United States Trade Representative"): ("USA", "Trade Representative", "GOV"),
    ("USA", "Chair of the Federal Reserve"): ("USA", "Chair of the Federal Reserve", "GOV"),
    ("USA", "Deputy Secretary of State"): ("USA", "Deputy Secretary of State", "GOV"),
    ("USA", "Deputy Secretary of Defence"): ("USA", "Deputy Secretary of Defense", "GOV"),
    ("USA", "Deputy Secretary of the Treasury"): ("USA", "Deputy Secretary of the Treasury", "GOV"),
    ("USA", "Assistant Secretary of State for European and Eurasian Affairs"): (
        "USA", "Assistant Secretary of State", "GOV"),
    ("USA", "Assistant Secretary of State for African Affairs"): (
        "USA", "Assistant Secretary of State", "GOV"),
    ("RUS", "First Deputy Prime Minister"): ("RUS", "First Deputy Prime Minister", "GOV"),
    ("RUS", "Deputy Prime Minister"): ("RUS", "Deputy Prime Minister", "GOV"),
    ("RUS", "Minister of Defence"): ("RUS", "Defence Minister", "GOV"),
    ("RUS", "Minister of Foreign Affairs"): ("RUS", "Foreign Minister", "GOV"),
    ("RUS", "Minister of Economic Development"): ("RUS", "Economy Minister", "GOV"),
    ("RUS", "Minister of Emergency Situations"): ("RUS", "Emergencies Minister", "GOV"),
    ("RUS", "Minister of Energy"): ("RUS", "Energy Minister", "GOV"),
    ("RUS", "Minister of Finance"): ("RUS", "Finance Minister", "GOV"),
    ("RUS", "Minister of Internal Affairs"): ("RUS", "Interior Minister", "GOV"),
    ("RUS", "Minister of Justice"): ("RUS", "Justice Minister", "GOV"),
    ("RUS", "Director of the Foreign Intelligence Service"): ("RUS", "Intelligence chief", "SPY"),
    ("RUS", "Director of the Federal Security Service"): ("RUS", "Director of the FSB", "SPY"),
    ("RUS", "Secretary of the Security Council"): ("RUS", "Secretary of the Security Council", "GOV"),
    ("RUS", "Prosecutor-General"): ("RUS", "Prosecutor General", "JUD"),
    ("RUS", "Governor of the Central Bank"): ("RUS", "Central Bank governor", "GOV"),
    ("RUS", "Chairman of the Federation Council"): ("RUS", "Speaker of the Federation Council", "LEG"),
    ("RUS", "Chairman of the State Duma"): ("RUS", "Speaker of the State Duma", "LEG"),
    ("RUS", "Chief of Staff of the Presidential Executive Office"): (
        "RUS", "Head of the Kremlin administration", "GOV"),
    ("RUS", "Deputy Minister of Foreign Affairs"): ("RUS", "Deputy Foreign Minister", "GOV"),
    ("RUS", "Foreign Ministry Spokeperson"): ("RUS", "Foreign Ministry spokesman", "GOV"),
    ("RUS", "Head of the Chechen Republic"): ("RUS", "Head of the Chechen Republic", "GOV"),
    ("RUS", "Chief of the General Staff"): ("RUS", "Chief of the General Staff", "MIL"),
    ("RUS", "Ambassador to Turkey"): ("RUS", "Ambassador to Turkey", "GOV"),
    ("RUS", "Ambassador to Iran"): ("RUS", "Ambassador to Iran", "GOV"),
    ("RUS", "Ambassador to Germany"): ("RUS", "Ambassador to Germany", "GOV"),
    ("RUS", "Ambassador to France"): ("RUS", "Ambassador to France", "GOV"),
    ("RUS", "Ambassador to the United Kingdom"): ("RUS", "Ambassador to the United Kingdom", "GOV"),
    ("RUS", "Ambassador to the United States"): ("RUS", "Ambassador to the United States", "GOV"),
    ("RUS", "Permanent Representative to NATO"): ("RUS", "Ambassador to NATO", "GOV"),
    ("RUS", "Permanent Representative to the United Nations"): ("RUS", "UN ambassador", "GOV"),
    ("TUR", "Vice President"): ("TUR", "Vice President", "GOV"),
    ("TUR", "Minister of Foreign Affairs"): ("TUR", "Foreign Minister", "GOV"),
    ("TUR", "Minister of National Defence"): ("TUR", "Defence Minister", "GOV"),
    ("TUR", "Minister of the Interior"): ("TUR", "Interior Minister", "GOV"),
    ("TUR", "Minister of Justice"): ("TUR", "Justice Minister", "GOV"),
    ("TUR", "Minister of Finance"): ("TUR", "Finance Minister", "GOV"),
    ("TUR", "Minister of Energy and Natural Resources"): ("TUR", "Energy Minister", "GOV"),
    ("TUR", "Minister of European Union Affairs"): ("TUR", "European Affairs Minister", "GOV"),
    ("TUR", "Speaker of the Grand National Assembly"): ("TUR", "Speaker of parliament", "LEG"),
    ("TUR", "Chief of the General Staff"): ("TUR", "Chief of the General Staff", "MIL"),
    ("UKR", "First Deputy Prime Minister"): ("UKR", "First Deputy Prime Minister", "GOV"),
    ("UKR", "Minister of Defence"): ("UKR", "Defence Minister", "GOV"),
    ("UKR", "Minister of Foreign Affairs"): ("UKR", "Foreign Minister", "GOV"),
    ("UKR", "Minister of Interior Affairs"): ("UKR", "Interior Minister", "GOV"),
    ("UKR", "Minister of Economy"): ("UKR", "Economy Minister", "GOV"),
    ("UKR", "Minister of Finance"): ("UKR", "Finance Minister", "GOV"),
    ("UKR", "Minister of Energy"): ("UKR", "Energy Minister", "GOV"),
    ("UKR", "Minister of Fuel and Energy"): ("UKR", "Energy Minister", "GOV"),
    ("UKR", "Minister of Infrastructure"): ("UKR", "Infrastructure Minister", "GOV"),
    ("UKR", "Head of the Office of the President"): ("UKR", "Head of the presidential office", "GOV"),
    ("UKR", "Chairman of the Verkhovna Rada"): ("UKR", "Speaker of parliament", "LEG"),
    ("UKR", "Governor of the National Bank"): ("UKR", "Central Bank governor", "GOV"),
    ("UKR", "Chief of the General Staff"): ("UKR", "Chief of the General Staff", "MIL"),
    ("UKR", "Head of the Foreign Intelligence Service"): (
        "UKR", "Head of the Foreign Intelligence Service", "SPY"),
    ("UKR", "Head of the Security Service"): ("UKR", "Head of the Security Service", "SPY"),
    ("UKR", "Secretary of the National Security and Defense Council"): (
        "UKR", "Secretary of the Security Council", "GOV"),
    ("UKR", "Prosecutor General"): ("UKR", "Prosecutor General", "JUD"),
    ("UKR", "Permanent Representative to the United Nations"): ("UKR", "UN ambassador", "GOV"),
    ("UKR", "ambassador to the United States of America"): ("UKR", "Ambassador to the United States", "GOV"),
    ("UKR", "ambassador to Germany"): ("UKR", "Ambassador to Germany", "GOV"),
    ("FRA", "Minister of the Economy, Finances and Industry"): ("FRA", "Economy and Finance Minister", "GOV"),
    ("FRA", "Minister of the Interior"): ("FRA", "Interior Minister", "GOV"),
    ("FRA", "Minister of Justice"): ("FRA", "Justice Minister", "GOV"),
    ("FRA", "President of the Senate"): ("FRA", "President of the Senate", "LEG"),
    ("FRA", "President of the National Assembly"): ("FRA", "Speaker of the National Assembly", "LEG"),
    ("FRA", "Government Spokesperson"): ("FRA", "Government spokesperson", "GOV"),
    ("FRA", "Chief of Staff of the Army"): ("FRA", "Chief of Staff of the Army", "MIL"),
    ("FRA", "Governor of the Banque de France"): ("FRA", "Central Bank governor", "GOV"),
    ("FRA", "Permanent Representative to the United Nations"): ("FRA", "UN ambassador", "GOV"),
    ("FRA", "ambassador to Armenia"): ("FRA", "Ambassador to Armenia", "GOV"),
    ("FRA", "ambassador to Russia"): ("FRA", "Ambassador to Russia", "GOV"),
    ("FRA", "ambassador to Ukraine"): ("FRA", "Ambassador to Ukraine", "GOV"),
    ("FRA", "ambassador to the United States"): ("FRA", "Ambassador to the United States", "GOV"),
    ("INT", "Secretary-General of the United Nations"): ("IGO:UN", "Secretary-General", ""),
    ("INT", "Deputy Secretary-General of the United Nations"): ("IGO:UN", "Deputy Secretary-General", ""),
    ("INT", "President of the United Nations General Assembly"): (
        "IGO:UN", "President of the General Assembly", ""),
    ("INT", "president of the Parliamentary Assembly of the Council of Europe"): (
        "IGO:COE", "President of the Parliamentary Assembly", ""),
    ("INT", "President of the International Court of Justice"): ("IGO:ICJ", "President", "JUD"),
    ("INT", "OSCE High Commissioner on National Minorities"): (
        "IGO:OSCE", "High Commissioner on National Minorities", ""),
    ("INT", "Director-General of the World Trade Organization"): ("IGO:WTO", "Director-General", ""),
    ("INT", "Under-Secretary-General of the United Nations"): ("IGO:UN", "Under-Secretary-General", ""),
}  # fmt: skip

# (Wikidata, role, start of the source): the true start and end, or nothing where the row is no such
# term (another office, a deputy, a stranger). "" keeps what the source has.
FIXED: dict[tuple[str, str, str], tuple[str, str] | None] = {
    ("Q312644", "Attorney General", "2001-01-20"): None,  # stood in for two weeks
    ("Q473239", "Director of the CIA", "2017-01-23"): ("", "2018-04-26"),
    ("Q28606502", "Director of the CIA", "2018-03-13"): ("2018-04-26", "2021-01-20"),
    ("Q455698", "Director of the CIA", "2005-04-21"): ("2004-09-24", ""),
    ("Q170581", "Speaker of the House", "2019-01-03"): ("", "2023-01-03"),
    ("Q23530", "First Deputy Prime Minister", "2005-11-14"): ("", "2008-05-07"),
    ("Q983654", "First Deputy Prime Minister", "2007-02-15"): None,  # a deputy prime minister, as below
    ("Q714330", "First Deputy Prime Minister", "2008-10-14"): None,
    ("Q737463", "First Deputy Prime Minister", "2011-12-23"): None,
    ("Q1430324", "First Deputy Prime Minister", "2012-05-21"): None,
    ("Q3350421", "First Deputy Prime Minister", "2012-05-21"): None,
    ("Q2272602", "First Deputy Prime Minister", "2013-05-22"): None,
    ("Q983654", "Deputy Prime Minister", "2004-09-13"): ("2007-02-15", "2008-05-12"),
    ("Q147425", "Deputy Prime Minister", "2008-05-12"): None,  # was first deputy
    ("Q16186988", "Deputy Prime Minister", "2020-01-21"): ("2018-05-18", ""),
    ("Q28819033", "UN ambassador", "2017-02-20"): None,  # stood in as chargé
    ("Q378027", "Foreign Minister", "1998"): ("1998-09-11", "2004-03-09"),
    ("Q58217", "UN ambassador", "1994-09-22"): ("", "2004-03-09"),
    ("Q1394102", "UN ambassador", "2006-05-01"): ("2006-04-08", ""),
    ("Q982461", "Speaker of the State Duma", "2016-12-05"): ("2016-10-05", ""),
    ("Q2988426", "Head of the Chechen Republic", "2004-05-09"): None,  # stood in
    ("Q15431339", "Defence Minister", "2016-05-24"): ("", "2017-07-19"),
    ("Q6046409", "Defence Minister", "2016-05-24"): None,
    ("Q99527505", "Ambassador to China", "2017-06"): None,  # stood in
    ("Q66819268", "Defence Minister", "2019-08-29"): None,  # these three by hand, spelt otherwise
    ("Q12118123", "Head of the Foreign Intelligence Service", "2021-07-27"): None,
    ("Q16701497", "UN ambassador", "2020"): None,
    ("Q742987", "Chief of the General Staff", "2002-08-28"): ("", "2006-08-28"),
    ("Q62726046", "Head of the Security Service", "2019-05-22"): ("", "2022-07-18"),
    ("Q713296", "Economy and Finance Minister", "2014-03-31"): ("2014-04-02", ""),
    ("Q64662", "Economy and Finance Minister", "2002-05-06"): ("2002-05-07", ""),
    ("Q967329", "Ambassador to Afghanistan", "2009-07-07"): ("2011-07-25", ""),
    ("Q7326068", "Ambassador to Germany", "2018-04"): ("2018-05-08", ""),
    ("Q510127", "Secretary of Commerce", "2012-06-11"): ("2012-06-21", ""),
    ("Q4404673", "Ambassador to Iran", "2005-05-30"): ("", "2011-10-17"),
    ("Q8080224", "Defence Minister", "2011-07-06"): ("", "2015-07-03"),
    ("Q7682560", "Energy Minister", "2011-07-06"): ("2009-05-01", "2015-08-28"),
    ("Q6098459", "Interior Minister", "2016-05-24"): ("2016-08-31", ""),
    ("Q20476822", "Chief of the General Staff", "2016-07-16"): None,  # stood in for three days
    ("Q344153", "Foreign Minister", "1999-04-18"): ("1997-06-30", ""),
    ("Q945364", "Finance Minister", "2009-05-01"): ("", "2015-11-24"),
    ("Q450278", "First Deputy Prime Minister", "2012-02-14"): None,  # deputy prime ministers
    ("Q58113", "First Deputy Prime Minister", "2012-12-24"): None,
    ("Q2089730", "First Deputy Prime Minister", "2014-02-27"): None,
    ("Q2502227", "First Deputy Prime Minister", "2016-04-14"): None,
    ("Q97176848", "First Deputy Prime Minister", "2020-03-04"): ("2021-05-20", ""),
    ("Q97176848", "Economy Minister", "2020-03-04"): ("2021-05-20", ""),
    ("Q12141949", "Defence Minister", "2016-04-14"): ("2014-10-14", ""),
    ("Q10857432", "Foreign Minister", "2016-04-14"): ("2014-06-19", ""),
    ("Q704389", "Interior Minister", "2016-04-14"): ("2014-02-27", ""),
    ("Q12157109", "Energy Minister", "2013-12-24"): ("2012-12-24", ""),
    ("Q107620810", "Energy Minister", "2020-03-04"): ("2021-04-29", ""),
    ("Q90411305", "Energy Minister", "2020-03-10"): None,
    ("Q4105195", "Head of the presidential office", "2005-09-06"): None,
    ("Q113131430", "Prosecutor General", "2022-07-17"): None,  # stood in
    ("Q89191595", "Head of the Security Service", "2022-07-18"): None,  # Vasyl Malyuk, by hand
    ("Q7711", "Foreign Minister", "2016-12-06"): ("2016-02-11", ""),
    ("Q2965623", "Economy and Finance Minister", "1999-11-02"): ("", "2000-03-27"),
    ("Q360961", "Interior Minister", "1999-07-06"): None,  # of Israel
    ("Q1726930", "Interior Minister", "2018-10-16"): ("", "2020-07-06"),
    ("Q12956", "Interior Minister", "2017-05-15"): ("2017-05-17", ""),
    ("Q3299831", "Interior Minister", "2017-03-21"): ("", "2017-05-17"),
    ("Q7942220", "President of the General Assembly", "2021-06-17"): ("2020-09-15", "2021-09-14"),
    ("Q1397396", "President of the General Assembly", "2002-01-01"): ("2002-09-10", "2003-09-16"),
    ("Q549955", "President of the General Assembly", "2005-06"): ("2005-09-13", "2006-09-12"),
    ("Q467905", "President of the General Assembly", "2017-09-12"): ("", "2018-09-18"),
    ("Q460904", "President of the General Assembly", "2018-09-05"): ("2018-09-18", ""),
    ("Q30558371", "President of the General Assembly", "2019-09-17"): ("", "2020-09-15"),
    ("Q116648", "President of the Parliamentary Assembly", "2018-06"): ("2018-06-25", "2020-01-27"),
    ("Q15924670", "Under-Secretary-General", "2017-02-15"): None,  # by hand, under his office
}

# (Wikidata, role): the end of a term that was still running in the snapshot.
ENDS = {
    ("Q10853588", "Vice President"): "2025-01-20", ("Q5562913", "Secretary of Commerce"): "2025-01-20",
    ("Q234994", "Secretary of Energy"): "2025-01-20", ("Q263725", "Secretary of the Treasury"): "2025-01-20",
    ("Q4714600", "Secretary of Homeland Security"): "2025-01-20",
    ("Q7821917", "Secretary of State"): "2025-01-20", ("Q941013", "Secretary of Defense"): "2025-01-20",
    ("Q1922011", "Attorney General"): "2025-01-20", ("Q6766465", "Chairman of the Joint Chiefs of Staff"):
    "2023-10-01", ("Q20707727", "Army Chief of Staff"): "2023-08-04",
    ("Q16730147", "National Security Advisor"): "2025-01-20",
    ("Q14525857", "Director of National Intelligence"): "2025-01-20",
    ("Q104076331", "Trade Representative"): "2025-01-20", ("Q19920980", "UN ambassador"): "2025-01-20",
    ("Q649898", "White House Chief of Staff"): "2023-02-08",
    ("Q28957228", "White House press secretary"): "2025-01-20",
    ("Q104587353", "Deputy Secretary of Defense"): "2025-01-20",
    ("Q4169153", "Deputy Secretary of State"): "2023-07-28",
    ("Q96101326", "Deputy Secretary of the Treasury"): "2025-01-20",
    ("Q23302985", "Deputy National Security Advisor"): "2025-01-20",
    ("Q30148517", "Director of the FBI"): "2025-01-20", ("Q1276563", "Director of the CIA"): "2025-01-20",
    ("Q6253752", "Ambassador to Afghanistan"): "2020-01", ("Q11607", "Ambassador to Russia"): "2019-10-03",
    ("Q6241291", "Ambassador to Russia"): "2022-09-04", ("Q66973646", "Ambassador to Ukraine"): "2025-04",
    ("Q519825", "Ambassador to China"): "2025-01-20", ("Q18057116", "Ambassador to the United Kingdom"):
    "2025-01-20", ("Q239928", "Ambassador to NATO"): "2021-01-20",
    ("Q57394943", "Ambassador to Germany"): "2021-07", ("Q2481855", "Ambassador to Germany"): "2024-07",
    ("Q32024", "Defence Minister"): "2024-05-12", ("Q4082839", "First Deputy Prime Minister"): "2024-05-12",
    ("Q2329960", "Deputy Prime Minister"): "2024-05-14", ("Q39390389", "Deputy Prime Minister"): "2024-05-14",
    ("Q446865", "Secretary of the Security Council"): "2024-05-12",
    ("Q28664969", "Energy Minister"): "2024-05-14", ("Q19908285", "Prosecutor General"): "2025-09",
    ("Q4067324", "Ambassador to the United States"): "2024-10", ("Q55437281", "Vice President"): "2023-06-03",
    ("Q55456118", "Energy Minister"): "2023-06-03", ("Q109627433", "Finance Minister"): "2023-06-03",
    ("Q249206", "Foreign Minister"): "2023-06-03", ("Q6098459", "Interior Minister"): "2023-06-03",
    ("Q4881622", "Justice Minister"): "2023-06-03", ("Q17045790", "Defence Minister"): "2023-06-03",
    ("Q21044620", "Speaker of parliament"): "2023-06", ("Q19636157", "Chief of the General Staff"):
    "2023-06-03", ("Q61112536", "Economy Minister"): "2025-07-17",
    ("Q61112536", "First Deputy Prime Minister"): "2025-07-17", ("Q4392444", "Defence Minister"):
    "2023-09-05", ("Q24025631", "Foreign Minister"): "2024-09-05", ("Q65198777", "Interior Minister"):
    "2023-01-18", ("Q66809451", "Infrastructure Minister"): "2024-05-09",
    ("Q28701679", "Central Bank governor"): "2022-10", ("Q107620810", "Energy Minister"): "2025-07-17",
    ("Q4154638", "Secretary of the Security Council"): "2024-03-26",
    ("Q65200615", "Head of the presidential office"): "2025-11-28",
    ("Q20070771", "Chief of the General Staff"): "2024-02", ("Q54860605", "Ambassador to the United States"):
    "2025-08", ("Q16706784", "Ambassador to Germany"): "2022-10",
    ("Q993472", "Economy and Finance Minister"): "2024-09-21", ("Q3123610", "Interior Minister"):
    "2024-09-21", ("Q3591105", "Justice Minister"): "2024-01-11",
    ("Q110812967", "President of the General Assembly"): "2023-09-05", ("Q1690742", "President"):
    "2024-02-06", ("Q4665893", "Foreign Minister"): "2023-11-17", ("Q527020", "Foreign Minister"):
    "2025-03-21", ("Q53863493", "Foreign Minister"): "2023-07", ("Q5680106", "Foreign Minister"):
    "2023-07-26", ("Q111718059", "Foreign Minister"): "2023-01-20", ("Q110515353", "Foreign Minister"):
    "2024-01-22", ("Q111184239", "Foreign Minister"): "2023-12-17", ("Q6180897", "Foreign Minister"):
    "2024-05-02", ("Q6436401", "Foreign Minister"): "2023-11", ("Q13181537", "Foreign Minister"):
    "2022-12-26", ("Q15542603", "Foreign Minister"): "2023-10",
    ("Q1721851", "High Commissioner on National Minorities"): "2023-12",
}  # fmt: skip

# Names as the news writes them; the source's own spelling stays as a variant.
NAMES = {
    "William Joseph Burns": "William Burns",
    "James Franklin Jeffrey": "James Jeffrey",
    "John Owen Brennan": "John Brennan",
    "Richard Bowman Myers": "Richard Myers",
    "Michael Mullen": "Mike Mullen",
    "John Michael McConnell": "Mike McConnell",
    "Ramazan Kadyrov": "Ramzan Kadyrov",
    "Sergey Mironoff": "Sergei Mironov",
    "Alexander Vladimirovich Konovalov": "Alexander Konovalov",
    "Jonathan Finer": "Jon Finer",
    "Sergey Mikhaylovich Ignatyev": "Sergei Ignatyev",
    "Thomas E. Donilon": "Tom Donilon",
    "Mark Malloch Brown, Baron Malloch-Brown": "Mark Malloch Brown",
    "John William Ashe": "John Ashe",
    "William M. Daley": "Bill Daley",
    "Daniel Pfeiffer": "Dan Pfeiffer",
    "Sergey Shoygu": "Sergei Shoigu",
    "Dan R. Brouillette": "Dan Brouillette",
    "Anthony Luzzatto Gardner": "Anthony Gardner",
    "R. Nicholas Burns": "Nicholas Burns",
    "Thomas A. Shannon, Jr.": "Thomas Shannon",
    "Dee-Maxwell Saah Kemayah, Sr": "Dee-Maxwell Kemayah",
    "Dee-Maxwell Saah Kemayah, Sr.": "Dee-Maxwell Kemayah",
    "Vasily Malyk": "Vasyl Malyuk",
    "İsmail Cem İpekçi": "Ismail Cem",
    "Alexandre Orlov": "Alexander Orlov",
    "Mary Catherine Phee": "Molly Phee",
    "A. Elizabeth Jones": "Elizabeth Jones",
    "A. Wess Mitchell": "Wess Mitchell",
    "Archbishop Paul Gallagher": "Paul Gallagher",
    "Dr. Narayan Khadka": "Narayan Khadka",
    "Sheikh Mohammed bin Abdulrahman Al Thani": "Mohammed bin Abdulrahman",
    "Raşit Meredow": "Rashid Meredov",
    "Sheikh Abdullah bin Zayed Al Nahyan": "Abdullah bin Zayed",
    "Prince Faisal bin Farhan Al Saud": "Faisal bin Farhan",
    "Bruno Rodríguez Parrilla": "Bruno Rodriguez",
    "Þórdís Kolbrún R. Gylfadóttir": "Thordis Kolbrun Gylfadottir",
    "Sergey Yuryevitch Nechayev": "Sergei Nechayev",
    "William Braucher Wood": "William Wood",
    "James Franklin Collins": "James Collins",
    "Steven Karl Pifer": "Steven Pifer",
    "William Stamps Farish III": "William Farish",
    "Knut Vollebæk": "Knut Vollebaek",
}  # fmt: skip
INITIAL = re.compile(r"(?<=\w) [A-Z]\.(?= )|,? (?:Jr\.|III|II)$")
# First names as most of the news spells them, for Russians.
RUSSIAN = (
    (r"\b(Serge|Alexe|Andre|Nikola)y\b", r"\1i"),
    (r"\bAleksandr\b", "Alexander"),
    (r"\bYury\b", "Yuri"),
)
PARTICLE = re.compile(r"\b(de|of|van|der|du|i|Le|La|bin|Al)\b")
LETTERS = str.maketrans(
    {"ı": "i", "İ": "I", "ə": "a", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "dj", "Đ": "Dj", "ð": "d",
     "Þ": "Th", "þ": "th", "ß": "ss", "ʻ": "'", "’": "'"}
)  # fmt: skip

# Known by another title, from the list of offices or by hand.
OWN_TITLE = {"USA", "GBR"}
# Foreign ministers of 2022 whose date or state the list has wrong, or whose state knows them by hand.
NOT_THE_MINISTER = {
    ("MMR", "Zin Mar Aung"),  # of the shadow government
    ("TLS", "Adaljíza Magno"),
    ("BRN", "Hassanal Bolkiah"),  # listed as head of state
    ("FJI", "Frank Bainimarama"),
    ("YEM", "Hisham Sharaf"),  # of the Houthis
    ("COM", "Dhoihir Dhoulkamal"),  # the first of January stands for a year
    ("PRY", "Euclides Acevedo"),  # had left in spring
    ("MDG", "Richard Rakotonirina"),  # stood in
    ("LIE", "Dominique Hasler"),  # dated from her first, other ministry
    ("VUT", "Mark Ati"),
}

# Surnames that many bear, or that are words: never alone for one of these.
COMMON = frozenset(
    (  # noqa: SIM905 - a list of names reads best as text
        "Abraham Ahmad Alexander Ali Alor Andall Antonov Baker Barrett Bass Bell Berger Blair Blank Bodman "
        "Boente Bolten Brennan Brown Brennan Bryson Burns Camara Card Carney Carter Chu Clark Clement Cohen "
        "Coleman Collins Conway Cox Craft Daley Darroux Davis Day Dempsey Dey Diop Dorji Douglas Duke Dunn "
        "Earnest Evans Faria Ferrand Filip Finn Ford Fox Francis Fried Gates Gibbs Gordon Gore Graham Gray "
        "Green Greene Hadley Hassan Haines Herbst Hicks Hill Holder Hughes Hussein Ivanov Jackson Jeffrey "
        "Johnson Jones Jordan Kaba Kelly Kerry Kirk Koenig Lebedev Lew Lewis Locke Long Lynch Lynn Makarov "
        "Martin Mason McConnell Mercier Mer Miller Mills Mitchell Mohamed Mohammed Moore Morell Murphy Myers "
        "Nagy Neumann Newman Norquist O'Brien Oral Ozer Pace Park Pascual Patterson Paul Perry Peters "
        "Philippe Powell Power Prodan Radchenko Richardson Rice Rosen Ross Rouse Ryan Sanders Schwab "
        "Sessions Shannon Shapiro Sherman Simon Sison Smith Snow Soares Spencer Sullivan Summers Tai Taylor "
        "Foll Roux Jiuyong Shi England Casey Whitaker Beers Lyons Richmond Wilkinson Emanuel Carson Gardner "
        "Hartley Ridge Shelton Hayden Reno Breton Mignon Lute Morningstar Charpentier Grossman Gonzales "
        "Meadows Vaillant Yamamoto Hutchison Steinberg Lockhart Bartlett Raskin Orlov Krylov Mironov "
        "Konovalov Dumont Gregoire Kerim Remy Leger Cunningham Gillespie Pickard Hill Guillaume Ashe "
        "Faure Bel Fokin "
        "Ozturk Gunes Atalay Aksu Cicek Celik Ergin Akbulut Moroz Rybak Koval Shevchenko Kalinin "
        "Reznik Marchuk Derkach Bohdan Litvinenko Umansky Arbuzov Sorkin Omelyan Prasolov Puchkov "
        "Titov Akimov Coats Bolton Maguire Mullen McClellan Grisham Pritzker Crocker Armitage "
        "Frazer Alekseyev Ponomarenko Bosser Tantan Schill Kennard Emerson Thors Garnik Toptan "
        "Ipek "
        "Thomson Font Angue Reina Baptiste Barbosa Macamo Adamo Kofe Ramdin Acevedo Kabua "
        "Timken Todd Townsend Trump Turk Tuttle Ustinov Vance Walker Wilson Wolf Wolff Wong Wood Work Wray "
        "Wright Yates Yildiz Yilmaz Young Zhukov Gul Guler Sahin Oral Turkoglu Petrenko Popov Avdeyev "
        "Mitchell Douglas Pereira Paul Peters Tembo Tax Greene Hasler Borg Ng Snyder Reynolds Fritz Emerson"
    ).split()
)


def main(folder: Path) -> None:
    """Print the rows that no hand-written row knows already."""
    hand = [row for row in read(DATA / "people.csv") if row["cited"].startswith(HAND)]
    writer = csv.DictWriter(sys.stdout, COLUMNS["people"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(generated(folder, hand))


def read(path: Path) -> list[Row]:
    """Return the rows of a table with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def generated(folder: Path, hand: list[Row]) -> list[Row]:
    """Return the rows of both sources, less what the hand-written ones know, sorted."""
    rows = [*holders(folder), *foreign_ministers(folder)]
    rows = [row for row in rows if not any(same_term(row, known) for known in hand)]
    rows = lone_surnames(rows, hand)
    return sorted(rows, key=lambda row: sort_key(tuple(row[c] for c in COLUMNS["people"])))


def same_term(one: Row, other: Row) -> bool:
    """Whether two rows speak of one person in one office at one time, or of one seat for one holder.

    >>> row = {"code": "USA", "role": "UN ambassador", "name": "John R. Bolton", "start": "2005", "end": ""}
    >>> same_term(row, row | {"name": "John Bolton", "start": "2005-08-01", "end": "2006"})
    True
    """
    if (one["code"], fold(one["role"])) != (other["code"], fold(other["role"])) or not overlap(one, other):
        return False
    return last_word(one) == last_word(other) or bool(names(one) & names(other))


def overlap(one: Row, other: Row) -> bool:
    """Whether two spans of office share a day."""
    return one["start"] < (other["end"] or "9999") and other["start"] < (one["end"] or "9999")


def last_word(row: Row) -> str:
    """Return what is compared of a surname."""
    return re.split(r"[ -]", fold(row["name"]))[-1]


def names(row: Row) -> set[str]:
    """Return all spellings of a name."""
    return {fold(name) for name in (row["name"], *row.get("also", "").split("|")) if name}


def holders(folder: Path) -> Iterator[Row]:
    """Yield the terms of the listed offices; neighbouring terms of one person are one."""
    terms = defaultdict(list)
    for row in read(folder / "holders_2000_2022.csv"):
        office = OFFICES.get((row["iso3"], row["position"]))
        fixed = office and fix(row, office[1])
        if office and fixed:
            terms[office, row["wikidata"]].append(fixed)
    merged = {key: list(joined(sorted(rows, key=start_end))) for key, rows in terms.items()}
    starts = defaultdict(set)
    for (office, _), rows in merged.items():
        starts[office].update(row["start"] for row in rows)
    for (office, wikidata), rows in merged.items():
        code, role, sector = office
        for row in rows:
            end = row["end"] or ENDS.get((wikidata, role), "")
            if end and (end <= max(FIRST_DAY, row["start"]) or days(row["start"], end) < FEW_DAYS):
                continue
            if next_day(end) in starts[office]:
                end = next_day(end)  # the day of a handover belongs to the successor
            by_hand = row.get("by_hand") or (end and not row["end"])
            yield person(row["person"], code, role, sector) | {
                "start": row["start"], "end": end, "known_until": "" if end else row["last_known"],
                "cited": f"Wikidata {wikidata}" + "; dates by hand" * bool(by_hand),
            }  # fmt: skip


def start_end(row: Row) -> tuple[str, str]:
    """Return what terms are put in order by."""
    return row["start"], row["end"] or "9999"


def fix(row: Row, role: str) -> Row | None:
    """Return the row with true dates, or nothing where it is no term of the office."""
    key = (row["wikidata"], role, row["start"])
    if key not in FIXED:
        return row if row["start"] else None
    dates = FIXED[key]
    if dates is None:
        return None
    return row | {"start": dates[0] or row["start"], "end": dates[1] or row["end"], "by_hand": "yes"}


def joined(rows: list[Row]) -> Iterator[Row]:
    """Yield terms, with those that overlap or follow within a few days made one."""
    kept: Row | None = None
    for row in rows:
        if kept and follows(kept["end"], row["start"]):
            later = "" if not (kept["end"] and row["end"]) else max(kept["end"], row["end"])
            kept = kept | {"end": later}
            continue
        if kept:
            yield kept
        kept = row
    if kept:
        yield kept


def follows(end: str, start: str) -> bool:
    """Whether a term that starts then goes on with the one that ended then."""
    return not end or start <= end or days(end, start) <= GAP_DAYS


def days(start: str, end: str) -> int:
    """Return the days between two dates; many where one of them is not known to the day."""
    if len(start) != FULL_DATE or len(end) != FULL_DATE:
        return FEW_DAYS
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def next_day(day: str) -> str:
    """Return the day after, or nothing where the day is not known.

    >>> next_day("2001-09-30"), next_day("2001")
    ('2001-10-01', '')
    """
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if len(day) == FULL_DATE else ""


def foreign_ministers(folder: Path) -> Iterator[Row]:
    """Yield the foreign ministers of 2022, with an open end."""
    states = {row["name"]: row["code"] for row in read(DATA / "states.csv")}
    rows = read(folder / "foreign_ministers_2022.csv")
    labels = {
        alias["alias"]: alias["target"]
        for alias in read(folder / "aliases.csv")
        if alias["kind"] == "minister"
    }
    for row in rows:
        code = states.get(row["countryLabel"]) or labels.get(row["name"], "")
        if code not in states.values() or len(row["start"]) != FULL_DATE or not row["name"]:
            continue
        if code in OWN_TITLE or (code, row["name"]) in NOT_THE_MINISTER:
            continue
        end = ENDS.get((row["person"], "Foreign Minister"), "")
        yield person(row["name"], code, "Foreign Minister", "GOV") | {
            "start": row["start"], "end": end, "known_until": "" if end else MINISTERS_SEEN,
            "cited": f"Wikidata {row['person']}" + "; end by hand" * bool(end),
        }  # fmt: skip


def person(source: str, code: str, role: str, sector: str) -> Row:
    """Return name, variants and office; the name without accents, initials and titles.

    >>> person("Joseph F. Dunford, Jr.", "USA", "", "")["name"]
    'Joseph Dunford'
    """
    name = plain(INITIAL.sub("", NAMES.get(source, source)).strip())
    for spelling, usual in RUSSIAN if code == "RUS" else ():
        name = re.sub(spelling, usual, name)
    also = source if fold(source) != fold(name) and "," not in source else ""
    return {"name": name, "also": also, "code": code, "role": role, "sector": sector, "alone": ""}


def plain(text: str) -> str:
    """Return a name in plain letters, with its capitals.

    >>> plain("Mevlüt Çavuşoğlu")
    'Mevlut Cavusoglu'
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def lone_surnames(rows: Iterable[Row], hand: list[Row]) -> list[Row]:
    """Return the rows with the surname that may stand alone: borne by one known person only."""
    rows = list(rows)
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in [*hand, *read(DATA / "people.csv"), *rows]:
        bearers[last_word(row)].add(fold(row["name"])[:2] + last_word(row))
    given = {fold(word) for row in [*hand, *rows] for word in row["name"].split()[:-1]}
    for row in rows:
        surname = row["name"].split()[-1]
        common = fold(surname) in {fold(n) for n in COMMON} | given
        lone = len(bearers[last_word(row)]) == 1 and len(surname) >= SHORTEST_ALONE
        whole = not PARTICLE.search(row["name"]) and "." not in surname
        row["alone"] = surname if lone and whole and not common else ""
    return rows


if __name__ == "__main__":
    main(Path(sys.argv[1]))
