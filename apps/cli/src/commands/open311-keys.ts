import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import {
  CreateApiKeyResponse,
  ListApiKeysResponse,
  RevokeApiKeyResponse,
  type ApiKey,
} from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { print, printJson } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { countOption, uuidOption } from './option-values.ts';

/** `hromada open311 keys …` */
export function open311Command(): Command {
  const keys = new Command('keys')
    .description('create, list, and revoke the API keys of programs that report through Open311')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());
  return new Command('open311').description('programs of cities and other operators').addCommand(keys);
}

interface CreateOptions {
  readonly client: string;
  readonly contact: string;
  readonly rate: number;
  readonly json: boolean;
}

const HELP = `
The key is shown once. It is not stored, so nobody can look it up: give it to the operator of the program by a safe way. If
it is lost or leaked, revoke it and create another one.`;

function createCommand(): Command {
  return new Command('create')
    .description('create a key, and show it once')
    .requiredOption('--client <name>', 'the program and who runs it')
    .requiredOption('--contact <text>', 'a mailbox or phone of the office that runs it, not of a person')
    .option('--rate <n>', 'reports per minute, 1 to 6,000', countOption, 60)
    .option('--json', 'print the message CreateApiKeyResponse as JSON', false)
    .addHelpText('after', HELP)
    .action(({ client: clientName, contact, rate: reportsPerMinute, json }: CreateOptions, command: Command) =>
      withConnection(command, async ({ apiKeys }) => {
        const order = { requestId: randomUUID(), clientName, contact, reportsPerMinute };
        const created = await apiKeys.createApiKey(order);
        if (json) return printJson(CreateApiKeyResponse.toJSON(created));
        print(`Key:    ${created.apiKey} (secret, shown once)`);
        print(`Key id: ${created.keyId} (to revoke it, and in the audit)`);
      }),
    );
}

interface ListOptions extends PageOptions {
  readonly revoked: boolean;
}

function listCommand(): Command {
  return withPageOptions(
    new Command('list')
      .description('list keys, newest first, without the keys themselves')
      .option('--revoked', 'with revoked ones', false),
    'ListApiKeysResponse',
  ).action((options: ListOptions, command: Command) =>
    withConnection(command, async ({ apiKeys }) => {
      const { revoked: includeRevoked, pageSize, pageToken } = options;
      const answer = await apiKeys.listApiKeys({ includeRevoked, pageSize, pageToken });
      printPage(answer, ListApiKeysResponse, options, COLUMNS, answer.keys.map(rowOf));
    }),
  );
}

const COLUMNS = [
  { heading: 'Created (Kyiv)' },
  { heading: 'Client' },
  { heading: 'Contact' },
  { heading: 'Reports a minute', align: 'right' },
  { heading: 'Revoked' },
  { heading: 'Key id' },
] as const;

function rowOf({ createdTime, clientName, contact, reportsPerMinute, revokedTime, keyId }: ApiKey): string[] {
  return [
    kyivTime(createdTime),
    clientName,
    contact,
    String(reportsPerMinute),
    revokedTime === undefined ? '' : kyivTime(revokedTime),
    keyId,
  ];
}

interface RevokeOptions {
  readonly json: boolean;
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description('revoke a key: its program can report no more, at once')
    .argument('<key-id>', 'as `keys list` shows it', uuidOption)
    .option('--json', 'print the message RevokeApiKeyResponse as JSON', false)
    .action((keyId: string, { json }: RevokeOptions, command: Command) =>
      withConnection(command, async ({ apiKeys }) => {
        const revoked = await apiKeys.revokeApiKey({ requestId: randomUUID(), keyId });
        if (json) return printJson(RevokeApiKeyResponse.toJSON(revoked));
        print(`Key ${keyId} is revoked.`);
      }),
    );
}
