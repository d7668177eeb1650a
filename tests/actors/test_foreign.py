"""States and capitals in sentences of our own in other languages, with their cases and traps."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actor_samples import make_article, make_sentences
from detente.actors.foreign import resolve_foreign
from detente.knowledge.foreign import names_in, spelled
from detente.knowledge.tables import read_rows, sort_key

LANGUAGES = ("ru", "uk", "tr", "ar", "fa", "hy", "az", "ka", "fr", "es", "de", "pt", "zh", "ja")
EXACT = ("sw", "vi", "ko", "hi", "he", "el", "pl", "hu", "fi", "th", "sv", "nl", "ur", "bg", "ro", "be", "uz")


def resolve(lang, *paragraphs, title=""):
    article = dataclasses.replace(make_article(*paragraphs, title=title), lang=lang)
    return resolve_foreign(article, make_sentences(article), names_in(lang))


def codes(lang, *paragraphs, title=""):
    return " ".join(r.code for r in resolve(lang, *paragraphs, title=title))


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "Армения и Азербайджан говорили с Россией о судьбе Южной Осетии.", "ARM AZE RUS"),
        ("ru", "Посол США в Южной Корее не ответил Соединённым Штатам.", "USA KOR USA"),
        ("ru", "Соединенные Штаты уступили Израилю и Объединённым Арабским Эмиратам.", "USA ISR ARE"),
        ("ru", "В Тбилиси ждут гостей из Баку, Еревана, Анкары и Астаны.", "GEO AZE ARM TUR KAZ"),
        ("ru", "Переговоры с Берегом Слоновой Кости и Саудовской Аравией.", "CIV SAU"),
        ("ru", "Того же мнения чад не разогнал, перу поэта верили; у него куба нет.", ""),
        ("ru", "Крейсер «Москва» ушёл, башни Москва-Сити остались, а в Северной Ирландии шёл дождь.", ""),
        ("ru", "В Латинской Америке и Южной Америке спорят об Америке.", "USA"),
        ("uk", "Україна вдячна Польщі, Сполученим Штатам і Великій Британії.", "UKR POL USA GBR"),
        ("uk", "У Києві обговорили росію, Угорщину та В’єтнам.", "UKR RUS HUN VNM"),
        ("ru", "Телеканал Россия 24 сослался на Исламское государство Ирака и Сирии.", ""),
        ("uk", "З Білоруссю та рф у Відні; В'єтнам і М’янма.", "BLR RUS AUT VNM MMR"),
        ("uk", "Того ранку в Північній Ірландії ніхто не взяв перу.", ""),
        ("tr", "Türkiye’nin Ermenistan’la sınırı, Rusya'nın Gürcistan'dan isteği.", "TUR ARM RUS GEO"),
        ("tr", "Bakü'de İran ile Irak görüştü; ABD'den ses yok.", "AZE IRN IRQ USA"),
        ("tr", "Rusyanın tutumu ile Amerika Birleşik Devletleri'nin tutumu.", "RUS USA"),
        ("tr", "IRAK VE İRAN: TÜRKİYE'YE TEPKİ", "IRQ IRN TUR"),
        ("tr", "Mısır'da bekleniyor. Sudan sebeplerle kalktı.", "EGY"),
        ("tr", "Kuzey Kıbrıs ile KKTC, Irak ve Şam İslam Devleti'ne karşı", ""),
        ("tr", "Tarlada mısır var, mali yıl bitti, Maliye Bakanlığı Kuzey İrlanda'ya yazmadı.", ""),
        ("tr", "Berna ile Roman Latin Amerika'yı ve Güney Çin Denizi'ni gezdi.", ""),
        ("az", "Bakıda Ermənistanın, İrana yaxın Türkiyədən gələn qonaqları.", "AZE ARM IRN TUR"),
        ("az", "Rusiyaya və Amerika Birləşmiş Ştatlarına görə ABŞ-ın mövqeyi.", "RUS USA USA"),
        ("az", "Maliyə Nazirliyi büdcəni, Misirli qonaq isə Latın Amerikasını təriflədi.", ""),
        ("az", "Böyük Britaniyanın səfiri Tiflisə və Yerevana getdi.", "GBR GEO ARM"),
        ("hy", "Հայաստանի և Ադրբեջանի միջև սահմանը Թուրքիայից հեռու է։", "ARM AZE TUR"),
        ("hy", "ԱՄՆ-ում և Ռուսաստանում խոսեցին Վրաստանին, իսկ Երևանը լռեց Բաքվում։", "USA RUS GEO ARM AZE"),
        ("hy", "Միացյալ Թագավորության դեսպանը Հյուսիսային Իռլանդիայում էր։", "GBR"),
        ("ka", "საქართველოს მთავრობა რუსეთმა და თურქეთმა გააკრიტიკეს.", "GEO RUS TUR"),
        ("ka", "შეხვედრა ანკარაში, აშშ-ის ელჩი ბაქოდან თბილისში ჩავიდა.", "TUR USA AZE GEO"),
        ("ka", "ამერიკის შეერთებულ შტატებთან, საფრანგეთისთვის და სომხეთზე.", "USA FRA ARM"),
        ("ka", "თქვა, რომ იტალიაში წვიმს.", "ITA"),
        ("ka", "ჩრდილოეთ ირლანდიაში და სამხრეთ ამერიკაში მალე გაზაფხულია.", ""),
        ("ar", "وقالت روسيا إن السعودية ترحب بالصين وتركيا.", "RUS SAU CHN TUR"),
        ("ar", "للولايات المتحدة قوات في العراق ولإيران نفوذ بلبنان.", "USA IRQ IRN LBN"),
        ("ar", "وَقَّعَتِ الإمــارات العربية المتحدة اتفاقا مع أرمينيا في طهران.", "ARE ARM IRN"),
        ("ar", "دعم مالي من عمان إلى أمريكا اللاتينية وأيرلندا الشمالية.", ""),
        ("ar", "زار سلطان عمان باريس قادما من مسقط.", "OMN FRA OMN"),
        ("ar", "ذهب إلى الأردن ووصل عمان.", "JOR JOR"),
        ("ar", "دائرة بقطر 20 مترا.", ""),
        ("ar", "زار عُمان ثم عمّان.", "OMN JOR"),
        ("fa", "ایالات‌متحده و روسیه دربارهٔ ایران و عربستان گفتند.", "USA RUS IRN SAU"),
        ("fa", "آمريكا با تركيه در باکو دیدار کرد؛ آمریکای لاتین ساکت ماند.", "USA TUR AZE"),
        ("fa", "وزیر خارجه عمان به امان رفت؛ کابل شبکه قطع شد.", "OMN"),
        ("fa", "منابع مالی ایرانی و روسیه‌ای و لوله‌ای به قطر ۲۰ سانتی.", ""),
        ("fr", "L’Arménie a prié la Russie, qu'Israël et l'Iran évitent, d'aider les États-Unis.",
         "ARM RUS ISR IRN USA"),
        ("fr", "LES ETATS-UNIS ET LA COREE DU NORD RENONCENT", "USA PRK"),
        ("fr", "Air France survole l'Irlande du Nord, le golfe du Mexique et la mer de Chine.", ""),
        ("fr", "À Pékin, la Côte d’Ivoire, le sucre et la Géorgie comptent.", "CHN CIV GEO"),
        ("fr", "Maurice Martin et Israël Katz écoutent France Inter dans la Vienne.", ""),
        ("fr", "La Géorgie et l'Arizona votent; à Atlanta on compte.", ""),
        ("es", "EE.UU. y EEUU difieren; México habla con Arabia Saudí en Ginebra.", "USA USA MEX SAU"),
        ("es", "Comió chile en el golfo de México mientras el Real Madrid perdía en Irlanda del Norte.", ""),
        ("es", "Chile y Perú, con los Emiratos Árabes Unidos y Corea del Sur.", "CHL PER ARE KOR"),
        ("de", "Die Türkei liefert den Vereinigten Staaten nichts, Chinas Plan gefällt Georgien.",
         "TUR USA CHN GEO"),
        ("de", "Die Russland-Sanktionen der USA trafen die Ukraine-Hilfe.", "RUS USA UKR"),
        ("de", "Man sprach mit den Vereinigten Arabischen Emiraten und in Pjöngjang über Nordirland.",
         "ARE PRK"),
        ("de", "Real Madrid spielt am Golf von Mexiko gegen AS Rom.", ""),
        ("pt", "Os EUA e a Coreia do Norte falaram com o Irã, o Irão e a Armênia.", "USA PRK IRN IRN ARM"),
        ("pt", "Em Moscou e em Moscovo, a China criticou os Países Baixos.", "RUS RUS CHN NLD"),
        ("pt", "O senhor Lima foi à Irlanda do Norte, à América Latina e ao golfo do México.", ""),
        ("zh", "中国外交部回应美国，称俄罗斯与乌克兰将在北京会谈。", "CHN USA RUS UKR CHN"),
        ("zh", "印度尼西亚、几内亚比绍、尼日利亚和印度出席。", "IDN GNB NGA IND"),
        ("zh", "中国人与发展中国家在印度洋、北爱尔兰和南美国家。", ""),
        ("zh", "上海地铁今日本报讯，道德国家与立法国际，马里兰州议员。", ""),
        ("zh", "中方对美方表示，其中方法与集中方案无关。", "CHN USA"),
        ("zh", "臺灣與韓國、北韓、紐西蘭。", "TWN KOR PRK NZL"),
        ("zh", "中美两国元首与俄乌冲突，印巴边境。", "CHN USA RUS UKR IND PAK"),
        ("zh", "其中俄罗斯，近日美国，集中美化，今日韩国，可以巴黎为例。", "RUS USA KOR FRA"),
        ("ja", "日米首脳会談と米中関係、日中の気温。", "JPN USA CHN USA"),
        ("ja", "日本と中国、アメリカとロシア・ウクライナが東京で会談。", "JPN CHN USA RUS UKR JPN"),
        ("ja", "インドネシアとインド、南スーダン、オマーン、北朝鮮。", "IDN IND SSD OMN PRK"),
        ("ja", "日本語とドイツ人、中国人、マリアとリチャード、日本海と北アイルランド。", ""),
        ("ja", "パリ・サンジェルマンとレアル・マドリードが西日本で。", ""),
        ("sw", "Marekani na Urusi zilikutana.", "USA RUS"),
        ("vi", "Hoa Kỳ và Trung Quốc gặp nhau.", "USA CHN"),
        ("ko", "미국은 북한과 한국의 제안을 들었다.", "USA PRK KOR"),
        ("hi", "भारत और पाकिस्तान मिले, भारतीय दल लौटा।", "IND PAK"),
        ("he", "ישראל ואיראן נפגשו בצרפת.", "ISR IRN FRA"),
        ("el", "Η Ελλάδα και η Τουρκία μίλησαν.", "GRC TUR"),
        ("pl", "Rosja i Ukraina rozmawiają.", "RUS UKR"),
        ("hu", "Magyarország és Ukrajna megállapodott.", "HUN UKR"),
        ("fi", "Venäjä ja USA:n armeija.", "RUS USA"),
        ("th", "จีนและสหรัฐอเมริกา แต่คนไทยไม่มา", "CHN USA"),
        ("nl", "Nederland en Rusland praten.", "NLD RUS"),
        ("sr", "Србија и Rusija razgovaraju.", "SRB RUS"),
    ],
)  # fmt: skip
def test_names_are_found_in_their_cases_and_not_in_other_words(lang, text, expected):
    assert codes(lang, text) == expected


def test_a_state_acts_and_a_capital_only_says_where():
    state, town = resolve("ru", "Соглашение с Россией подписано в Ереване.")
    assert (state.mention.text, state.use, state.sector) == ("Россией", "actor", None)
    assert state.reason == "name of Russia in Russian (Россией)"
    assert (town.code, town.name, town.use) == ("ARM", "Armenia", "modifier")
    assert town.reason == "capital of Armenia in Russian (Ереване): government or town cannot be told"


@pytest.mark.parametrize(
    ("lang", "text", "why"),
    [
        ("de", "Die Ukraine-Hilfe kommt.", "only describes what follows"),
        ("tr", "ABD'li yetkili konuştu.", "only describes what follows"),
        ("uk", "Війна Росія-Україна триває.", "named as one side of a pair"),
        ("ka", "რუსეთ-უკრაინის ომი.", "named as one side of a pair"),
        ("fr", "L'équipe d'Argentine gagne.", "named with its team"),
        ("ru", "Сборная Франции проиграла.", "named with its team"),
    ],
)
def test_a_state_that_only_describes_is_a_modifier(lang, text, why):
    found = resolve(lang, text)
    assert found
    assert all(r.use == "modifier" and r.reason.endswith(why) for r in found)


@pytest.mark.parametrize(
    ("lang", "text", "mention"),
    [
        ("tr", "Türkiye’nin notası", "Türkiye"),
        ("az", "Ermənistanın notası", "Ermənistanın"),
        ("de", "Die Ukraine-Hilfe", "Ukraine"),
        ("fr", "L’Arménie parle", "Arménie"),
        ("hy", "ԱՄՆ-ում", "ԱՄՆ"),
    ],
)
def test_a_mention_is_the_word_up_to_its_apostrophe_or_hyphen(lang, text, mention):
    assert [r.mention.text for r in resolve(lang, text)] == [mention]


@pytest.mark.parametrize(
    ("lang", "alone", "beside"),
    [
        ("ar", "وصل الوفد إلى مالي.", "وصل الوفد إلى مالي ثم زار باماكو."),
        ("ja", "マリを訪れた。", "マリの首都バマコを訪れた。"),
        ("zh", "他去了马里。", "他去了马里首都巴马科。"),
        ("fr", "Il visite Victoria.", "Il visite Victoria, aux Seychelles."),
        ("ru", "Того ждали все.", "Делегация Того прибыла. Того ждали все."),
        ("fr", "Le Congo a réagi.", "Le Congo a réagi à Kinshasa."),
        ("es", "Un conflicto en Corea.", "Un conflicto en Corea, dijo Corea del Norte."),
    ],
)
def test_a_name_that_is_also_something_else_needs_the_state_named_in_another_way(lang, alone, beside):
    assert codes(lang, alone) == ""
    assert len(set(codes(lang, beside).split())) == 1
    assert len(codes(lang, beside).split()) == 2


def test_a_name_of_two_states_stays_open_where_both_are_named():
    assert codes("de", "Kongo: Kinshasa und Brazzaville streiten.") == "COD COG"


def test_the_table_gives_names_of_known_states_and_no_phrase_twice():
    states = {row.code for row in read_rows("states")}
    rows = read_rows("foreign")
    assert {row.kind for row in rows} == {"name", "capital", "not_state", "doubtful", "word", "pair"}
    assert all((row.code in states) != (row.kind == "not_state") and row.cited for row in rows)
    assert _cells(rows) == sorted(_cells(rows), key=sort_key)
    assert len({cells[:4] for cells in _cells(rows)}) == len(rows)


def _cells(rows):
    return [(row.alias, row.lang, row.kind, row.code, row.cited) for row in rows]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_doubt_is_about_a_name_that_the_language_has(lang):
    known = names_in(lang).rows
    for row in read_rows("foreign"):
        if row.lang == lang and row.kind in {"doubtful", "word"}:
            assert row.code in {m.code for m in known.get(spelled(row.alias, lang), ())}, row


def test_the_title_is_read_with_the_body():
    found = resolve("es", "Rusia negó todo.", title="Ucrania acusa a Rusia")
    assert [(r.mention.sentence, r.code) for r in found] == [(0, "UKR"), (0, "RUS"), (1, "RUS")]


def test_a_language_without_names_gives_nothing():
    assert codes("zz", "Turkey and Russia met.") == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_state_and_most_capitals_are_known_in_the_fourteen_languages(lang):
    meanings = [m for row in names_in(lang).rows.values() for m in row]
    named = {m.code for m in meanings if m.kind == "name"}
    capitals = {m.code for m in meanings if m.kind == "capital"}
    assert len(named) == 197
    assert len(capitals) >= 170


@pytest.mark.parametrize("lang", [*LANGUAGES, *EXACT])
def test_every_certain_name_is_found_as_it_stands(lang):
    for row in names_in(lang).rows.values():
        if len(row) == 1 and row[0].code and not row[0].doubt:
            alias = row[0].alias.replace(". ", ".")  # our samples would end a sentence there
            assert codes(lang, f"x {alias} x") == row[0].code


pieces = st.sampled_from(
    [m.alias for lang in LANGUAGES for row in list(names_in(lang).rows.values())[::9] for m in row]
    + ["-", "’", "'", "«", "»", ".", "・", "\u200c", "人", "ს", "nın", " ", "\n", "@", "\u0301"]
)


@settings(max_examples=150, deadline=None)
@given(lang=st.sampled_from([*LANGUAGES, *EXACT]), parts=st.lists(pieces | st.text(max_size=6), max_size=12))
def test_any_text_is_read_and_mentions_lie_in_it(lang, parts):
    text = "".join(parts)
    article = make_article(text, title=text)
    sentences = make_sentences(article)
    for found in resolve_foreign(article, sentences, names_in(lang)):
        mention = found.mention
        source = article.title if mention.sentence == 0 else article.text
        assert mention.text == source[mention.start : mention.end] != ""
