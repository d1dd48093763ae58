import type { Command } from 'commander';
import { BUILT_IN_POLICY, readPolicyFile } from '@safe-community/security/policy';
import { allMethods } from '@safe-community/grpc-kit/contracts';
import { accessDocument } from '../access/access-document.ts';
import { accessTable, cellText, furtherTable, type AccessCell, type AccessRow } from '../access/access-table.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { listed, say, type Text } from '../terminal/language.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options {
  readonly policy: string;
  readonly role?: string;
  readonly markdown: boolean;
  readonly json: boolean;
}

/** `hromada access` */
export function accessCommand(): Command {
  return new SpokenCommand('access')
    .takes('--policy <file>', BUILT_IN_POLICY, {
      uk: 'інша політика замість вбудованої',
      en: 'a policy other than the built-in one',
    })
    .takes('--role <name>', { uk: 'лише ця роль', en: 'only this role' })
    .takes('--markdown', { uk: 'друкувати Markdown', en: 'print Markdown' })
    .takes('--json', { uk: 'друкувати JSON', en: 'print JSON' })
    .action(showAccess);
}

function showAccess({ policy: file, role, markdown, json }: Options): void {
  const policy = readPolicyFile(file);
  if (role !== undefined && policy.roles[role] === undefined) {
    throw new Problem(noSuchRole(role, Object.keys(policy.roles)));
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
  printText(renderRows(COLUMNS, cells));
}

/** For a role that the policy does not have. */
export function noSuchRole(role: string, roles: readonly string[]): Text {
  return listed({ uk: `Ролі ${role} немає. Є такі:`, en: `There is no role ${role}. The roles are:` }, roles);
}

type Shown = Pick<AccessRow, 'method' | 'scope'> & { readonly cell: AccessCell };

const COLUMNS: readonly Column<Shown>[] = [
  {
    uk: 'Метод',
    en: 'Method',
    of: ({ method, scope }) => {
      const name = method.path.split('.').at(-1) ?? '';
      return scope === method.scope ? name : say({ uk: `${name} із ${scope}`, en: `${name} with ${scope}` });
    },
  },
  { uk: 'Роль', en: 'Role', of: ({ cell }) => cell.role },
  {
    uk: 'Де, які справи, з якою метою',
    en: 'Where, which cases, which purpose',
    of: ({ cell, method }) => cellText(cell, method),
  },
];
