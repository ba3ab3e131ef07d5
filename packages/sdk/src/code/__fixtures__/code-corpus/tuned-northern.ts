import { inLanguage } from './sample.ts'

export const tunedNorthern = [
  ...inLanguage('de', [
    ['Dein Code ist 448201', '448201'],
    ['118 402 ist Ihr Einmalcode für Marlo. Er gilt 5 Minuten.', '118402'],
    ['Ihre TAN für die Zahlung von 89,90 EUR an Korvia GmbH: 550219', '550219'],
    ['Bitte geben Sie 7731 ein, um Ihre Nummer zu bestätigen. Code nicht weitergeben!', '7731'],
    ['Zugangscode zu Tessel 90 22 18', '902218'],
    ['Verifizierungscode für Konto 55102: 884120', '884120'],
    ['Ihr Passwort wurde am 11.02.2025 um 14:30 Uhr geändert. Kundennummer 55102.', null],
    ['Postleitzahl 10115: Zustellung ab 14 Uhr', null],
    ['Termin am 12.03.2025 um 09:30 Uhr, Raum 2204', null],
    ['Ihr Guthaben beträgt 1250 Cent. Aufladen unter *100#.', null],
    ['Ihr Rabattcode 20% lautet SOMMER2025', null],
  ]),
  ...inLanguage('nl', [
    ['Je inlogcode voor Marlo is 559 021.', '559021'],
    ['448201 is je bevestigingscode', '448201'],
    ['Vul code 8817 in om door te gaan. Deel deze nooit.', '8817'],
    ['Uw TAN-code volgnr 12 is 339017', '339017'],
    ['Afspraak: 12-03-2025 om 0930 bij balie 2204', null],
    ['Postcode 1012 bezorgen we vandaag', null],
  ]),
  ...inLanguage('sv', [
    ['448201 är din kod till Marlo', '448201'],
    ['Din säkerhetskod: 55 10 22', '551022'],
    ['Bekräfta ditt nummer med koden 7719', '7719'],
    ['Rabattkod 2025 ger 20% rabatt. Gäller till 31/3.', null],
    ['Ditt saldo är 1250 kr', null],
  ]),
  ...inLanguage('da', [
    ['Din bekræftelseskode er 448201. Del den ikke.', '448201'],
    ['55019 er din kode til Korvia', '55019'],
    ['Engangskode: 3390', '3390'],
    ['Tid hos lægen 12.03 kl. 14.30. Ring 70 55 01 23.', null],
  ]),
  ...inLanguage('no', [
    ['Din kode er 7718', '7718'],
    ['448201 er koden din for Tessel', '448201'],
    ['Pakken din 70551823 er klar til henting i hylle 2204', null],
  ]),
  ...inLanguage('fi', [
    ['448201 on kertakäyttöinen koodisi', '448201'],
    ['Tunnusluku: 5519. Voimassa 10 min.', '5519'],
    ['Turvakoodi Marloon on 118 402', '118402'],
    ['Aika hammaslääkärille 12.3.2025 klo 14.30. Peruutus 0955501234.', null],
  ]),
  ...inLanguage('is', [
    ['Öryggiskóðinn er 551902', '551902'],
    ['Notaðu kóðann 4417 til að skrá þig inn', '4417'],
    ['Tími hjá lækni 12.03.2025 kl. 14:30', null],
  ]),
  ...inLanguage('et', [
    ['Marlo sisselogimiskood: 448201', '448201'],
    ['Teie kood on 7710', '7710'],
    ['Arve 20250311 summa 125,00 eurot tähtaeg 20.03', null],
  ]),
  ...inLanguage('lv', [
    ['Tavs kods: 448201', '448201'],
    ['Drošības kods Korvia kontam ir 5503', '5503'],
    ['Rēķins 20250311, summa 125,00 EUR', null],
  ]),
  ...inLanguage('lt', [
    ['Jūsų vienkartinis kodas – 559120', '559120'],
    ['Įveskite kodą 7714', '7714'],
    ['Siunta 88102339 paštomate iki 14 d.', null],
  ]),
  ...inLanguage('hu', [
    ['Egyszer használatos kód: 448201', '448201'],
    ['A Marlo biztonsági kódod 55 01 92', '550192'],
    ['7715 a belépőkódod', '7715'],
    ['Időpontja: 2025. 03. 12. 14:30. Hívja: 06 1 555 0123', null],
  ]),
  ...inLanguage('af', [['Jou verifikasiekode is 448201', '448201']]),
  ...inLanguage('sq', [
    ['Kodi juaj i verifikimit është 448201', '448201'],
    ['Bilanci juaj është 1500 lekë', null],
  ]),
]
