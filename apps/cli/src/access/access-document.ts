import type { PolicyFile } from '@safe-community/security/policy';
import { cellText, type AccessRow } from './access-table.ts';

const HEAD = `# Who may what

Written by \`npm run access\` from the contracts and \`packages/security/policy.json\`; do not edit. A service reads its policy
from \`POLICY_FILE\`, else this one, and does not start with one that is not in order. [ADR 22](adr/0022-roles-not-scopes.md)
says how it works.

**Where**: \`country\` is everywhere, \`own\` is where the holder answers: the territory of a person's token, or of a system
in the registry of callers. **Which cases**, behind the dot, for methods that touch cases: \`ordinary\` are all but the
sensitive ones (domestic violence, school safety), \`all\` are all, else the categories that are named. **What for**, in
brackets: the call must name one of these purposes in its metadata \`purpose\`.
`;

/** The table as a document: what roles there are, and for each method those who may call it. */
export function accessDocument(policy: PolicyFile, rows: readonly AccessRow[]): string {
  const services = Map.groupBy(rows, ({ method }) => method.path.split('/')[1] ?? '');
  const tables = [...services].map(([service, ofService]) => `## ${service}\n\n${methodTable(ofService)}`);
  return [HEAD, rolesSection(policy), purposesSection(policy), ...tables].join('\n');
}

function rolesSection({ roles }: PolicyFile): string {
  const lines = Object.entries(roles).map(([role, { name }]) => `| \`${role}\` | ${name.uk} | ${name.en} |`);
  return `## Roles\n\n${table(['role', 'українською', 'in English'], lines)}`;
}

function purposesSection({ purposes }: PolicyFile): string {
  const lines = Object.entries(purposes).map(([purpose, { uk, en }]) => `| \`${purpose}\` | ${uk} | ${en} |`);
  return `## Purposes\n\n${table(['purpose', 'українською', 'in English'], lines)}`;
}

function methodTable(rows: readonly AccessRow[]): string {
  const lines = rows.map(({ method, cells }) => {
    const roles = cells.filter(({ grants }) => grants.length > 0);
    const may = roles.map((cell) => `\`${cell.role}\`: ${cellText(cell, method)}`);
    return `| ${method.path.split('/')[2]} | \`${method.scope}\` | ${may.length === 0 ? '—' : may.join('<br>')} |`;
  });
  return table(['method', 'scope', 'who may, where, which cases, what for'], lines);
}

function table(headings: readonly string[], lines: readonly string[]): string {
  return [`| ${headings.join(' | ')} |`, `|${headings.map(() => '---|').join('')}`, ...lines, ''].join('\n');
}
