"""Whoever asks in whatever language, and whatever language an offer is in: measured on needs that tell a symptom, not a solution.

They share hardly a word with the offers, as people write them. Each kind of help is offered once in each of five languages; a
fifth of what fits is in any one of these. What was measured stands here as it is: Finnish and Nynorsk are understood worse.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from navet.matching.offers import Asked, ask
from navet.matching.ranking import Shelf, fill_shelf, rank
from navet.matching.tests.world import OFFERS, encoder, shelf

SYMPTOMS = {
    "cameras": {
        "sv": "Felaktiga muttrar slinker igenom fast två personer tittar på varenda en.",
        "nb": "Mutre med feil slipper gjennom selv om to personer ser på hver eneste en.",
        "nn": "Mutrar med feil slepp gjennom sjølv om to personar ser på kvar einaste ein.",
        "da": "Møtrikker med fejl slipper igennem, selv om to personer ser på hver eneste.",
        "fi": "Vialliset mutterit pääsevät läpi, vaikka kaksi ihmistä katsoo jokaisen.",
        "de": "Fehlerhafte Muttern rutschen durch, obwohl zwei Leute jede einzelne ansehen.",
        "en": "Faulty nuts slip through although two people look at every single one.",
    },
    "security": {
        "sv": "En kollega klickade på en falsk faktura, och på morgonen var alla filer låsta.",
        "nb": "En kollega klikket på en falsk faktura, og om morgenen var alle filene låst.",
        "nn": "Ein kollega klikka på ein falsk faktura, og om morgonen var alle filene låste.",
        "da": "En kollega klikkede på en falsk faktura, og om morgenen var alle filer låst.",
        "fi": "Työkaveri avasi väärennetyn laskun, ja aamulla kaikki tiedostot olivat lukossa.",
        "de": "Ein Kollege klickte auf eine falsche Rechnung, und am Morgen waren alle Dateien gesperrt.",
        "en": "A colleague clicked on a fake invoice, and in the morning all files were locked.",
    },
    "funding": {
        "sv": "Banken säger nej, och utvecklingen kostar mer än vi har i kassan.",
        "nb": "Banken sier nei, og utviklingen koster mer enn vi har i kassa.",
        "nn": "Banken seier nei, og utviklinga kostar meir enn vi har i kassa.",
        "da": "Banken siger nej, og udviklingen koster mere, end vi har i kassen.",
        "fi": "Pankki kieltäytyy, ja kehitystyö maksaa enemmän kuin meillä on kassassa.",
        "de": "Die Bank sagt nein, und die Entwicklung kostet mehr, als wir in der Kasse haben.",
        "en": "The bank says no, and the development costs more than we have in hand.",
    },
    "energy": {
        "sv": "Ugnarna går dygnet runt, och varje månad kostar det mer än den förra.",
        "nb": "Ovnene går døgnet rundt, og hver måned koster det mer enn den forrige.",
        "nn": "Omnane går døgnet rundt, og kvar månad kostar det meir enn den førre.",
        "da": "Ovnene kører døgnet rundt, og hver måned koster det mere end den forrige.",
        "fi": "Uunit käyvät yötä päivää, ja joka kuukausi se maksaa enemmän kuin edellisenä.",
        "de": "Die Öfen laufen rund um die Uhr, und jeden Monat kostet es mehr als im vorigen.",
        "en": "The ovens run day and night, and every month it costs more than the one before.",
    },
    "robots": {
        "sv": "Montörerna får ont i axlarna av att lyfta samma detaljer hela dagen.",
        "nb": "Montørene får vondt i skuldrene av å løfte de samme delene hele dagen.",
        "nn": "Montørane får vondt i skuldrene av å lyfte dei same delane heile dagen.",
        "da": "Montørerne får ondt i skuldrene af at løfte de samme dele hele dagen.",
        "fi": "Kokoajien hartiat kipeytyvät, kun he nostelevat samoja osia koko päivän.",
        "de": "Den Monteuren schmerzen die Schultern, weil sie den ganzen Tag dieselben Teile heben.",
        "en": "Our fitters' shoulders hurt from lifting the same parts all day.",
    },
    "shops": {
        "sv": "Många frågar om de kan beställa hemifrån, men vi har bara lokalen på torget.",
        "nb": "Mange spør om de kan bestille hjemmefra, men vi har bare lokalet på torget.",
        "nn": "Mange spør om dei kan tinge heimanfrå, men vi har berre lokalet på torget.",
        "da": "Mange spørger, om de kan bestille hjemmefra, men vi har kun lokalet på torvet.",
        "fi": "Moni kysyy, voiko tilata kotoa, mutta meillä on vain liike torin laidalla.",
        "de": "Viele fragen, ob sie von zu Hause bestellen können, aber wir haben nur den Laden am Markt.",
        "en": "Many ask whether they can order from home, but we only have the place on the square.",
    },
}
SHOWN = 5
# How much of what fits is among the first five, by the need's language and by the offer's; none may fall by more than LEEWAY.
UNDERSTOOD = {"sv": 0.60, "nb": 0.73, "nn": 0.50, "da": 0.70, "fi": 0.30, "de": 0.83, "en": 0.73}
FOUND = {"sv": 0.57, "nb": 0.69, "fi": 0.52, "de": 0.60, "en": 0.76}
ALIKE, LEEWAY = 0.63, 0.06


@cache
def shown(topic: str, language: str) -> tuple[int, ...]:
    """The rows of the first five."""
    return tuple(rank(shelf(), ask(encoder()[0], SYMPTOMS[topic][language]), most=SHOWN).rows.tolist())


def held(topic: str, language: str, *, offered: str = "") -> float:
    """How much of what fits is among the first five; of one language's offers, where told."""
    right = [n for n, each in enumerate(OFFERS) if each.tags == (topic,) and offered in {"", each.lang}]
    return sum(row in right for row in shown(topic, language)) / len(right)


@pytest.mark.parametrize("language", UNDERSTOOD)
def test_symptoms_are_understood_in_every_language(language):
    assert np.mean([held(topic, language) for topic in SYMPTOMS]) >= UNDERSTOOD[language] - LEEWAY


@pytest.mark.parametrize("offered", FOUND)
def test_offers_in_every_language_are_found(offered):
    assert (
        np.mean([held(topic, each, offered=offered) for topic in SYMPTOMS for each in UNDERSTOOD])
        >= FOUND[offered] - LEEWAY
    )


def test_the_own_language_gets_its_share():
    own = [OFFERS[row].lang == each for topic in SYMPTOMS for each in FOUND for row in shown(topic, each)]
    assert np.mean(own) == pytest.approx(1 / len(FOUND), abs=0.05)


def test_languages_get_the_same_answer():
    """Two languages' first five have most in common, in the mean of all pairs."""
    pairs = [
        len({*shown(topic, one)} & {*shown(topic, other)}) / SHOWN
        for topic in SYMPTOMS
        for one in UNDERSTOOD
        for other in UNDERSTOOD
        if one < other
    ]
    assert np.mean(pairs) >= ALIKE - LEEWAY


CHATTER = {
    "sv": "Hos oss är alla välkomna! Vi är nyfikna, glada och lite stolta, och vi vill att du ska trivas. Kom in på en fika, så "
    "berättar vi mer om vilka vi är. Här möts människor från hela länet, stora och små, gamla och unga. Vi gillar frågor och "
    "skrattar ofta. Inget är för krångligt, och vi ger oss inte förrän du är nöjd. Det är roligt att vara många!",
    "nb": "Hos oss er alle velkomne! Vi er nysgjerrige, blide og litt stolte, og vi vil at du skal trives. Kom innom på en kaffe, så "
    "forteller vi mer om hvem vi er. Her møtes folk fra hele fylket, store og små, gamle og unge. Vi liker spørsmål og ler "
    "ofte. Ingenting er for vanskelig, og vi gir oss ikke før du er fornøyd. Det er gøy å være mange!",
    "fi": "Kaikki ovat meille tervetulleita! Olemme uteliaita, iloisia ja vähän ylpeitä, ja haluamme, että viihdyt. Tule kahville, "
    "niin kerromme lisää itsestämme. Täällä kohtaavat ihmiset koko maakunnasta, isot ja pienet, vanhat ja nuoret. Pidämme "
    "kysymyksistä ja nauramme usein. Mikään ei ole liian hankalaa, emmekä luovuta ennen kuin olet tyytyväinen.",
    "de": "Bei uns sind alle willkommen! Wir sind neugierig, fröhlich und ein bisschen stolz, und Sie sollen sich wohlfühlen. Kommen "
    "Sie auf einen Kaffee vorbei, dann erzählen wir mehr von uns. Hier treffen sich Menschen aus dem ganzen Land, große und "
    "kleine, alte und junge. Wir mögen Fragen und lachen oft. Nichts ist zu schwierig, und wir geben nicht auf.",
    "en": "Everybody is welcome here! We are curious, cheerful and a little proud, and we want you to feel at home. Come in for a "
    "coffee and we will tell you more about who we are. People from all over the county meet here, large and small, old and "
    "young. We like questions and laugh a lot. Nothing is too difficult, and we do not give up until you are happy.",
}
FACTS = {
    "sv": "Två halvdagar hos er eller på distans, och efteråt en rapport på tio sidor med förslag till nästa steg.",
    "nb": "To halve dager hos dere eller på nett, og etterpå en rapport på ti sider med forslag til neste skritt.",
    "fi": "Kaksi puolikasta päivää teillä tai etänä, ja sen jälkeen kymmenen sivun raportti seuraavista askelista.",
    "de": "Zwei halbe Tage bei Ihnen oder online, danach ein Bericht von zehn Seiten mit Vorschlägen, wie es weitergeht.",
    "en": "Two half days at your place or online, and afterwards a report of ten pages with proposals for what to do next.",
}
WORDS = 200


@pytest.mark.parametrize("in_front", [False, True])
def test_chatter_lifts_an_offer_by_two_places_at_most(in_front):
    """Two hundred words of it with an offer that does not fit, in the mean over all offers and needs.

    The offers are as long here as hubs write them, some 170 characters.
    """
    model, told = encoder()
    plain = [replace(offer, text=f"{offer.text} {FACTS[offer.lang]}") for offer in OFFERS]
    asked = {(topic, language): ask(model, SYMPTOMS[topic][language]) for topic in SYMPTOMS for language in UNDERSTOOD}
    filled = fill_shelf(model, told, plain, {})
    before = {each: places(filled, need) for each, need in asked.items()}
    lifted = []
    for row, offer in enumerate(plain):
        chatter = " ".join((CHATTER[offer.lang].split() * WORDS)[:WORDS])
        padded = replace(offer, text=f"{chatter} {offer.text}" if in_front else f"{offer.text} {chatter}")
        after = fill_shelf(model, told, [*plain[:row], padded, *plain[row + 1 :]], {})
        lifted += [
            before[each].index(row) - places(after, need).index(row)
            for each, need in asked.items()
            if offer.tags != (each[0],)
        ]
    assert np.mean(lifted) <= 2


def places(filled: Shelf, need: Asked) -> list[int]:
    """All rows, the first rank first."""
    return rank(filled, need, most=len(OFFERS)).rows.tolist()
