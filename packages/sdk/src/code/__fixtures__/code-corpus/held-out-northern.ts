import { inLanguage } from './sample.ts'

export const heldOutNorthern = [
  ...inLanguage('de', [
    ['Ihr Bestätigungscode lautet 482913.', '482913'],
    ['Dein Lumo-Code: 7712. Gib ihn an niemanden weiter.', '7712'],
    ['556 201 ist dein Orbio Sicherheitscode', '556201'],
    ['mTAN 884120 für die Überweisung über 1.250,00 EUR auf DE44 5001 0517 5407 3249 31', '884120'],
    ['Mit dem Code 30958 melden Sie sich bei Vexa an. Gültig bis 14:30 Uhr.', '30958'],
    ['Ihr Einmalpasswort für die Karte mit der Endung 4471 ist 902218', '902218'],
    ['Ihre Sendung 40551238 kommt heute zwischen 12:00 und 14:00 Uhr.', null],
    ['Gutscheincode 202520 einlösen und sparen!', null],
    ['Ihre Bestellung 77120 ist bestätigt. Rückfragen: 030 5550123', null],
    ['Unsere Mitarbeiter fragen nie nach dem Code. Betrug melden unter 55501.', null],
  ]),
  ...inLanguage('nl', [
    ['Je verificatiecode is 553019', '553019'],
    ['Gebruik code 4410 om in te loggen bij Brisko. De code is 10 minuten geldig.', '4410'],
    ['Uw beveiligingscode: 720 118', '720118'],
    ['Uw pakket met nummer 33018822 wordt vandaag bezorgd tussen 13:00 en 15:00.', null],
    ['Je saldo is € 1.204,00. Opwaarderen? Sms naar 4422.', null],
    ['Kortingscode 2025 geeft 15% korting', null],
  ]),
  ...inLanguage('sv', [
    ['Din verifieringskod är 661204', '661204'],
    ['Ange koden 9083 för att logga in på Quillo.', '9083'],
    ['Engångskod: 402177. Lämna aldrig ut den.', '402177'],
    ['Ditt paket finns att hämta. Kolli 88201933. Öppet 0900-2000.', null],
    ['Påminnelse: tid hos tandläkaren 12/3 kl 09.30. Ring 08-555 01 23 vid förhinder.', null],
  ]),
  ...inLanguage('da', [
    ['Din engangskode er 338120', '338120'],
    ['Brug koden 7745 til at bekræfte dit nummer hos Soltek', '7745'],
    ['Din pakke 55012877 er klar. Afhent inden 14/03.', null],
    ['Saldo på konto 4471: 1.204,50 kr.', null],
  ]),
  ...inLanguage('no', [
    ['Engangskoden din er 204458', '204458'],
    ['Bekreftelseskode: 88120. Ikke del koden med noen.', '88120'],
    ['Din time er 12.03.2025 kl 1430. Avbestill på 55501230.', null],
    ['Rabattkode 5050 gjelder ut 2025', null],
  ]),
  ...inLanguage('fi', [
    ['Vahvistuskoodisi on 771203', '771203'],
    ['Kirjaudu Lumoon koodilla 4096. Älä jaa koodia kenellekään.', '4096'],
    ['Kertakäyttökoodi: 559 812', '559812'],
    ['Pakettisi 88120034 on noudettavissa. Avoinna 8-21.', null],
    ['Saldosi on 1204,50 euroa. Lähetä SALDO numeroon 16400.', null],
  ]),
  ...inLanguage('is', [
    ['Staðfestingarkóðinn þinn er 448201', '448201'],
    ['Kóði: 7718', '7718'],
    ['Pakkinn þinn er kominn. Sendingarnúmer 55120983.', null],
  ]),
  ...inLanguage('et', [
    ['Sinu kinnituskood on 330917', '330917'],
    ['Kood: 4482. Kehtib 10 minutit.', '4482'],
    ['Teie pakk 88123301 on automaadis. Tähtaeg 14.03.2025.', null],
  ]),
  ...inLanguage('lv', [
    ['Jūsu apstiprinājuma kods ir 229013', '229013'],
    ['Ievadiet kodu 8841, lai pieteiktos Vexa.', '8841'],
    ['Jūsu sūtījums 77123098 ir piegādāts. Zvaniet 55501234.', null],
  ]),
  ...inLanguage('lt', [
    ['Jūsu patvirtinimo kodas: 910274', '910274'],
    ['Orbio kodas 5573. Niekam jo nesakykite.', '5573'],
    ['Jūsu sąskaitoje liko 1204,55 EUR. Mokėjimas iki 2025-03-12.', null],
  ]),
  ...inLanguage('hu', [
    ['Az Ön megerősítő kódja: 660318', '660318'],
    ['Belépési kódod 4471, 5 percig érvényes.', '4471'],
    ['Csomagja (88120377) megérkezett, átvehető 2025.03.12-ig.', null],
    ['Egyenlege 12 500 Ft. Tudakozó: 1270.', null],
  ]),
]
