"""Invented offers and needs in seven languages for the measurements of matching, as many as asked: sentences put together by chance, with a seed."""

import random
from collections.abc import Iterator

from navet.matching.offers import Offer

# A thing by its code; then for each language: the things, what is done with them, how it goes on, and who asks for it.
CODES = "vision robots security energy funding shops sensors printing twins language data skills".split()
THINGS = {
    "sv": "kamerakontroll|samarbetande robotar|cybersäkerhet|energimätning|EU-bidrag|e-handel|trådlösa givare|3D-utskrift|digitala tvillingar|språkmodeller|dataanalys|programmeringskurser",
    "nb": "kamerakontroll|samarbeidende roboter|IT-sikkerhet|energimåling|EU-tilskudd|nettbutikk|trådløse sensorer|3D-printing|digitale tvillinger|språkmodeller|dataanalyse|programmeringskurs",
    "nn": "kamerakontroll|samarbeidande robotar|IT-tryggleik|energimåling|EU-tilskot|nettbutikk|trådlause sensorar|3D-printing|digitale tvillingar|språkmodellar|dataanalyse|programmeringskurs",
    "da": "kamerakontrol|samarbejdende robotter|it-sikkerhed|energimåling|EU-tilskud|webshop|trådløse sensorer|3D-print|digitale tvillinger|sprogmodeller|dataanalyse|programmeringskurser",
    "fi": "kameratarkastus|yhteistyörobotit|kyberturvallisuus|energianmittaus|EU-avustukset|verkkokauppa|langattomat anturit|3D-tulostus|digitaaliset kaksoset|kielimallit|data-analyysi|ohjelmointikurssit",
    "en": "visual inspection|collaborative robots|cybersecurity|energy metering|EU grants|web shops|wireless sensors|3D printing|digital twins|language models|data analysis|programming courses",
    "de": "Kameraprüfung|kollaborative Roboter|IT-Sicherheit|Energiemessung|EU-Fördermittel|Onlineshops|Funksensoren|3D-Druck|digitale Zwillinge|Sprachmodelle|Datenanalyse|Programmierkurse",
}
TITLES = {
    "sv": "Prova {0}|Rådgivning: {0}|{0} för småföretag|Kom igång med {0}",
    "nb": "Prøv {0}|Rådgivning: {0}|{0} for små bedrifter|Kom i gang med {0}",
    "nn": "Prøv {0}|Rådgjeving: {0}|{0} for små verksemder|Kom i gang med {0}",
    "da": "Afprøv {0}|Rådgivning: {0}|{0} for små virksomheder|Kom i gang med {0}",
    "fi": "Kokeile: {0}|Neuvonta: {0}|{0} pienyrityksille|Alkuun: {0}",
    "en": "Try {0}|Advice: {0}|{0} for small firms|Get started with {0}",
    "de": "Ausprobieren: {0}|Beratung: {0}|{0} für kleine Betriebe|Einstieg: {0}",
}
SAID = {
    "sv": "Vi visar hur {0} fungerar i er egen verkstad.|Ta med egna prover så testar vi {0} tillsammans.|Halv dag om {0}, kostnadsfritt för företag med under 50 anställda.|Labbet i {1} har utrustning för {0}.|Efteråt får ni en rapport med nästa steg.|Vi har gjort det för {2} och {3}.",
    "nb": "Vi viser hvordan {0} virker i deres eget verksted.|Ta med egne prøver, så tester vi {0} sammen.|Halv dag om {0}, gratis for bedrifter med under 50 ansatte.|Laben i {1} har utstyr for {0}.|Etterpå får dere en rapport med neste steg.|Vi har gjort det for {2} og {3}.",
    "nn": "Vi viser korleis {0} verkar i dykkar eigen verkstad.|Ta med eigne prøver, så testar vi {0} saman.|Halv dag om {0}, gratis for verksemder med under 50 tilsette.|Laben i {1} har utstyr for {0}.|Etterpå får de ein rapport med neste steg.|Vi har gjort det for {2} og {3}.",
    "da": "Vi viser, hvordan {0} virker i jeres eget værksted.|Tag egne prøver med, så tester vi {0} sammen.|En halv dag om {0}, gratis for virksomheder med under 50 ansatte.|Laboratoriet i {1} har udstyr til {0}.|Bagefter får I en rapport med næste skridt.|Vi har gjort det for {2} og {3}.",
    "fi": "Näytämme, miten {0} toimii omassa verstaassanne.|Tuokaa omia näytteitä, niin aiheena on {0} käytännössä.|Puolen päivän tilaisuus, aiheena {0}, maksuton alle 50 hengen yrityksille.|Laboratoriossa ({1}) on laitteet, aiheena {0}.|Saatte lopuksi raportin seuraavista askelista.|Olemme tehneet saman: {2} ja {3}.",
    "en": "We show how {0} works in your own workshop.|Bring your own samples and we test {0} together.|Half a day on {0}, free for firms with fewer than 50 people.|The lab in {1} has equipment for {0}.|You get a report with the next steps.|We have done it for {2} and {3}.",
    "de": "Wir zeigen, wie {0} in Ihrer eigenen Werkstatt funktioniert.|Bringen Sie eigene Muster mit, und wir testen {0} gemeinsam.|Ein halber Tag zu {0}, kostenlos für Betriebe mit weniger als 50 Leuten.|Das Labor in {1} ist für {0} ausgerüstet.|Danach erhalten Sie einen Bericht mit den nächsten Schritten.|Wir haben es schon gemacht: {2} und {3}.",
}
WHO = {
    "sv": "ett bageri|ett sågverk|en gjuterifirma|ett mejeri|en båtbyggare|ett hotell|en möbelfabrik|ett åkeri",
    "nb": "et bakeri|et sagbruk|et støperi|et meieri|en båtbygger|et hotell|en møbelfabrikk|et transportfirma",
    "nn": "eit bakeri|eit sagbruk|eit støyperi|eit meieri|ein båtbyggjar|eit hotell|ein møbelfabrikk|eit transportfirma",
    "da": "et bageri|et savværk|et støberi|et mejeri|en bådebygger|et hotel|en møbelfabrik|et vognmandsfirma",
    "fi": "leipomo|saha|valimo|meijeri|veneveistämö|hotelli|huonekalutehdas|kuljetusliike",
    "en": "a bakery|a sawmill|a foundry|a dairy|a boat builder|a hotel|a furniture maker|a haulier",
    "de": "eine Bäckerei|ein Sägewerk|eine Gießerei|eine Molkerei|ein Bootsbauer|ein Hotel|eine Möbelfabrik|eine Spedition",
}
NEEDS = {
    "sv": "Vi är {0} med {1} anställda. Vi undrar om {2} kunde hjälpa oss, men vill prova innan vi köper något.",
    "nb": "Vi er {0} med {1} ansatte. Vi lurer på om {2} kunne hjelpe oss, men vil prøve før vi kjøper noe.",
    "nn": "Vi er {0} med {1} tilsette. Vi lurer på om {2} kunne hjelpe oss, men vil prøve før vi kjøper noko.",
    "da": "Vi er {0} med {1} ansatte. Vi spekulerer på, om {2} kunne hjælpe os, men vil prøve, før vi køber noget.",
    "fi": "Olemme {0}, jossa on {1} työntekijää. Mietimme, auttaisiko meitä {2}, mutta haluamme kokeilla ennen ostoa.",
    "en": "We are {0} with {1} people. We wonder whether {2} could help us, but want to try before we buy anything.",
    "de": "Wir sind {0} mit {1} Leuten. Wir fragen uns, ob {2} uns helfen könnte, wollen aber vor dem Kauf testen.",
}
PLACES = "Luleå Tromsø Oulu Aarhus Kiel Tampere Bergen Borås Tartu Odense Graz Vaasa".split()
LANGUAGES = tuple(THINGS)


def offers(count: int, seed: int) -> Iterator[Offer]:
    """So many, the languages in turn; two to four sentences each."""
    chance = random.Random(seed)
    for number in range(count):
        language = LANGUAGES[number % len(LANGUAGES)]
        topic = chance.randrange(len(CODES))
        thing = THINGS[language].split("|")[topic]
        others = chance.sample(WHO[language].split("|"), 2)
        said = chance.sample(SAID[language].split("|"), chance.randint(2, 4))
        text = " ".join(each.format(thing, chance.choice(PLACES), *others) for each in said)
        title = chance.choice(TITLES[language].split("|")).format(thing)
        yield Offer(f"o{number}", "service", language, f"{title[0].upper()}{title[1:]}", text, (CODES[topic],))


def needs(count: int, seed: int) -> list[str]:
    """So many, the languages in turn; about thirty word pieces each."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        language = LANGUAGES[number % len(LANGUAGES)]
        who, thing = (chance.choice(told[language].split("|")) for told in (WHO, THINGS))
        found.append(NEEDS[language].format(who, chance.randint(3, 200), thing))
    return found
