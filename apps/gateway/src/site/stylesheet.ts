import { CARD_STYLES } from './card-styles.ts';
import { CHART_STYLES } from './chart-styles.ts';
import { FORM_STYLES } from './form-styles.ts';
import { FRONT_STYLES } from './front-styles.ts';
import { HEADER_STYLES } from './header-styles.ts';

/**
 * All styles. Colours have a contrast of at least 4.5:1 on their ground, 7:1 for text; forced colours replace them. The blue
 * is that of the charts; red is for emergencies and what is late.
 */
export const STYLESHEET = `
:root { color-scheme: light dark; --ink: #14181f; --ground: #ffffff; --quiet: #4a5565; --link: #0b5394; --onlink: #ffffff; --line: #5b6573; --edge: #d5dae2; --soft: #f3f6fa; --alert: #9b1119; --strip: #9b1119; --onstrip: #ffffff; --onalert: #ffffff; --good: #14532d; --goodsoft: #e3f4e8; --bad: #7a0f0f; --badsoft: #fde8e8; --doubt: #653a00; --doubtsoft: #fdf1d8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceff4; --ground: #12161c; --quiet: #b6c0cf; --link: #9cc3ff; --onlink: #0b1a30; --line: #98a2b3; --edge: #3a4350; --soft: #1b212b; --alert: #ffb0b0; --strip: #8c1018; --onstrip: #ffffff; --onalert: #2b0505; --good: #a9e5bd; --goodsoft: #123021; --bad: #ffc2c2; --badsoft: #3a1616; --doubt: #ffd99a; --doubtsoft: #362708; }
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); background: var(--ground); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; overflow-wrap: anywhere; min-height: 100vh; display: flex; flex-direction: column; }
main { flex: 1; }
.strip, .masthead, .banner, .hero, .content, footer { padding-inline: max(1rem, calc(50% - 33rem)); }
.content { padding-block: 1.5rem 3rem; }
h1 { font-size: clamp(1.65rem, 1.2rem + 2vw, 2.2rem); line-height: 1.2; margin: 0 0 1rem; text-wrap: balance; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 2.25rem 0 0.75rem; text-wrap: balance; }
h3 { font-size: 1.1rem; line-height: 1.3; margin: 1.5rem 0 0.5rem; }
p, ul, ol, dl, table { margin: 0 0 1rem; max-width: 45rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
main:focus, nav:focus { outline: none; }
.skip { position: absolute; left: -100vw; top: 0; padding: 0.75rem 1rem; background: var(--ground); }
.skip:focus { left: 0; z-index: 3; }
li > a, p > a, dd > a, th > a, td > a { display: inline-block; padding: 0.15rem 0; }
main li > a { vertical-align: top; }
nav ul { list-style: none; padding: 0; margin: 0.25rem 0 0; display: flex; flex-wrap: wrap; gap: 0 1rem; }
nav form { margin: 0; }
nav a { display: inline-block; padding: 0.4rem 0; min-height: 1.5rem; }
[aria-current="page"] { font-weight: 700; }
summary { cursor: pointer; padding: 0.3rem 0; width: fit-content; }
table { border-collapse: collapse; width: 100%; max-width: none; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { text-align: left; vertical-align: top; overflow-wrap: break-word; padding: 0.4rem 0.5rem; border-bottom: 1px solid var(--edge); }
thead th { border-bottom: 2px solid var(--line); }
td.number, thead th + th { text-align: right; }
td.number { font-variant-numeric: tabular-nums; }
dt { font-weight: 600; }
dd { margin: 0 0 0.5rem; }
.leave { position: sticky; top: 0; z-index: 1; background: var(--ground); padding: 0.5rem 0; }
html:has(.leave) { scroll-padding-top: 5rem; }
.leave a { display: inline-block; padding: 0.5rem 0.75rem; font-weight: 700; color: var(--onalert); background: var(--alert); border-radius: 0.375rem; }
.sorting { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; }
.sorting a { display: inline-block; padding: 0.4rem 0; min-height: 1.5rem; }
.steps [aria-current] { font-weight: 700; }
.note { background: var(--soft); border-left: 4px solid var(--line); padding: 0.5rem 0.75rem; }
.small { font-size: 0.9rem; }
.answer strong { display: block; font-size: clamp(3rem, 2.4rem + 2.5vw, 4rem); line-height: 1.1; letter-spacing: -0.02em; white-space: nowrap; font-variant-numeric: tabular-nums; }
.years { white-space: nowrap; }
${HEADER_STYLES}${FORM_STYLES}${CARD_STYLES}${CHART_STYLES}${FRONT_STYLES}@media (max-width: 40rem) {
  table, caption, tbody, tr, td, th { display: block; }
  thead { position: absolute; left: -100vw; }
  td.number { text-align: left; }
  tr { border-bottom: 2px solid var(--line); padding: 0.25rem 0; }
  th, td { border: 0; padding: 0.1rem 0; }
  td[data-label]::before { content: attr(data-label) ": "; font-weight: 600; }
}
@media (forced-colors: active) {
  .numbers a, input, textarea, select, button, .button, .alert, .problems, .leave a { border-color: ButtonText; }
  .strip { border-bottom: 1px solid CanvasText; }
  .badge { border-color: CanvasText; }
  :focus-visible { outline-color: Highlight; }
}
@media print {
  :root { color-scheme: light; --ink: #000000; --ground: #ffffff; --quiet: #000000; --link: #000000; --soft: #ffffff; }
  nav, form, .skip, .leave, .second, .strip, .actions, .lead { display: none !important; }
  .strip, .masthead, .banner, .hero, .content, footer { padding-inline: 0; }
  h2, h3 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
}
`;
