"""A small world for the tests, written for them: six kinds of help, each offered in five languages, and needs for them."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings

from navet.encoding.encoder.building import load_encoder
from navet.encoding.encoder.model import Encoder
from navet.encoding.offsets import Offsets
from navet.matching.offers import Need, Offer
from navet.matching.ranking import Shelf, fill_shelf

HELP = {
    "cameras": {
        "sv": ("Maskinseende i produktionen", "Vi hjälper er att hitta fel på varor med kamera. Ta med egna prover."),
        "nb": ("Kamerakontroll på linja", "Prøv bildegjenkjenning på egne produkter. Vi finner riper og feil."),
        "fi": ("Konenäköä laadunvalvontaan", "Testaa kameratarkastusta omilla tuotteillasi. Löydämme naarmut ja viat."),
        "de": ("Optische Prüfung", "Fehler an Teilen mit Kamera und KI erkennen. Bringen Sie eigene Muster mit."),
        "en": ("Visual inspection lab", "Find defects on your products with cameras and AI. Bring your own samples."),
    },
    "security": {
        "sv": ("Cybersäkerhet för småföretag", "Genomgång av skydd mot intrång, utpressningsvirus och nätfiske."),
        "nb": ("Sjekk av IT-sikkerhet", "Vi går gjennom vern mot datainnbrudd, løsepengevirus og svindel på e-post."),
        "fi": (
            "Kyberturvallisuuden kartoitus",
            "Arvioimme suojauksen tietomurtoja, kiristysohjelmia ja huijausviestejä vastaan.",
        ),
        "de": ("IT-Sicherheitscheck", "Wir prüfen den Schutz vor Hackern, Erpressungssoftware und Phishing."),
        "en": ("Cybersecurity check", "We review your protection against intrusion, ransomware and phishing."),
    },
    "funding": {
        "sv": ("Rådgivning om EU-bidrag", "Vi hjälper företag att hitta finansiering och skriva ansökan."),
        "nb": ("Finansiering av innovasjon", "Råd om tilskudd og støtteordninger, og hjelp med å skrive søknaden."),
        "fi": ("Rahoitusneuvonta", "Autamme löytämään avustuksia ja kirjoittamaan hakemuksen EU-rahoitukseen."),
        "de": ("Förderberatung", "Wir finden passende Zuschüsse und helfen beim Schreiben des Antrags."),
        "en": ("Funding advice", "We help companies find grants and write the application."),
    },
    "energy": {
        "sv": ("Energimätning i fabriken", "Vi mäter elförbrukning per maskin och föreslår besparingar."),
        "nb": ("Energistyring", "Måling av strømforbruk maskin for maskin, og forslag til hvordan dere sparer."),
        "fi": ("Energiankulutuksen mittaus", "Mittaamme koneiden sähkönkulutuksen ja ehdotamme säästöjä."),
        "de": ("Energiemessung im Betrieb", "Wir messen den Stromverbrauch jeder Maschine und zeigen Einsparungen."),
        "en": ("Energy metering", "We measure the electricity use of each machine and suggest savings."),
    },
    "robots": {
        "sv": ("Testa en cobot", "Låna en samarbetande robot och pröva plockning och montering."),
        "nb": ("Robotlab", "Lån en samarbeidende robotarm og prøv plukking og montering på egne deler."),
        "fi": ("Yhteistyörobotti kokeiluun", "Lainaa robottikäsivarsi ja kokeile poimintaa ja kokoonpanoa."),
        "de": ("Cobot ausprobieren", "Leihen Sie einen Roboterarm und testen Sie Greifen und Montage."),
        "en": ("Try a collaborative robot", "Borrow a robot arm and test picking and assembly on your own parts."),
    },
    "shops": {
        "sv": ("Kom igång med e-handel", "Kurs i att sälja på nätet: webbutik, betalning och leverans."),
        "nb": ("Nettbutikk for nybegynnere", "Kurs i salg på nett: nettbutikk, betaling og levering."),
        "fi": ("Verkkokaupan perusteet", "Kurssi verkkomyynnistä: verkkokauppa, maksaminen ja toimitus."),
        "de": ("Onlinehandel starten", "Kurs zum Verkauf im Internet: Webshop, Bezahlung und Versand."),
        "en": ("Start selling online", "Course on e-commerce: web shop, payment and delivery."),
    },
}
NEEDS = {
    "cameras": {
        "sv": "Kunderna skickar tillbaka produkter med repor som vi inte såg. Vi vill ha automatisk kontroll.",
        "nb": "Kundene sender tilbake produkter med riper som vi ikke så. Vi vil ha automatisk kontroll.",
        "fi": "Asiakkaat palauttavat naarmuisia tuotteita, joita emme huomanneet. Haluamme automaattisen tarkastuksen.",
        "de": "Kunden schicken Produkte mit Kratzern zurück, die wir nicht sahen. Wir wollen automatisch prüfen.",
        "en": "Customers send back products with scratches that we did not see. We want automatic inspection.",
    },
    "security": {
        "sv": "Vi är rädda att bli hackade. Vem kan se efter hur väl våra datorer är skyddade?",
        "nb": "Vi er redde for å bli hacket. Hvem kan se etter hvor godt datamaskinene våre er beskyttet?",
        "fi": "Pelkäämme joutuvamme hakkereiden uhriksi. Kuka voi tarkistaa, kuinka hyvin koneemme on suojattu?",
        "de": "Wir haben Angst vor Hackern. Wer kann prüfen, wie gut unsere Computer geschützt sind?",
        "en": "We are afraid of being hacked. Who can see how well our computers are protected?",
    },
    "energy": {
        "sv": "Elräkningen har fördubblats och vi vet inte vilka maskiner som drar mest.",
        "nb": "Strømregningen er doblet, og vi vet ikke hvilke maskiner som bruker mest.",
        "fi": "Sähkölaskumme on kaksinkertaistunut, emmekä tiedä mitkä koneet kuluttavat eniten.",
        "de": "Unsere Stromrechnung hat sich verdoppelt, und wir wissen nicht, welche Maschinen am meisten brauchen.",
        "en": "Our electricity bill has doubled and we do not know which machines use the most.",
    },
}
ELSEWHERE = (
    "Vår katt är sjuk och behöver en veterinär.",
    "Jeg vil leie en hytte på fjellet i påsken.",
    "Where can I get my hair cut on Sunday?",
    "Wann öffnet das Schwimmbad am Sonntag?",
)
OFFERS = [
    Offer(f"{topic}-{language}", "service", language, title, text, (topic,))
    for topic, told in HELP.items()
    for language, (title, text) in told.items()
]
ALL_NEEDS = [
    Need(f"{topic}-{lang}", lang, text, (topic,)) for topic, told in NEEDS.items() for lang, text in told.items()
]


@cache
def encoder() -> tuple[Encoder, Offsets]:
    """The encoder that `make setup` has built."""
    return load_encoder(Path(settings.MODELS))


@cache
def shelf() -> Shelf:
    """All offers of the small world."""
    return fill_shelf(*encoder(), OFFERS, {})


@contextmanager
def running(place):
    """`navet encoder`, as an operator starts it."""
    told = os.environ | {"NAVET_ENCODER": str(place), "NAVET_MODELS": str(settings.MODELS)}
    told |= {"PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-m", "navet", "encoder"]
    with subprocess.Popen(words, env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout.readline() == f"navet encoder: listens at {place}\n"
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
            process.kill()
