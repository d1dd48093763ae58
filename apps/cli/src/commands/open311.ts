import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import {
  CreateApiKeyResponse,
  ListApiKeysRequest,
  ListApiKeysResponse,
  RevokeApiKeyResponse,
} from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderDetails } from '../lists/columns.ts';
import { flag } from '../lists/filters.ts';
import { group } from '../lists/group.ts';
import { listCommand } from '../lists/list.ts';
import { say } from '../terminal/language.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { countOption, uuidOption, jsonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada open311 keys …` */
export function open311Command(): Command {
  const keys = group('keys', keysListCommand(), createCommand(), revokeCommand()).about({
    uk: 'створення, перелік і відкликання ключів програм, що повідомляють через Open311',
    en: 'create, list, and revoke the API keys of programs that report through Open311',
  });
  return new SpokenCommand('open311').addCommand(keys);
}

interface CreateOptions {
  readonly client: string;
  readonly contact: string;
  readonly rate: number;
  readonly json: boolean;
}

const KEY = { uk: 'Ключ', en: 'Key' };
const KEY_ID = { uk: 'Номер ключа', en: 'Key id' };

const HELP = {
  uk: `
Ключ показують один раз. Його не зберігають, тож ніхто не зможе його знайти: передайте його операторові програми безпечним
шляхом. Якщо ключ утрачено або розголошено, відкличте його і створіть інший.`,
  en: `
The key is shown once. It is not stored, so nobody can look it up: give it to the operator of the program by a safe way. If
it is lost or leaked, revoke it and create another one.`,
};

function createCommand(): Command {
  return new SpokenCommand('create')
    .about({ uk: 'створює ключ і показує його один раз', en: 'create a key, and show it once' })
    .requires('--client <name>', { uk: 'програма і хто її веде', en: 'the program and who runs it' })
    .requires('--contact <text>', {
      uk: 'скринька або телефон установи, що її веде, а не особи',
      en: 'a mailbox or phone of the office that runs it, not of a person',
    })
    .takes('--rate <n>', countOption, 60, {
      uk: 'повідомлень за хвилину, від 1 до 6000',
      en: 'reports per minute, 1 to 6,000',
    })
    .addOption(jsonOption('CreateApiKeyResponse'))
    .explains(HELP)
    .action(({ client: clientName, contact, rate: reportsPerMinute, json }: CreateOptions, command: Command) =>
      withConnection(command, async ({ apiKeys }) => {
        const order = { requestId: randomUUID(), clientName, contact, reportsPerMinute };
        const created = await apiKeys.createApiKey(order);
        if (json) return printJson(CreateApiKeyResponse.toJSON(created));
        const { apiKey, keyId } = created;
        printText(
          renderDetails([
            [KEY, say({ uk: `${apiKey} (таємний, показано один раз)`, en: `${apiKey} (secret, shown once)` })],
            [
              KEY_ID,
              say({ uk: `${keyId} (для відкликання, і в аудиті)`, en: `${keyId} (to revoke it, and in the audit)` }),
            ],
          ]),
        );
      }),
    );
}

function keysListCommand(): Command {
  return listCommand({
    name: 'list',
    about: { uk: 'ключі, спершу нові, без самих ключів', en: 'list keys, newest first, without the keys themselves' },
    request: ListApiKeysRequest,
    response: ListApiKeysResponse,
    read: ({ apiKeys }, request) => apiKeys.listApiKeys(request),
    items: ({ keys }) => keys,
    filters: { includeRevoked: flag('revoked', { uk: 'також відкликані', en: 'with revoked ones' }) },
    columns: [
      { uk: 'Створено (Київ)', en: 'Created (Kyiv)', of: ({ createdTime }) => createdTime },
      { uk: 'Програма', en: 'Client', of: ({ clientName }) => clientName },
      { uk: 'Зв’язок', en: 'Contact', of: ({ contact }) => contact, drop: 1 },
      { uk: 'Повідомлень за хвилину', en: 'Reports a minute', of: ({ reportsPerMinute }) => reportsPerMinute, drop: 2 },
      { uk: 'Відкликано', en: 'Revoked', of: ({ revokedTime }) => revokedTime },
      { uk: 'Номер ключа', en: 'Key id', of: ({ keyId }) => keyId },
    ],
  });
}

interface RevokeOptions {
  readonly json: boolean;
}

function revokeCommand(): Command {
  return new SpokenCommand('revoke')
    .about({
      uk: 'відкликає ключ: програма відразу втрачає змогу повідомляти',
      en: 'revoke a key: its program can report no more, at once',
    })
    .names('<key-id>', uuidOption, { uk: 'як показує `keys list`', en: 'as `keys list` shows it' })
    .addOption(jsonOption('RevokeApiKeyResponse'))
    .action((keyId: string, { json }: RevokeOptions, command: Command) =>
      withConnection(command, async ({ apiKeys }) => {
        const revoked = await apiKeys.revokeApiKey({ requestId: randomUUID(), keyId });
        if (json) return printJson(RevokeApiKeyResponse.toJSON(revoked));
        print({ uk: `Ключ ${keyId} відкликано.`, en: `Key ${keyId} is revoked.` });
      }),
    );
}
