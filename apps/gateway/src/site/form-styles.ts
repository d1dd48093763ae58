/** Fields, buttons, what has to be corrected, and numbers to phone within a page. */
export const FORM_STYLES = `
.numbers { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.5rem; }
.numbers a { display: block; padding: 0.5rem 0.75rem; min-width: 7rem; border: 2px solid var(--alert); border-radius: 0.375rem; color: var(--alert); text-decoration: none; }
.numbers strong { display: block; font-size: 1.5rem; line-height: 1.2; }
form { margin: 0 0 1rem; }
label { display: block; font-weight: 600; margin-bottom: 0.25rem; }
.hint { display: block; color: var(--quiet); }
input, textarea, select, button, .button { font: inherit; padding: 0.5rem 0.75rem; min-height: 2.75rem; border: 2px solid var(--line); border-radius: 0.375rem; max-width: 100%; }
textarea { width: 100%; max-width: 45rem; }
input, select { width: 24rem; }
input, textarea, select { color: var(--ink); background: var(--ground); }
button, .button { font-weight: 600; color: var(--onlink); background: var(--link); border-color: var(--link); padding-inline: 1.1rem; cursor: pointer; }
.button { display: inline-block; text-decoration: none; line-height: 1.4; }
button:hover, .button:hover { text-decoration: underline; }
form > .card { margin-bottom: 1rem; }
p > button, [data-keep] > button { margin-bottom: 0.4rem; }
.second { color: var(--link); background: var(--ground); }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { font-weight: 600; padding: 0; margin-bottom: 0.5rem; }
.field { margin: 0 0 1.25rem; }
.field .hint { margin: 0 0 0.25rem; }
.wrong { border-left: 4px solid var(--alert); padding-left: 0.75rem; }
.problem { color: var(--alert); margin: 0 0 0.25rem; }
.problems { border: 3px solid var(--alert); border-radius: 0.375rem; padding: 0.5rem 1rem; margin: 0 0 1rem; max-width: 45rem; }
.problems h2 { margin-top: 0.25rem; }
.problems a { color: var(--alert); }
.choice { display: flex; align-items: center; gap: 0.75rem; min-height: 2.75rem; }
.choice input { width: 1.5rem; height: 1.5rem; min-height: 0; flex: none; margin: 0; accent-color: var(--link); }
.choice label { font-weight: 400; margin: 0; padding: 0.4rem 0; flex: 1; }
.second + .hint { margin-top: 0.25rem; }
.alert { border: 3px solid var(--alert); border-radius: 0.375rem; padding: 0.5rem 1rem; max-width: 45rem; margin: 0 0 1rem; }
.alert p { margin: 0.25rem 0; }
.alert strong a { font-size: 1.5rem; color: var(--alert); }
.trap { position: absolute; left: -999rem; }
.token { font: 600 1.1rem/1.5 ui-monospace, Consolas, monospace; background: var(--soft); padding: 0.75rem; display: block; max-width: 45rem; }
[role="search"] { display: grid; grid-template-columns: minmax(0, 1fr) auto; max-width: 36rem; }
[role="search"] p { margin: 0; }
[role="search"] p:first-child { display: contents; }
[role="search"] label, [role="search"] .hint { grid-column: 1 / -1; }
[role="search"] .hint { margin-bottom: 0.4rem; font-size: 0.95rem; }
[role="search"] input { width: 100%; border-start-end-radius: 0; border-end-end-radius: 0; border-color: var(--ink); }
[role="search"] button { border-start-start-radius: 0; border-end-start-radius: 0; color: var(--ground); background: var(--ink); border-color: var(--ink); }
`;
