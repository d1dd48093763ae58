import { CARD_STYLES } from './card-styles.ts';

/** All styles. Colours have a contrast of at least 4.5:1 on their ground, 7:1 for text; forced colours replace them. */
export const STYLESHEET = `
:root { color-scheme: light dark; --ink: #14181f; --ground: #ffffff; --link: #003c8f; --onlink: #ffffff; --line: #5b6573; --edge: #d5dae2; --soft: #eef2f7; --alert: #8a1010; --onalert: #ffffff; --good: #14532d; --goodsoft: #e3f4e8; --bad: #7a0f0f; --badsoft: #fde8e8; --doubt: #653a00; --doubtsoft: #fdf1d8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceff4; --ground: #12161c; --link: #9cc3ff; --onlink: #0b1a30; --line: #98a2b3; --edge: #3a4350; --soft: #1d242e; --alert: #ffb0b0; --onalert: #2b0505; --good: #a9e5bd; --goodsoft: #123021; --bad: #ffc2c2; --badsoft: #3a1616; --doubt: #ffd99a; --doubtsoft: #362708; }
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); background: var(--ground); }
body { margin: 0; overflow-wrap: anywhere; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0.75rem 1rem; }
header { border-bottom: 2px solid var(--line); }
footer { border-top: 1px solid var(--line); margin-top: 2rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1rem 0; }
h2 { font-size: 1.25rem; margin: 1.75rem 0 0.5rem; }
p, ul, ol, dl, table { margin: 0 0 1rem; max-width: 45rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100vw; top: 0; padding: 0.75rem 1rem; background: var(--ground); }
.skip:focus { left: 0; z-index: 1; }
li > a, p > a, dd > a, th > a, td > a { display: inline-block; padding: 0.15rem 0; }
.site { font-weight: 700; }
nav ul { list-style: none; padding: 0; margin: 0.25rem 0 0; display: flex; flex-wrap: wrap; gap: 0 1rem; }
nav form { margin: 0; }
nav a, .site, footer a { display: inline-block; padding: 0.4rem 0; min-height: 1.5rem; }
[aria-current="page"] { font-weight: 700; }
.numbers { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.5rem; }
.numbers a { display: block; padding: 0.5rem 0.75rem; min-width: 7rem; border: 2px solid var(--alert); border-radius: 0.25rem; color: var(--alert); text-decoration: none; }
.numbers strong { display: block; font-size: 1.5rem; line-height: 1.2; }
form { margin: 0 0 1rem; }
label { display: block; font-weight: 600; margin-bottom: 0.25rem; }
.hint { display: block; }
input, textarea, select, button, .button { font: inherit; padding: 0.5rem 0.75rem; min-height: 2.75rem; border: 2px solid var(--line); border-radius: 0.25rem; max-width: 100%; }
textarea { width: 100%; max-width: 45rem; }
input, select { width: 24rem; }
input, textarea, select { color: var(--ink); background: var(--ground); }
button { color: var(--onlink); background: var(--link); border-color: var(--link); cursor: pointer; }
table { border-collapse: collapse; width: 100%; max-width: none; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { text-align: left; vertical-align: top; overflow-wrap: break-word; padding: 0.4rem 0.5rem; border-bottom: 1px solid var(--line); }
td.number, thead th + th { text-align: right; }
td.number { font-variant-numeric: tabular-nums; }
dt { font-weight: 600; }
dd { margin: 0 0 0.5rem; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { font-weight: 600; padding: 0; margin-bottom: 0.5rem; }
.field { margin: 0 0 1.25rem; }
.field .hint { margin: 0 0 0.25rem; }
.wrong { border-left: 4px solid var(--alert); padding-left: 0.75rem; }
.problem { color: var(--alert); margin: 0 0 0.25rem; }
.problems { border: 3px solid var(--alert); padding: 0.5rem 1rem; margin: 0 0 1rem; max-width: 45rem; }
.problems h2 { margin-top: 0.25rem; }
.problems a { color: var(--alert); }
.choice { display: flex; align-items: center; gap: 0.75rem; min-height: 2.75rem; }
.choice input { width: 1.5rem; height: 1.5rem; min-height: 0; flex: none; margin: 0; accent-color: var(--link); }
.choice label { font-weight: 400; margin: 0; padding: 0.4rem 0; flex: 1; }
.second { color: var(--link); background: var(--ground); }
.change { display: inline; }
.second + .hint { margin-top: 0.25rem; }
.change button, nav button { font-size: 1rem; min-height: 2rem; padding: 0.15rem 0.5rem; }
.alert { border: 3px solid var(--alert); padding: 0.5rem 1rem; max-width: 45rem; margin: 0 0 1rem; }
.alert p { margin: 0.25rem 0; }
.alert strong a { font-size: 1.5rem; color: var(--alert); }
html:has(.leave) { scroll-padding-top: 5rem; }
.leave { position: sticky; top: 0; z-index: 1; background: var(--ground); padding: 0.5rem 0; }
.leave a { display: inline-block; padding: 0.5rem 0.75rem; font-weight: 700; color: var(--onalert); background: var(--alert); border-radius: 0.25rem; }
.trap { position: absolute; left: -999rem; }
.token { font: 600 1.1rem/1.5 ui-monospace, Consolas, monospace; background: var(--soft); padding: 0.75rem; display: block; max-width: 45rem; }
.steps [aria-current] { font-weight: 700; }
.chart { display: block; max-width: 100%; height: auto; background: #ffffff; }
figure { margin: 0 0 1rem; max-width: 45rem; }
.chart-funnel { width: 100%; }
.legend { list-style: none; padding: 0; margin: 0.5rem 0; }
.legend li { display: flex; gap: 0.5rem; align-items: center; }
.chart-swatch { flex: none; }
.sorting { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; }
.sorting a { display: inline-block; padding: 0.4rem 0; min-height: 1.5rem; }
.banner { max-width: none; background: var(--soft); border-bottom: 1px solid var(--line); margin: 0; padding: 0.4rem 1rem; text-align: center; }
.note { background: var(--soft); border-left: 4px solid var(--line); padding: 0.5rem 0.75rem; }
.small { font-size: 0.9rem; }
.answer strong { display: block; font-size: 3rem; line-height: 1.1; white-space: nowrap; }
.chart-time-series { width: 100%; }
figure.small { max-width: 30rem; }
.years { white-space: nowrap; }
${CARD_STYLES}@media (max-width: 40rem) {
  table, caption, tbody, tr, td, th { display: block; }
  thead { position: absolute; left: -100vw; }
  td.number { text-align: left; }
  tr { border-bottom: 2px solid var(--line); padding: 0.25rem 0; }
  th, td { border: 0; padding: 0.1rem 0; }
  td[data-label]::before { content: attr(data-label) ": "; font-weight: 600; }
}
@media (forced-colors: active) {
  .numbers a, input, textarea, select, button, .alert, .problems, .leave a { border-color: ButtonText; }
  :focus-visible { outline-color: Highlight; }
}
@media print { :root { color-scheme: light; --ink: #000000; --ground: #ffffff; --link: #000000; --soft: #ffffff; } nav, form, .skip, .leave, .second { display: none; } }
`;
