import type { Command } from 'commander';
import { BUILT_IN_POLICY, COUNTRY, loadPolicy } from '@safe-community/security/policy';
import { issueToken } from '@safe-community/security/dev-issuer';
import { declaredScopes } from '@safe-community/grpc-kit/contracts';
import { stateRoot } from '@safe-community/local-stack/state';
import { findOblast, oblasts } from '@safe-community/territory';
import { findHromadaByText } from '../places/find-place.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { localSigningKey } from '../up/token-issuer.ts';
import { noSuchRole } from './access.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options {
  readonly role: readonly string[];
  readonly territory: readonly string[];
  readonly person: string;
  readonly hours: string;
  readonly json: boolean;
  readonly home?: string;
}

/** `hromada token`: for local runs only. Production has its own issuer, and this command fails there. */
export function tokenCommand(): Command {
  return new SpokenCommand('token')
    .requires('--role <name>', gathered, [], {
      uk: 'роль із політики; можна повторювати',
      en: 'a role of the policy; repeatable',
    })
    .takes('--territory <code or name>', gathered, [], {
      uk: 'територія особи: громада, область або UA; можна повторювати',
      en: 'territory of the person: a hromada, an oblast, or UA; repeatable',
    })
    .takes('--person <id>', 'demo-person', {
      uk: 'ідентифікатор особи: латинські літери, цифри та . _ @ : -',
      en: 'id of the person: letters, digits and . _ @ : -',
    })
    .takes('--hours <n>', '1', { uk: 'строк дії в годинах, від 1 до 12', en: 'validity in hours, 1 to 12' })
    .takes('--json', { uk: 'друкувати токен і його твердження як JSON', en: 'print the token and its claims as JSON' })
    .action((_: Options, command: Command) => giveToken(command.optsWithGlobals<Options>()));
}

async function giveToken({ role: roles, territory, person, hours, json, home }: Options): Promise<void> {
  const known = [...loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.keys()];
  const unknown = roles.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Problem(noSuchRole(unknown, known));
  if (!/^([1-9]|1[0-2])$/.test(hours))
    throw new Problem({ uk: '--hours: від 1 до 12.', en: '--hours must be 1 to 12.' });
  const codes = territory.map(codeOf);
  const root = stateRoot(home === undefined ? process.env : { ...process.env, SAFE_COMMUNITY_HOME: home });
  const lastsSeconds = Number(hours) * 3_600;
  const of = { person, system: 'client', roles, territory: codes, lastsSeconds };
  const token = await issueToken(await localSigningKey(root), of);
  if (json) printJson({ token, ...of });
  else print(token);
}

/** An oblast needs the suffix ("Вінницька область"), because many hromadas have the same name. */
function codeOf(text: string): string {
  if (text === COUNTRY) return text;
  const oblast = findOblast(text) ?? oblasts().find(({ name }) => text === `${name} область`);
  return oblast?.code ?? findHromadaByText(text).code;
}

function gathered(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}
