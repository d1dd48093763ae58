import { Command } from 'commander';
import { BUILT_IN_POLICY, readPolicyFile } from '@safe-community/security/policy';
import { allMethods } from '@safe-community/grpc-kit';
import { accessDocument } from '../access/access-document.ts';
import { accessTable, cellText, furtherTable } from '../access/access-table.ts';
import { renderTable } from '../terminal/table.ts';
import { printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';

interface Options {
  readonly policy: string;
  readonly role?: string;
  readonly markdown: boolean;
  readonly json: boolean;
}

/** `hromada access` */
export function accessCommand(): Command {
  return new Command('access')
    .option('--policy <file>', 'a policy other than the built-in one', BUILT_IN_POLICY)
    .option('--role <name>', 'only this role')
    .option('--markdown', 'print Markdown', false)
    .option('--json', 'print JSON', false)
    .action(showAccess);
}

function showAccess({ policy: file, role, markdown, json }: Options): void {
  const policy = readPolicyFile(file);
  if (role !== undefined && policy.roles[role] === undefined) {
    throw new Problem(`There is no role ${role}. The roles are:\n  ${Object.keys(policy.roles).join('\n  ')}`);
  }
  if (markdown) {
    process.stdout.write(accessDocument(policy, allMethods()));
    return;
  }
  const rows = [...accessTable(policy, allMethods()), ...furtherTable(policy, allMethods())];
  const cells = rows.flatMap(({ method, scope, cells: ofMethod }) =>
    ofMethod
      .filter((cell) => cell.grants.length > 0 && (role === undefined || cell.role === role))
      .map((cell) => ({ method, scope, cell })),
  );
  if (json) {
    printJson(cells.map(({ method, scope, cell }) => ({ ...method, scope, ...cell })));
    return;
  }
  const lines = cells.map(({ method, scope, cell }) => [
    `${method.path.split('.').at(-1) ?? ''}${scope === method.scope ? '' : ` with ${scope}`}`,
    cell.role,
    cellText(cell, method),
  ]);
  printText(
    renderTable([{ heading: 'Method' }, { heading: 'Role' }, { heading: 'Where, which cases, which purpose' }], lines),
  );
}
