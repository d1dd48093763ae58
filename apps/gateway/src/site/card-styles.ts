/** Cards of promises: the answer is the largest thing. */
export const CARD_STYLES = `
.cards { list-style: none; padding: 0; margin: 0 0 1rem; max-width: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem; }
.card { border: 1px solid var(--edge); border-radius: 0.6rem; padding: 1rem 1.15rem; break-inside: avoid; }
.card h3 { font-size: 1rem; line-height: 1.3; margin: 0; }
.card p { margin: 0.25rem 0 0; font-size: 0.95rem; color: var(--quiet); }
.card .answer { font-size: 2rem; font-weight: 700; line-height: 1.2; margin: 0.1rem 0; color: var(--ink); font-variant-numeric: tabular-nums; }
.answer small { font-size: 1rem; font-weight: 400; color: var(--quiet); }
.bar { display: block; width: 100%; height: 1rem; margin: 0.5rem 0 0.25rem; }
.bar-all { fill: var(--edge); }
.bar-done { fill: var(--link); }
.bar-mark { fill: var(--ink); }
.verdict { display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.75rem; margin-top: 0.4rem; }
.card .verdict p { margin: 0; }
.verdict details[open] { flex-basis: 100%; }
.years { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
.badge { display: inline-block; padding: 0.1rem 0.65rem; border-radius: 1rem; border: 1px solid transparent; font-weight: 600; font-size: 0.9rem; }
.plain { background: var(--soft); border-color: var(--edge); }
.good { color: var(--good); background: var(--goodsoft); }
.bad { color: var(--bad); background: var(--badsoft); }
.doubt { color: var(--doubt); background: var(--doubtsoft); }
.unmeasured { border: 1px dashed var(--line); border-radius: 0.6rem; padding: 0.5rem 1rem; margin: 1rem 0; }
.unmeasured summary { font-weight: 600; }
.wide { display: none; max-width: none; }
@media (min-width: 46rem) { .wide { display: block; } .narrow { display: none; } }
@media print { .card { border-color: #000000; } .years, .card a { display: none; } .cards { grid-template-columns: repeat(2, 1fr); } }
`;
