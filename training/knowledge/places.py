# ruff: noqa: INP001, T201 - a script, no package: it says what it did
"""Makes the table of places for ``src/detente/knowledge/data`` from the gazetteer in the data folder.

    python training/knowledge/places.py ../shared/data/knowledge > FILE

then move FILE to ``src/detente/knowledge/data/places.csv`` (it is read, too: print into another file).

Capitals, and towns from a number of people that depends on the country: small where there is war and
diplomacy, large where there is neither. Rows written by hand are kept as they are and come first where a
generated one says the same.

**Names left out.** A place is looked up by one capitalised word after "in", "at", "near" or "to", so a name
that is more often something else does harm. One word is left out where it is

- an ordinary English word (``ORDINARY``: mostly words that running news text writes small);
- a first name or surname: of ``PERSONS``, of at least ``MANY_PERSONS`` holders of an office in the data
  folder, or the surname of anybody in our people table;

unless the town is a capital or has more than ``A_MILLION`` people. A name of any length is left out where
our alias table reads it as a state, a people, an organisation, an armed group, or a region of another state
(other than a capital's own name); Kirkuk and Donetsk stay in the state that the region lies in. The same
rules hold for the spellings in ``also``. Very common first names and words go for capitals, too (Victoria,
Male). "Gaza" is left to the Strip; the town is Gaza City.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from detente.knowledge.tables import sort_key
from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Row = dict[str, str]

COLUMNS = ("name", "also", "country", "lat", "lon", "people", "cited")
DATA = Path(__file__).parents[2] / "src" / "detente" / "knowledge" / "data"
HAND = "hand:"
A_MILLION = 1_000_000
MANY_PERSONS = 3
MOST_SPELLINGS = 3
SHORTEST_SPELLING = 4  # letters
ESTABLISHED = 200_000  # people: a town of this size has an English name of its own
NEAR = 0.5  # degrees: two rows of one name and country are one place

# Towns are listed from this many people (thousands); in a state not named here from OTHERWISE.
FROM = {
    # war, occupation, unrest, closed borders
    "UA": 15, "AM": 15, "AZ": 15, "GE": 15, "SY": 15, "IQ": 15, "IL": 15, "PS": 15, "LB": 15, "YE": 15,
    "SD": 15, "SS": 15, "LY": 15, "ML": 15, "NE": 15, "BF": 15, "TD": 15, "MR": 15, "CF": 15, "ET": 15,
    "ER": 15, "DJ": 15, "SO": 15, "CD": 15, "MM": 15, "AF": 15, "PK": 15, "XK": 15, "RS": 15, "BA": 15,
    "MK": 15, "MD": 15, "BY": 15, "CY": 15, "JO": 15, "KW": 15, "HT": 15, "TW": 15, "RW": 15, "BI": 15,
    # close to it
    "IR": 20, "TR": 20, "RU": 20, "NG": 20, "CM": 20, "EG": 20, "SA": 20, "KP": 20, "VE": 20, "UG": 20,
    "TJ": 15, "KG": 20, "TM": 20, "UZ": 25, "KZ": 25, "MZ": 20, "LK": 20, "BD": 25, "KE": 20, "TN": 20,
    "EE": 15, "LV": 15, "LT": 15, "ME": 15, "AL": 15, "HR": 20, "GR": 20, "RO": 30, "BG": 25, "HU": 25,
    "PL": 25, "KR": 25, "KH": 20, "LA": 15, "FI": 25, "NO": 20, "SE": 30, "DK": 30, "SK": 25, "CZ": 30,
    "SI": 15, "AT": 25, "CH": 20, "IE": 20, "OM": 20, "QA": 15, "AE": 20, "BH": 15, "DZ": 25, "MA": 25,
    # large and quiet
    "US": 40, "CA": 40, "GB": 40, "AU": 40, "DE": 35, "FR": 30, "ES": 40, "IT": 35, "NL": 40, "BE": 35,
    "PT": 25, "JP": 90, "CN": 90, "IN": 60, "BR": 60, "MX": 50, "AR": 40, "CL": 40, "CO": 40, "PE": 40,
    "ID": 40, "PH": 50, "MY": 50, "TH": 40, "VN": 40, "ZA": 45, "HK": 150, "NZ": 40, "CU": 40, "AO": 30,
}  # fmt: skip
OTHERWISE = 20

# States with the name of their capital.
NAMED_AS_CAPITAL = {"DJI", "LUX", "MCO", "SGP", "SMR"}

# A dependency counts with the state it belongs to.
BELONGS_TO = {
    "HK": "CN", "MO": "CN", "PR": "US", "GU": "US", "VI": "US", "AS": "US", "MP": "US", "RE": "FR",
    "GP": "FR", "MQ": "FR", "GF": "FR", "NC": "FR", "PF": "FR", "YT": "FR", "MF": "FR", "GI": "GB",
    "BM": "GB", "KY": "GB", "VG": "GB", "FK": "GB", "JE": "GB", "GG": "GB", "IM": "GB", "TC": "GB",
    "CW": "NL", "AW": "NL", "SX": "NL", "GL": "DK", "FO": "DK", "AX": "FI",
}  # fmt: skip

# Districts and parts of a town that the gazetteer lists as towns.
NOT_TOWNS = re.compile(
    r"Gaza|Old City|Ra’s Bayrūt|Commonwealth|Kalininskiy|West Jerusalem|.* Masyv|.* District"
    r"|.* \d\d|.*(?<!Khmelnyt|ropyvnyt)skyi"
)

ORDINARY = frozenset(
    (  # noqa: SIM905 - a list of words reads best as text
        "acre airport alabaster alliance along anew annex anthem awash bake bank banning bar barking bath "
        "batman bay bear bell bend best boo boom borne bow brick brusque bury bush butterfly buy can "
        "central church clay cocoa coin come commonwealth concord confederation converse cork crystal "
        "date deal defiance delta dig dire dole dour drama eagle eden enterprise erode evergreen fargo "
        "fate federal fishers fleet flint flora forest fountain gap garner gay god goes golden green "
        "groves gulf hale highland hillside hire hit ho holiday homestead hook horde horn hub hull humble "
        "hurricane imperial independence island jam jupiter land laurel leek lend lens liberal liberty "
        "lop lower male man manage mango march marina marks mascot mast mentor metro midland midway mile "
        "mine mission mobile mojo moron most much mustang nice normal north northern of officer ojus "
        "opportunity oral orange orchards over overland pace palm par para paradise paramount pare parole "
        "peer pen plantation plaque plum plunge police pool pop port portage prosper providence punch "
        "queens reading republic reservoir retreat revere rich riverside roses rouge rugby ruse rye saga "
        "sage sake sale salt samba same sandy savage save say se seaside sedan shaping shone shoreline "
        "simmering soho south southern sparks split spring springs stains sterling stoke sue sulphur "
        "summit sunrise sunset superior surprise swords tame tank temple terrace than time tire to toon "
        "torrent tours una union university uptown vale van vicar victory vineyard vista wa walnut ware "
        "wedding welling west western wheeling white woodland worth ye yoga young"
    ).split()
)
PERSONS = frozenset(
    (  # noqa: SIM905 - a list of names reads best as text
        "abbott abraham ada adam adams addison adrian albert alexander alexandra alexis alice allen "
        "allison alma alvarado alvarez alvin amos anderson andrea angela ann anna anthony antonio ariel "
        "arnold arthur ashton aston austin baker baldwin barbara barnes barry bartlett barton beaumont "
        "becker bell belmont bennett bentley benton bernardo beverly blackburn blaine blair boris bowie "
        "bradley brandon brent brian brooks brown bruce bryan bryant buckley burke burton butler byron "
        "cabot caldwell calhoun campbell carey carl carlos carmel carmichael carnegie carney carol "
        "carolina caroline carroll carson carter cary castro cecil celina chandler charles charlotte "
        "chester christian christiana clara clark claudia clayton cleveland clifton clinton clive cohen "
        "cole colin collins columbus compton conrad conroe conway cook cooper cornelius costa craig "
        "crawford cruz curtis cynthia dallas dalton dan daniel danny darwin davenport david davidson "
        "davie davis dawson dean delano denise dennis denton derek diana diaz dixon dolores donald donna "
        "doreen doris douglas draper duarte dudley dumas dumont duncan dylan eaton edison edith edmonds "
        "edmund edward edwards eliza elizabeth ellen elliott ellis eloise emily emma enrique eric erskine "
        "essex estelle ethan euclid eugene evans eve everett fairfax farragut ferguson fernandez fernando "
        "fillmore fisher fletcher florence foley ford foster francis francisco frank franklin fraser "
        "frederick fremont fuller fullerton gabriel garcia gardner garfield garland gary george gerald "
        "gibson gilbert gilroy gladstone glenn godfrey gomez gonzalez gordon grace graham grant gray "
        "greer gregory griffin griffith guadalupe hamilton hammond hampton hannah hannibal hanson harper "
        "harris harrison harry hart harvey hassan hastings hayden hayes hays hayward heath hector helen "
        "helena henderson henrietta henry herbert hercules herman hernandez hernando hill hobbs holbrook "
        "holden holland hollis holmes holt homer hoover hopkins horton houston howard hudson hughes "
        "humphrey hunt hunter huntington hurst hutchinson hyde ian ida irene irving isa isabel ivan jack "
        "jackson jacob james jane jason jasper jefferson jenkins jennings jensen jerome jesus jim joan "
        "joe john johnson johnston johnstone jonathan jones jordan jose joseph joshua juan julia julian "
        "justin karen kate katy keith keller kelly kendall kennedy kenner kenneth kent kerry kevin kim "
        "king kirk kramer kyle lamont lancaster lara larry latham laura lauren lawrence lawson layton lee "
        "leigh leland lennox leo leon leonard leopold leroy leslie lewis lima lincoln linda linden "
        "lindsay lisa livingston lloyd logan lopez louis lowell lucas lucy luis luther lynn mack mackay "
        "macron madison magdalena malcolm marcos margaret maria marie marina mario marion mark marshall "
        "martin martinez marvin mary mason massey matthews maurice max maxwell may mcallen mcdonough "
        "medina melissa melville mercedes merrick michael michel miguel miles miller milton miranda "
        "mitchell monica monroe montgomery moore morales moreno morgan moris morris morton moses muhammad "
        "murphy murray nancy napier nathan neil nelson newman newton nicholas nicole nigel nixon noel "
        "noor norfolk norma norman norris norton oliver olivia omar oscar otto owen palmer parker parsons "
        "pasco patricia patrick patterson paul paula pedro penny perez perry peter peters philip philipp "
        "pierre pitt porter powell preston quincy rafa raleigh ramon ramona ramos ramsey randolph ray "
        "raymond redmond reed regina reynolds richard richardson richmond ripley rita rivera robert "
        "roberts robertson robin robinson rodney rodriguez roger rogers roland roman romeo romney ron "
        "ronald roosevelt rosa rosario rose ross roy russell ruth rutherford ryan salim salman salvador "
        "samuel sanchez santos sara sarah saul scott sebastian selma seymour shane sharon shaw shelby "
        "shelton sheridan sherman shirley sidney silva simon singh smith solomon sonia sophia stafford "
        "stanley stanton stella stephen steven stevens stewart stone stuart sullivan sumter susan sutton "
        "sydney sylvia tanner taylor teresa terrell thatcher theodore thomas thompson thomson todd tom "
        "tony torrance torres tracy travis troy trump tucker tulsi turner tyler tyson valentin vance "
        "vargas vaughan vaughn vera vernon veronica victor victoria villiers vincent viola virginia "
        "vladimir wade walker wallace walter walton ward warner warren warwick watson wayne webb webster "
        "wells wendell wesley whitman whitney wilder william williams wilson winston winthrop woods "
        "wright wyatt yusuf zachary zamora"
    ).split()
)
# Known in the news under their own name, whatever else it means.
KEPT = frozenset(
    {"dallas", "houston", "cleveland", "columbus", "austin", "sydney", "medina", "liverpool", "valencia"}
)

# Spellings of the news that no rule below gives, written by hand: country, then name in the
# gazetteer : its other spellings.
SPELLINGS_BY_HAND = """
AE Al Ain City:Al Ain
AF Bamyan:Bamiyan | Maymana:Maimana | Mazār-e Sharīf:Mazar-i-Sharif,Mazar-e-Sharif,Mazar i Sharif
AF Pul-e Khumrī:Pul-i-Khumri,Pul-e-Khumri | Sar-e Pul:Sar-i-Pul | Shibirghān:Sheberghan | Taloqan:Taluqan
AM Vagharshapat:Echmiadzin,Etchmiadzin,Ejmiatsin
AZ Aghdam:Agdam | Aghjabadi:Agjabadi | Fuzuli:Fizuli | Ganja:Gandja,Gyanja | Khirdalan:Xirdalan
AZ Lankaran:Lenkoran | Mingachevir:Mingechaur | Naxçıvan:Nakhchivan,Nakhichevan | Shamkhir:Shamkir
AZ Sheki:Shaki | Shusha:Shushi | Sumgayit:Sumqayit,Sumgait | Zaqatala:Zagatala
BD Barishal:Barisal | Bogra:Bogura | Chattogram:Chittagong | Comilla:Cumilla | Jessore:Jashore
BY Baranovichi:Baranavichy | Barysaw:Borisov | Bobruysk:Bobruisk,Babruysk | Homyel':Gomel,Homel
BY Hrodna:Grodno | Mahilyow:Mogilev,Mahiliou | Mazyr:Mozyr | Vitebsk:Vitsebsk
CH Basel:Basle | Bern:Berne | Luzern:Lucerne
CN Xi’an:Xian
CY Kyrenia:Girne | Limassol:Lemesos | Nicosia:Lefkosia,Lefkosa
DE Frankfurt am Main:Frankfurt | Hannover:Hanover | Köln:Cologne
DZ Béjaïa:Bougie | Tamanghasset:Tamanrasset
EG Al Maḩallah al Kubrá:Mahalla | Al Manşūrah:Mansoura,Mansura | Arīsh:El-Arish,Al-Arish,El Arish
EG Ismailia:Ismailiya | Marsá Maţrūḩ:Mersa Matruh | Sharm el-Sheikh:Sharm El Sheikh,Sharm al-Sheikh
ES A Coruña:La Coruna,Coruna | Donostia / San Sebastián:San Sebastian,Donostia
ES Gasteiz / Vitoria:Vitoria,Vitoria-Gasteiz | Palma:Palma de Mallorca | Sevilla:Seville
ES Zaragoza:Saragossa
ET Aksum:Axum | Awasa:Hawassa | Bishoftu:Debre Zeyit | Gonder:Gondar | Inda Silasē:Shire
ET Mek'ele:Mekelle,Mekele | Nazrēt:Adama | Shashamane:Shashemene | Weldiya:Woldia | Wik’ro:Wukro
FR Dunkirk:Dunkerque | Lyon:Lyons | Marseille:Marseilles
GE Sokhumi:Sukhumi,Sukhum | Ts’khinvali:Tskhinvali
GR Alexandroupoli:Alexandroupolis | Ioánnina:Yannina | Irákleion:Heraklion,Iraklion | Lárisa:Larissa
GR Pátra:Patras | Thessaloníki:Salonica,Salonika
IL Beersheba:Be'er Sheva,Beer Sheva,Beersheva | Bet Shemesh:Beit Shemesh | Eilat:Elat | Kfar Saba:Kefar Sava
IL Migdal Ha‘Emeq:Migdal Haemek | Modi‘in Makkabbim Re‘ut:Modiin,Modi'in | Modiin Ilit:Modi'in Illit
IL Petaẖ Tiqva:Petah Tikva | Qiryat Shmona:Kiryat Shmona,Kiryat Shemona | Rishon LeTsiyyon:Rishon LeZion
IL Safed:Tzfat,Zefat | Sderot:Sederot | Tel Aviv:Tel Aviv-Yafo,Tel-Aviv | Umm el Faḥm:Umm al-Fahm
IN Bengaluru:Bangalore | Chennai:Madras | Gurugram:Gurgaon | Kochi:Cochin | Kolkata:Calcutta
IN Mangaluru:Mangalore | Mumbai:Bombay | Mysuru:Mysore | Prayagraj:Allahabad | Puducherry:Pondicherry
IN Shimla:Simla | Thiruvananthapuram:Trivandrum | Vadodara:Baroda | Varanasi:Banaras,Benares
IN Visakhapatnam:Vizag
IQ Abū Ghurayb:Abu Ghraib | Al ‘Amārah:Amara,Amarah | Al Diwaniyah:Diwaniya,Diwaniyah
IQ Al Fallūjah:Fallujah,Falluja | Al Ḩillah:Hilla,Hillah | Al Qā’im:Al-Qaim,Qaim
IQ Al-Hamdaniya:Qaraqosh,Hamdaniya | Al-Kut:Kut | As Samāwah:Samawah,Samawa | Baqubah:Baquba,Ba'quba
IQ Bayjī:Baiji,Beiji | Dihok:Dohuk,Duhok | Erbil:Irbil,Arbil | Najaf:An Najaf | Sāmarrā’:Samarra
IQ Sinjār:Shingal | Sulaymaniyah:Sulaimaniya,Sulaimaniyah | Zaxo:Zakho
IR Ahvāz:Ahwaz | Bandar-e Anzalī:Bandar Anzali | Chābahār:Chahbahar | Khorramshahr:Khurramshahr
IR Mashhad:Meshed | Orūmīyeh:Urmia,Urmiyeh | Qom:Qum
JO Aqaba:Al Aqabah
KP Namp’o:Nampo
KR Busan:Pusan | Daegu:Taegu | Daejeon:Taejon | Gangneung:Kangnung | Gwangju:Kwangju | Incheon:Inchon
KZ Aktau:Aqtau | Aktobe:Aqtobe,Aktyubinsk | Almaty:Alma-Ata | Astana:Nur-Sultan | Baikonur:Baykonur
KZ Karagandy:Karaganda | Kyzylorda:Qyzylorda | Oral:Uralsk | Petropavl:Petropavlovsk | Semey:Semipalatinsk
KZ Ust-Kamenogorsk:Oskemen
LB Aarsâl:Arsal | Baalbek:Ba'albek,Baalbeck | Bsharri:Bcharre | El Hermel:Hermel | En Nâqoûra:Naqoura,Naqura
LB Jounieh:Junieh | Nabatîyé et Tahta:Nabatieh,Nabatiyeh,Nabatiye | Sidon:Saida | Tyre:Sour | Zahlé:Zahleh
LY Ajdabiya:Ajdabiyah | Al Bayḑā’:Bayda,Al-Bayda | Al Khums:Khoms | Az Zāwīyah:Zawiyah
LY Bani Walid:Beni Walid | Darnah:Derna | Misratah:Misrata | Sabha:Sebha | Şabrātah:Sabratha | Sirte:Surt
LY Tarhuna:Tarhunah | Zawiya:Zawia | Zuwārah:Zuwara
MD Bălţi:Beltsy | Bender:Bendery,Tighina | Chisinau:Kishinev | Comrat:Komrat
ML Timbuktu:Tombouctou
MM Mawlamyine:Moulmein | Nay Pyi Taw:Naypyidaw,Naypyitaw | Yangon:Rangoon
MN Ulan Bator:Ulaanbaatar
MX Acapulco de Juárez:Acapulco | Ciudad Juárez:Juarez | Heroica Matamoros:Matamoros
MX León de los Aldama:Leon | Mexico City:Ciudad de Mexico | Santiago de Querétaro:Queretaro
NL 's-Hertogenbosch:Den Bosch | The Hague:Den Haag
PK Dera Ismail Khan:D.I. Khan
PL Kraków:Cracow
PS Al Bīrah:Al-Bireh,El Bireh | Al Burayj:Bureij | An Nuşayrāt:Nuseirat | Bayt Ḩānūn:Beit Hanoun,Beit Hanun
PS Bayt Jālā:Beit Jala | Bayt Lāhyā:Beit Lahiya,Beit Lahia | Dayr al Balaḩ:Deir al-Balah,Deir el-Balah
PS Gaza:Gaza City | Jabālyā:Jabalia,Jabaliya | Janīn:Jenin | Khān Yūnis:Khan Younis,Khan Yunus
PS Ma‘ale Adummim:Maale Adumim,Ma'ale Adumim | Qalqīlyah:Qalqilya,Qalqiliya | Ţūlkarm:Tulkarem
RO Cluj-Napoca:Cluj
RU Arkhangel’sk:Arkhangelsk,Archangel | Blagoveshchensk:Blagoveschensk | Bryansk:Briansk | Grozny:Groznyy
RU Khasavyurt:Khasav-Yurt | Naberezhnyye Chelny:Naberezhnye Chelny
RU Nizhniy Novgorod:Nizhny Novgorod,Nizhni Novgorod | Orël:Oryol
RU Petropavlovsk-Kamchatsky:Petropavlovsk-Kamchatskiy | Rostov-on-Don:Rostov | Ryazan’:Ryazan
RU Saint Petersburg:St. Petersburg,St Petersburg | Tolyatti:Togliatti | Velikiye Luki:Velikie Luki
RU Yekaterinburg:Ekaterinburg | Yuzhno-Sakhalinsk:Yuzhno Sakhalinsk
SA Buraydah:Buraidah | Dammam:Ad Dammam | Jeddah:Jidda,Jiddah | Jizan:Jazan | Khobar:Al Khobar
SA Madinah:Medina | Makkah:Mecca | Ta’if:Taif
SD Ad-Damazin:Damazin | Al Qadarif:Gedaref,El Gedaref | Al-Junaynah:El Geneina,Geneina,El-Geneina
SD El Daein:Ed Daein | El Fasher:Al Fashir,El-Fasher,Al-Fashir | El Obeid:Al Ubayyid,El-Obeid,Al-Obeid
SD Kadugli:Kaduqli | Kassala:Kasala | Khartoum North:Bahri | Singa:Sinja | Wad Medani:Wad Madani
SD Zalinjay:Zalingei
SO Baidoa:Baydhabo | Beledweyne:Beledweyn,Belet Weyne | Bosaso:Bossaso | Burao:Burco | Ceerigaabo:Erigavo
SO Gaalkacyo:Galkayo | Garoowe:Garowe | Hargeysa:Hargeisa | Jawhar:Jowhar | Kismayo:Kismaayo
SO Laascaanood:Las Anod | Marka:Merca
SS Wau:Waw
SY ‘Afrīn:Afrin | ‘Ayn al ‘Arab:Kobani,Kobane,Ain al-Arab | Al Bāb:Al-Bab
SY Al Ḩasakah:Hasakah,Hasaka,Hassakeh | Al Mayādīn:Mayadin | Al Qāmishlī:Qamishli,Kamishli
SY Al Qunayţirah:Quneitra | Al Qusayr:Qusayr,Qusair | Al Quşayr:Qusayr,Qusair | Al-Tabqa:Tabqa,Ath Thawrah
SY Ālbū Kamāl:Abu Kamal,Al-Bukamal | An Nabk:Nabk | Ar Raqqah:Raqqa,Raqqah,al-Raqqa | Ar Rastan:Rastan
SY As Salamīyah:Salamiyah | As-Suwayda:Sweida,Suwayda | Dar‘ā:Daraa,Deraa,Dara'a | Dar'a:Daraa,Deraa
SY Dārayyā:Daraya | Deir ez-Zor:Deir al-Zor,Deir Ezzor,Deir el-Zour | Dūmā:Douma | Ḩamāh:Hama | I‘zāz:Azaz
SY Jablah:Jableh | Jarabulus:Jarablus | Jisr ash Shughūr:Jisr al-Shughur,Jisr al-Shughour
SY Khān Shaykhūn:Khan Sheikhoun | Latakia:Lattakia | Manbij:Membij | Saraqib:Saraqeb | Sarāqib:Saraqeb
SY Tadmur:Palmyra | Ţarţūs:Tartous | Tartus:Tartous
TD N'Djamena:Ndjamena
TJ Khorugh:Khorog | Khujand:Khudjand | Kŭlob:Kulyab
TM Ashgabat:Ashkhabad | Turkmenabat:Chardzhou | Türkmenbaşy:Turkmenbashi
TN Ben Gardane:Ben Guerdane | Sidi Bouzid:Sidi Bou Zid
TR İskenderun:Alexandretta | İzmit:Kocaeli | Şanlıurfa:Urfa | Trabzon:Trebizond
TW Hualien City:Hualien | Jincheng:Kinmen
UA Avdiyivka:Avdiivka,Avdeevka,Avdeyevka | Bakhmut:Artemivsk,Artyomovsk,Artemovsk | Berdyansk:Berdiansk
UA Bila Tserkva:Belaya Tserkov | Boryspil:Borispol | Chernihiv:Chernigov | Chernivtsi:Chernovtsy
UA Chornomors’k:Chornomorsk,Illichivsk | Dnipro:Dnepropetrovsk,Dnipropetrovsk,Dnepr
UA Dobropillia:Dobropillya,Dobropolye | Dovzhansk:Sverdlovsk | Druzhkivka:Druzhkovka | Dzhankoy:Dzhankoi
UA Enerhodar:Energodar | Feodosiya:Feodosia | Horlivka:Gorlovka | Hostomel:Gostomel | Irpin:Irpen
UA Ivano-Frankivsk:Ivano-Frankovsk | Izmayil:Izmail | Izyum:Izium | Kamyanske:Kamianske,Dniprodzerzhynsk
UA Kharkiv:Kharkov | Khmelnytskyi:Khmelnitsky,Khmelnytsky | Kostyantynivka:Kostiantynivka,Konstantinovka
UA Kremenchuk:Kremenchug | Kropyvnytskyi:Kropyvnytskyy,Kirovohrad,Kirovograd
UA Kryvyy Rih:Kryvyi Rih,Krivoy Rog | Kupyansk:Kupiansk | Kurakhove:Kurakhovo | Kyiv:Kiev | Luhansk:Lugansk
UA Lviv:Lvov | Lyman:Krasny Liman | Lysychansk:Lisichansk | Makiyivka:Makiivka,Makeyevka,Makeevka
UA Mykolayiv:Mykolaiv,Nikolaev,Nikolayev | Nova Kakhovka:Novaya Kakhovka | Odesa:Odessa | Okhtyrka:Akhtyrka
UA Pivdenne:Yuzhne | Pokrovsk:Krasnoarmeysk,Krasnoarmiisk | Rivne:Rovno | Rubizhne:Rubezhnoye
UA Selydove:Selidovo | Sevastopol:Sebastopol | Siverskodonetsk:Sievierodonetsk,Severodonetsk,Syeverodonetsk
UA Slovyansk:Sloviansk,Slavyansk | Ternopil:Ternopol | Toretsk:Dzerzhinsk | Uzhhorod:Uzhgorod
UA Vinnytsya:Vinnytsia,Vinnitsa | Vovchansk:Volchansk | Vyshhorod:Vyshgorod
UA Yenakiyeve:Yenakiieve,Yenakievo | Yevpatoriya:Yevpatoria,Evpatoria
UA Zaporizhzhya:Zaporizhzhia,Zaporizhia,Zaporozhye | Zhytomyr:Zhitomir
US New York City:New York | Saint Paul:St. Paul,St Paul | St. Louis:St Louis,Saint Louis
US St. Petersburg:St Petersburg | Washington:Washington D.C.,Washington DC
UZ Andijon:Andijan | Bukhara:Bokhara | Fergana:Farg'ona | Qarshi:Karshi | Samarkand:Samarqand
UZ Tirmiz:Termez | Urganch:Urgench
VN Da Nang:Danang | Haiphong:Hai Phong | Ho Chi Minh City:Saigon
XK Ferizaj:Urosevac | Gjakovë:Gjakova,Djakovica | Gjilan:Gnjilane | Mitrovicë:Mitrovica,Kosovska Mitrovica
XK Pejë:Peja,Pec | Peje:Peja,Pec | Pristina:Prishtina
YE Al Ḩudaydah:Hodeidah,Hodeida,Hudaydah | Laḩij:Lahj | Ma’rib:Marib | Ma'rib:Marib | Mocha:Mokha
YE Şa‘dah:Saada,Saadah | Sa'dah:Saada,Saadah | Sanaa:Sana'a | Taiz:Taizz,Ta'izz
ZA Gqeberha:Port Elizabeth | Johannesburg:Joburg | Mafikeng:Mahikeng | Mbombela:Nelspruit | Mthatha:Umtata
ZA Polokwane:Pietersburg
"""

# Countries whose names begin with an Arabic article that the news writes in many ways or not at all.
ARTICLE_COUNTRIES = frozenset("AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TD TN YE".split())  # noqa: SIM905
ARTICLE = re.compile(r"(?i)^[‘’']?(?:a[dlnrstzẕḑţşḩ]h?|el)[ -](?=\w)")
MARKS = re.compile(r"['’‘ʻʼ`´]")
# Letters and endings of one language as the news writes them: (countries, pattern, replacement).
LETTERS: tuple[tuple[str, str, str], ...] = (
    ("RU UA BY KZ", r"(?:iy|yy|yi)\b", "y"),
    ("RU UA BY KZ", r"yye\b", "ye"),
    ("UA", r"(?<=[aeiouy])yi", "i"),
    ("UA", r"(?<=[bdghklmnprstvz])ya", "ia"),
)
AZERI = str.maketrans(
    {"x": "kh", "X": "Kh", "q": "g", "Q": "G", "c": "j", "C": "J", "ş": "sh", "Ş": "Sh", "ç": "ch", "Ç": "Ch",
     "ğ": "gh"}
)  # fmt: skip
# Countries whose towns the news spells in several ways: variants that the gazetteer also lists are taken.
SPELT_VARIOUSLY = frozenset(
    (  # noqa: SIM905 - a list of codes reads best as text
        "AE AF AM AZ BH BY DZ EG ER ET GE IQ IR JO KG KW KZ LB LY MA MM OM PK PS QA SA SD SO SY TD TJ TM TN "
        "UA UZ YE"
    ).split()
)
ENGLISH_LOOKS = re.compile(r"[A-Z][a-z]{2,}(?:[ -][A-Za-z][a-z]+){0,2}")
# Letters in a row that romanisation for other languages writes, and English does not.
FOREIGN_LOOKS = re.compile(
    r"(?i)sch|tch|dj|tj|cz|sz|cs|zs|w[bcdfgklmnprstvz]|x|j[bcdfgkmnpstvz]|[sdn]j|oe\b|ij|c\b|ehl|aa|uu|ii\b|ss\b|^(.)\1"
)
VOWELS = frozenset("aeiouy")
SAME_SOUND = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ay", "i"), ("ai", "i"), ("ei", "i"), ("ey", "i"), ("iy", "i"),
    ("ya", "ia"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("q", "k"), ("y", "i"), ("e", "i"),
    ("o", "u"),
)  # fmt: skip


def main(folder: Path) -> None:
    """Print the table."""
    kept = [row for row in read(DATA / "places.csv") if row["cited"].startswith(HAND)]
    towns = list(read(folder / "cities15000.tsv", delimiter="\t"))
    unwanted = Unwanted(folder)
    rows = without_doubles(kept, generated(towns, unwanted))
    largest: dict[str, int] = {}
    for row in rows:
        largest[fold(row["name"])] = max(int(row["people"] or 0), largest.get(fold(row["name"]), 0))
    for row in rows:
        also = (v for v in row["also"].split("|") if largest.get(fold(v), -1) < int(row["people"] or 0))
        row["also"] = "|".join(filter(None, also))
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: sort_key([row[c] for c in COLUMNS])))
    print(f"{len(rows)} rows, {len(kept)} of them by hand", file=sys.stderr)


def read(path: Path, delimiter: str = ",") -> Iterator[Row]:
    """Yield the rows of a table with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


class Unwanted:
    """Which names are left out; see the head of this file."""

    def __init__(self, folder: Path) -> None:
        """Read the names of people from the data folder and what names mean from our tables."""
        people = list(read(DATA / "people.csv"))
        names = {row["person"] for row in read(folder / "holders_2000_2022.csv")}
        names |= {row["name"] for row in read(folder / "foreign_ministers_2022.csv")}
        names |= {row["name"] for row in people}
        words = [fold(name).split() for name in names if len(name.split()) > 1]
        count = Counter(word for name in {(w[0], w[-1]) for w in words} for word in set(name))
        self.persons = PERSONS | {word for word, n in count.items() if n >= MANY_PERSONS}
        self.persons |= {fold(row["name"]).split()[-1] for row in people}
        within = {row["code"]: row["within"].split("|") for row in read(DATA / "codes.csv")}
        self.meanings: dict[str, set[str]] = defaultdict(set)
        for row in read(DATA / "aliases.csv"):
            if row["kind"] not in {"capital", "seat", "not_state"}:
                at_home = within[row["code"]] if row["kind"] == "region" else []
                self.meanings[fold(row["alias"])].update(at_home)

    def __call__(self, name: str, state: str, people: int, *, capital: bool) -> bool:
        """Whether a town of this size is better not looked up by this name."""
        word = fold(name)
        if state not in self.meanings.get(word, {state}) and not capital:
            return True
        if people > A_MILLION or word in KEPT:
            return False
        return word in ORDINARY or word in (PERSONS if capital else self.persons)


def generated(towns: list[Row], unwanted: Unwanted) -> Iterator[Row]:
    """Yield the towns that are large enough for their country, under names that may be looked up."""
    iso3 = {row["iso2"]: row["code"] for row in read(DATA / "states.csv")}
    states = {
        cc: iso3[BELONGS_TO.get(cc, cc)] for cc in {t["cc"] for t in towns} if BELONGS_TO.get(cc, cc) in iso3
    }
    capitals = capital_ids([t for t in towns if t["cc"] in states], states)
    by_hand = spellings_by_hand()
    for town in towns:
        people = int(town["pop"] or 0)
        capital = town["geonameid"] in capitals
        large = people >= 1_000 * FROM.get(town["cc"], OTHERWISE)
        if town["cc"] not in states or NOT_TOWNS.fullmatch(town["name"]) or not (large or capital):
            continue
        own = town["name"].lstrip("'’‘ʻʼ`´")
        if unwanted(own, states[town["cc"]], people, capital=capital):
            continue
        told = by_hand.get((town["cc"], town["name"]), [])
        names = (*told, *by_rule(town), *([] if told else listed(town)))
        also = [
            name
            for name in different(names, own)
            if len(name) >= SHORTEST_SPELLING
            and not unwanted(name, states[town["cc"]], people, capital=capital)
        ]
        yield {
            "name": own,
            "also": "|".join(also[:MOST_SPELLINGS]),
            "country": states[town["cc"]],
            "lat": f"{float(town['lat']):.3f}",
            "lon": f"{float(town['lon']):.3f}",
            "people": str(round(people, -3) or people),
            "cited": f"GeoNames {town['geonameid']}",
        }


def capital_ids(towns: Iterable[Row], states: Mapping[str, str]) -> set[str]:
    """Return the largest town of each capital's name in its state."""
    found: dict[tuple[str, str], list[tuple[bool, int, str]]] = defaultdict(list)
    for town in towns:
        for name in {fold(n) for n in (town["name"], *town["alt"].split("|"))}:
            rank = (name == fold(town["name"]), int(town["pop"] or 0), town["geonameid"])
            found[states[town["cc"]], name].append(rank)
    rows = [
        row
        for row in read(DATA / "aliases.csv")
        if row["kind"] == "capital" or (row["kind"] == "name" and row["code"] in NAMED_AS_CAPITAL)
    ]
    return {max(found[row["code"], fold(row["alias"])], default=("", 0, ""))[2] for row in rows}


def spellings_by_hand() -> dict[tuple[str, str], list[str]]:
    """Return the list of this file by country and name in the gazetteer."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in SPELLINGS_BY_HAND.strip().splitlines():
        country, entries = line.split(" ", 1)
        for entry in entries.split(" | "):
            name, others = entry.split(":")
            found[country, name] += others.split(",")
    return found


def by_rule(town: Row) -> Iterator[str]:
    """Yield what the name becomes by the habits of the news: no marks, no article, its own letters."""
    name, country = MARKS.sub("", town["name"]), town["cc"]
    if country in ARTICLE_COUNTRIES and ARTICLE.match(name):
        name = ARTICLE.sub("", name)
    if country == "AZ":
        name = name.translate(AZERI)
    for countries, pattern, replacement in LETTERS:
        if country in countries.split():
            name = re.sub(pattern, replacement, name)
    yield name
    if name.startswith(("Saint ", "St. ")):
        rest = name.split(" ", 1)[1]
        yield from (f"{saint} {rest}" for saint in ("St.", "St", "Saint"))


def listed(town: Row) -> Iterator[str]:
    """Yield variants that the gazetteer lists, sound alike and look English; fewest letters apart first."""
    romanised = not town["name"].isascii() or ARTICLE.match(town["name"]) or town["cc"] in {"UA", "BY"}
    if town["cc"] not in SPELT_VARIOUSLY or not romanised or int(town["pop"] or 0) > ESTABLISHED:
        return
    sound = sounds(town["name"], town["cc"])
    alike = {
        name
        for name in town["alt"].split("|")
        if ENGLISH_LOOKS.fullmatch(name)
        and not FOREIGN_LOOKS.search(name)
        and sounds(name, town["cc"]) == sound
        and ("kh" in fold(town["name"]) or "kh" not in fold(name) or town["cc"] in {"UA", "BY"})
    }
    yield from sorted(alike, key=lambda name: (abs(len(name) - len(town["name"])), name))


def sounds(name: str, country: str) -> str:
    """Return the name with one sign for what romanisations write in several ways.

    In Ukraine and Belarus the consonants, with g as h, and how the name begins and ends: towns are also
    known by their Russian names.
    """
    word = fold(ARTICLE.sub("", MARKS.sub("", name)) if country in ARTICLE_COUNTRIES else MARKS.sub("", name))
    word = re.sub(r"[^a-z]", "", word)
    if country in {"UA", "BY"}:
        consonants = re.sub(r"[aeiouy]", "", word[1:].replace("g", "h"))
        return word[:1] + re.sub(r"(.)\1", r"\1", consonants) + str(word[-1:] in VOWELS)
    for written, sign in SAME_SOUND:
        word = word.replace(written, sign)
    return re.sub(r"(.)\1", r"\1", word.removesuffix("h"))


def different(names: Iterable[str], name: str) -> list[str]:
    """Return the spellings that are not the same when folded, nor the name itself."""
    found: dict[str, str] = {fold(name): ""}
    for other in names:
        found.setdefault(fold(other), other)
    return list(filter(None, found.values()))


def without_doubles(kept: list[Row], rows: Iterable[Row]) -> list[Row]:
    """Return the hand-written rows and those that do not repeat a larger one close by.

    A hand-written row is also repeated by another spelling; it takes over what it lacks.
    """
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    by_hand: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in kept:
        for name in spellings(row):
            by_hand[fold(name), row["country"]].append(row)
    for row in sorted(rows, key=lambda row: -int(row["people"])):
        hand = [h for name in spellings(row) for h in by_hand[fold(name), row["country"]] if near(row, h)]
        same = found[fold(row["name"]), row["country"]]
        if not hand and not any(near(row, other) for other in same):
            same.append(row)
        for double in hand:
            own = {fold(name) for name in spellings(double)}
            more = [name for name in spellings(row) if fold(name) not in own]
            double["also"] = "|".join([*filter(None, [double["also"]]), *more][:MOST_SPELLINGS])
            double["people"] = row["people"] if double["people"] in {"", "0"} else double["people"]
    return kept + [row for same in found.values() for row in same]


def spellings(row: Row) -> list[str]:
    """Return the name and the other spellings."""
    return list(filter(None, (row["name"], *row["also"].split("|"))))


def near(one: Row, other: Row) -> bool:
    """Whether two places lie within about 50 km of each other."""
    return all(abs(float(one[d]) - float(other[d])) < NEAR for d in ("lat", "lon"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
