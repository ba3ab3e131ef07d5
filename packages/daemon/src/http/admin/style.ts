/** Everything the pages look like: no colour, font or picture comes from elsewhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f8, #14171a);
  --paper: light-dark(#ffffff, #1b1f23);
  --line: light-dark(#dfe3e6, #2e343a);
  --ink: light-dark(#1a1f24, #e4e8eb);
  --soft: light-dark(#55606a, #a0abb5);
  --accent: light-dark(#0b6b74, #5cc4cf);
  --on-accent: light-dark(#ffffff, #0b2326);
  --wash: light-dark(#e7f2f3, #16302f);
  --bad: light-dark(#a32020, #ff9c92);
  --warn: light-dark(#7d5000, #e8b964);
  --good: light-dark(#1f6b3a, #82d19c);
}
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", "Open Sans", sans-serif; font-variant-numeric: tabular-nums }
a { color: var(--accent) }
a:hover { text-decoration-thickness: 2px }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px }
.skip { position: absolute; left: -999px }
.skip:focus { left: 8px; top: 8px; padding: 6px 10px; background: var(--paper); z-index: 1 }
header { background: var(--paper); border-bottom: 1px solid var(--line) }
.bar { max-width: 1240px; margin: auto; padding: 0 20px; display: flex; align-items: center; gap: 24px; flex-wrap: wrap }
.brand { font-weight: 700; font-size: 15px; letter-spacing: -.01em; padding: 12px 0 }
.brand b { color: var(--accent) }
nav { display: flex; gap: 2px; flex: 1; overflow-x: auto }
nav a { padding: 12px 10px; color: var(--soft); text-decoration: none; border-bottom: 2px solid transparent; white-space: nowrap }
nav a:hover { color: var(--ink) }
nav a[aria-current] { color: var(--ink); border-color: var(--accent); font-weight: 600 }
nav a:focus-visible { outline-offset: -3px }
.who { display: flex; gap: 12px; align-items: center; color: var(--soft) }
main { max-width: 1240px; margin: auto; padding: 20px 20px 60px }
h1 { font-size: 20px; margin: 0 0 2px; letter-spacing: -.015em }
h2 { font-size: 15px; margin: 0 0 10px }
h3 { font-size: 14px; margin: 0 }
.lead { margin: 0 0 18px; color: var(--soft) }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; margin: 0 0 16px }
section > :last-child { margin-bottom: 0 }
p { margin: 0 0 10px; max-width: 78ch }
small { color: var(--soft); font-size: 12px }
td small { white-space: nowrap; display: block; line-height: 1.3 }
.figure + small, td .inline { display: inline }
.none, .empty { color: var(--soft) }
.scroll { overflow-x: auto; margin: 0 -16px }
table { border-collapse: collapse; width: 100% }
th { text-align: left; font-weight: 500; font-size: 12px; color: var(--soft); white-space: nowrap }
th, td { padding: 5px 10px; border-bottom: 1px solid var(--line); vertical-align: top }
th:first-child, td:first-child { padding-left: 16px }
th:last-child, td:last-child { padding-right: 16px }
tbody tr:last-child td { border-bottom: 0 }
tbody tr:hover { background: var(--ground) }
td form { margin: 0 }
.id { font: 12px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere }
.wrap { overflow-wrap: anywhere; min-width: 14em; max-width: 46em }
.chip { display: inline-block; padding: 0 8px; border-radius: 10px; border: 1px solid currentColor; font-size: 12px;
  line-height: 18px; white-space: nowrap; color: var(--soft) }
.chip.good { color: var(--good) } .chip.warn { color: var(--warn) } .chip.bad { color: var(--bad) } .chip.busy { color: var(--accent) }
.chip.bad, .chip.busy { font-weight: 600 }
.attention { border-left: 4px solid var(--bad) }
.attention ul { margin: 0; padding-left: 18px }
.notice { margin: 10px 0; border-left: 4px solid var(--accent); background: var(--wash) }
button { font: inherit; font-weight: 600; padding: 2px 12px; min-height: 28px; border-radius: 6px; cursor: pointer;
  border: 1px solid var(--line); background: var(--paper); color: var(--accent); white-space: nowrap }
button:hover { border-color: var(--accent) }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
button.stop { color: var(--bad) }
button.plain { border: 0; padding: 4px 2px; background: none; font-weight: 400; text-decoration: underline }
input:not([type=radio]) { font: inherit; padding: 4px 8px; min-height: 32px; border: 1px solid light-dark(#8a949d, #707b85);
  border-radius: 6px; background: var(--paper); color: inherit; width: 100%; max-width: 26em }
input[type=radio] { accent-color: var(--accent); width: 16px; height: 16px; margin: 2px 0 0 }
label { display: block }
.field { margin: 0 0 12px } .field > span { display: block; font-weight: 600; margin-bottom: 3px }
.choice { display: grid; grid-template-columns: 22px 1fr; gap: 0 6px; padding: 8px 10px; border: 1px solid var(--line); border-radius: 6px; margin: 0 0 6px }
.choice:has(:checked) { border-color: var(--accent); background: var(--wash) }
.choice small { grid-column: 2 }
.row { display: flex; gap: 12px; flex-wrap: wrap; align-items: end }
.row > .field { margin: 0; flex: 0 1 26em }
.case { border-top: 1px solid var(--line); padding: 14px 0; margin-top: 14px } .case:last-child { padding-bottom: 0 }
.case:first-of-type { border-top: 0; padding-top: 0 }
.case fieldset { border: 0; padding: 0; margin: 12px 0 }
.case legend { font-weight: 600; padding: 0; margin-bottom: 6px }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); gap: 10px 18px; margin: 10px 0 }
dt { color: var(--soft); font-size: 12px } dd { margin: 0; overflow-wrap: anywhere }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 12px 24px }
.cards b { font-size: 20px; font-weight: 600; display: block; letter-spacing: -.01em }
.sms { white-space: pre-wrap; overflow-wrap: anywhere }
.picks { display: flex; flex-wrap: wrap; gap: 4px 14px; padding: 0; margin: 10px 0 0; list-style: none }
figure { margin: 0 0 8px } figcaption { color: var(--soft); margin-bottom: 4px }
svg { display: block; width: 100%; height: auto }
svg text { fill: var(--soft); font-size: 11px; font-family: inherit }
svg .grid { stroke: var(--line); stroke-width: 1 }
svg .s { fill: none; stroke: var(--accent); stroke-width: 1.75; stroke-linejoin: round; vector-effect: non-scaling-stroke }
svg .s1 { stroke-dasharray: 6 3 } svg .s2 { stroke-dasharray: 2 3 } svg .s3 { stroke-dasharray: 9 3 2 3 }
.keys { display: flex; gap: 4px 16px; flex-wrap: wrap; list-style: none; padding: 0; margin: 4px 0 0; color: var(--soft) }
.keys svg { width: 28px; height: 8px; display: inline-block; vertical-align: middle; margin-right: 6px }
.gate { max-width: 420px; margin: 12vh auto 0; padding: 0 20px }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media (max-width: 700px) {
  .bar { gap: 0 16px; padding: 0 14px } .bar nav { order: 3; flex-basis: 100%; margin: 0 -14px; padding: 0 6px }
  .bar .who { margin-left: auto } .brand { padding: 8px 0 } nav a { padding: 8px 7px }
  dl { grid-template-columns: repeat(auto-fill, minmax(130px, 1fr)) }
  main { padding: 14px 10px 40px }
  section { padding: 12px } .scroll { margin: 0 -12px }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  table, tbody, tr, td { display: block; width: 100% }
  tr { padding: 8px 12px; border-bottom: 1px solid var(--line) } tbody tr:last-child { border: 0 }
  td, td:first-child, td:last-child { border: 0; padding: 2px 0; display: grid; grid-template-columns: 92px minmax(0, 1fr); gap: 8px }
  td::before { content: attr(data-label); color: var(--soft); font-size: 12px }
  td:has(> :empty) { display: none } td small, td small time { white-space: normal; display: inline }
  .wrap { min-width: 0 }
  button { min-height: 40px } button.plain { min-height: 32px } input:not([type=radio]) { min-height: 40px; max-width: none; font-size: 16px }
}
@media (prefers-reduced-motion: no-preference) { .chip.busy { animation: breathe 1.6s ease-in-out infinite alternate } @keyframes breathe { to { opacity: .65 } } }
`
