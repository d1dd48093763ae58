/** What stands above and below each page. Its menu is one line on a phone and opens over the page. */
export const HEADER_STYLES = `
.strip { background: var(--strip); color: var(--onstrip); font-size: clamp(0.8rem, 4vw, 0.9rem); }
.strip ul { list-style: none; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 clamp(0.5rem, 3vw, 1.15rem); margin: 0; padding: 0.1rem 0; max-width: none; }
.strip a { color: inherit; text-decoration: none; display: inline-block; padding: 0.2rem 0; min-width: 1.5rem; }
.strip a:hover { text-decoration: underline; }
.strip strong { font-size: 1.1rem; }
.strip :focus-visible { outline-color: currentColor; outline-offset: 0; }
.masthead { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1.5rem; padding-block: 0.5rem; border-bottom: 1px solid var(--edge); }
.site { display: flex; align-items: center; gap: 0.6rem; padding: 0.25rem 0; color: var(--ink); text-decoration: none; }
.site svg { width: 2rem; height: 2.25rem; flex: none; }
.site strong { display: block; font-size: 1.15rem; line-height: 1.25; }
.site small { display: block; font-size: 0.72rem; line-height: 1.3; color: var(--quiet); }
.site:hover strong { text-decoration: underline; }
.masthead nav { display: flex; flex-wrap: wrap; align-items: center; gap: 0 clamp(0.6rem, 4vw, 1.15rem); margin-left: auto; }
.masthead nav ul { margin: 0; }
.masthead nav a:not(.button), .masthead summary { color: var(--ink); text-decoration: none; padding: 0.5rem 0; }
.masthead nav a:not(.button):hover, .masthead summary:hover { text-decoration: underline; }
.masthead nav .button { padding: 0.5rem clamp(0.7rem, 3vw, 1.1rem); margin: 0.25rem 0; }
.masthead nav form button { background: none; border-color: transparent; color: var(--ink); font-weight: 400; padding: 0 0.5rem; min-height: 2rem; }
.masthead .line [aria-current] { box-shadow: 0 2px var(--link); }
.masthead .line { display: none; gap: 0 1.15rem; }
.menu { position: relative; }
.menu summary { display: flex; align-items: center; gap: 0.45rem; list-style: none; }
.menu summary::-webkit-details-marker { display: none; }
.menu summary::after { content: ""; width: 0.5rem; height: 0.5rem; border: solid currentColor; border-width: 0 2px 2px 0; transform: translateY(-0.15rem) rotate(45deg); }
.menu[open] summary::after { transform: translateY(0.1rem) rotate(225deg); }
.menu[open] ul { position: absolute; z-index: 2; top: 100%; left: -0.75rem; width: max-content; min-width: 12rem; flex-direction: column; padding: 0.5rem 1rem; background: var(--ground); border: 1px solid var(--line); border-radius: 0.5rem; box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 20%); }
.menu li a { display: block; }
@media (min-width: 62rem) { .masthead .line { display: flex; } .menu .in-line { display: none; } }
.banner { max-width: none; margin: 0; padding-block: 0.3rem; font-size: 0.8rem; line-height: 1.4; color: var(--doubt); background: var(--doubtsoft); border-bottom: 1px solid var(--edge); }
@media (min-width: 40rem) { .site small { font-size: 0.8rem; } .banner { font-size: 0.875rem; } }
footer { padding-block: 1.25rem; background: var(--soft); border-top: 1px solid var(--edge); }
footer nav { scroll-margin-top: 1rem; margin-bottom: 0.75rem; }
footer nav ul { max-width: none; gap: 0 1.25rem; }
footer p { color: var(--quiet); margin: 0; }
`;
