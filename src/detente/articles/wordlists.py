"""Words that tell nothing of what a text is about: articles, pronouns, verbs of saying, days.

English whole; of other languages the commonest only, as rare words weigh most anyway.
"""

from __future__ import annotations

from functools import cache

_ENGLISH = """
a about above according accordingly across added after again against ago all almost already also although
always am amid among an and another any are around as aside asked at away back be became because become
been before began behind being below beside besides between both but by called came can cannot come could
day days despite did do does doing done down due during each earlier either else end ended even ever
every expected far few first five following for former four from further gave get give given go going
gone good got had half has have having he held her here him himself his how however i if in including
indeed inside instead into is it its itself just kept last late later least left less like likely long
made mainly make making many may me meanwhile might more morning most much must my near nearly neither
never new next night no nobody none nor not nothing now of off often old on once one only or other others
our out outside over own part parts per perhaps put rather reported reportedly reports said same saw say
saying says second see seen set several shall she should show since six so some soon statement still such
take taken taking tell ten than that the their them themselves then there these they thing this those
though three through thus till time times to today together told tomorrow too took toward towards two
under until up upon us used very via want was way we week weekend weeks well went were what when where
whether which while who whom whose why will with within without would year years yesterday yet you your
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december am pm gmt local hours hour minutes afternoon evening read more
photo file image video update updated breaking live exclusive
"""
# Words that news of all kinds is written with: they tell a little, as words of one article in ten would.
_NEWS = """
president prime minister ministry ministers foreign government state official officials leader leaders
country countries nation nations talks meeting met meet visit summit agreement deal sign signed war
forces force army military troops soldiers attack attacks attacked killed people person dead wounded
injured police court law parliament lawmakers security defence defense border region regional capital
city town party parties opposition vote election spokesman spokeswoman spokesperson ambassador embassy
envoy delegation relations ties cooperation support aid sanctions trade economic economy oil gas energy
peace ceasefire conflict crisis tensions dispute accused accuse accuses condemned condemn condemns warned
warn warns called calls urged urge urges announced announce announces denied deny denies rejected reject
rejects agreed agree agrees discuss discussed international joint national public group members member
statement side sides situation issue issues decision measures plan plans work working report news agency
press conference media television telephone phone strike strikes missile drone drones fire fired area
village villages secretary general head chief deputy special representative council union world united
western eastern northern southern north south east west citizens civilians authorities service services
company million billion percent number
"""
_OTHERS = {
    "fr": "le la les un une des de du et en au aux par pour sur dans que qui est ont été son sa ses "
    "ce cette avec pas",
    "es": "el la los las un una de del y en al por para con que se su sus es fue ha han no lo como más",
    "pt": "o a os as um uma de do da dos das e em no na por para com que se seu sua é foi não",
    "de": "der die das ein eine und in im am an auf für mit von zu den dem des ist hat sich nicht nach bei",
    "it": "il lo la i gli le un una di del della e in nel a per con che si è ha non da dal",
    "ru": "и в во на с со по о об от до за из к у не что это как его их для при был была были он она "
    "они а но также",
    "uk": "і й в у на з зі по про від до за із к не що це як його їх для при був була були він вона "
    "вони а але також",
    "tr": "ve bir bu da de ile için olarak olan çok daha en ne o gibi kadar sonra",
    "pl": "i w we na z ze po o od do za u nie że to jak jego ich dla przy był była były on ona oni a ale",
    "ar": "في من على إلى عن أن إن و ما لا مع هذا هذه التي الذي كان قال بعد",
    "fa": "و در به از که این با را است بود برای آن یک تا هم",
    "id": "yang dan di ke dari untuk dengan pada ini itu tidak akan oleh",
}


@cache
def stop_words(lang: str) -> frozenset[str]:
    """Return the words of a language that tell nothing.

    >>> "said" in stop_words("en"), "said" in stop_words("ru")
    (True, False)
    """
    return frozenset((_ENGLISH if lang == "en" else _OTHERS.get(lang, "")).split())


@cache
def news_words() -> frozenset[str]:
    """Return English words that news of all kinds is written with.

    >>> "minister" in news_words()
    True
    """
    return frozenset(_NEWS.split())
