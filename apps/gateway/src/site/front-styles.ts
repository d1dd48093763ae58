/** The first page: what to do, then whether it helps. */
export const FRONT_STYLES = `
.hero { padding-block: 1.75rem 2rem; background: var(--soft); border-bottom: 1px solid var(--edge); }
.hero h1 { max-width: 38rem; margin-bottom: 0.5rem; }
.lead { font-size: 1.15rem; max-width: 38rem; color: var(--quiet); }
.actions { display: flex; flex-wrap: wrap; gap: 0.6rem; margin-bottom: 1.25rem; }
.hero form { margin: 0; }
.hero form + p { margin: 0.75rem 0 0; }
.answers { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2.5rem 3rem; }
.answers h2 { margin-top: 0; }
.answers .cards { grid-template-columns: minmax(0, 1fr); }
.answers .answer { margin-bottom: 0.5rem; }
.oblasts { border-top: 1px solid var(--edge); margin-top: 2.5rem; padding-top: 2rem; }
.oblasts h2 { margin-top: 0; }
.oblasts figure { max-width: none; }
.oblasts .chart-map { width: 34rem; }
.oblasts figcaption { padding-top: 0.75rem; }
@media (min-width: 62rem) {
  .answers { grid-template-columns: minmax(0, 1.45fr) minmax(0, 1fr); }
  .oblasts figure { display: flex; gap: 3rem; align-items: center; }
}
`;
