import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { incidentReported } from '@safe-community/contracts/event-catalogue';
import {
  BeginEpochResponse,
  ListLostEventsRequest,
  LostEvent,
} from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import type { ServiceName } from '@safe-community/local-stack/state';
import type { Connection } from '../connection/connect-services.ts';
import { NAMED_SERVICES, namedService, serviceArgument } from '../connection/named-service.ts';
import type { OperatedService } from '../connection/operated-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { itemsOf, searchCommand } from '../lists/search.ts';
import { say, type Text } from '../terminal/language.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { jsonOption, reasonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada ledger …` */
export function ledgerCommand(): Command {
  return new SpokenCommand('ledger').addCommand(newEpochCommand()).addCommand(listLostEventsCommand());
}

interface EpochOptions {
  readonly reason: string;
  readonly json: boolean;
}

const EPOCH_HELP = {
  uk: `
Виконайте один раз після того, як базу даних служби відновлено з копії: нова епоха відрізняє нові позиції від наданих
раніше. Потік відбудовується з журналу. Перелік втрачених подій: hromada ledger lost <service>.
Інші кроки – у docs/runbooks/restore.md.`,
  en: `
Run this once after the database of a service was restored from a backup: the new epoch distinguishes new positions from
the ones assigned before. The stream is rebuilt from the ledger. To list lost events: hromada ledger lost <service>.
For the other steps, see docs/runbooks/restore.md.`,
};

/** `hromada ledger new-epoch` */
function newEpochCommand(): Command {
  return new SpokenCommand('new-epoch')
    .about({
      uk: 'починає нову епоху журналу, базу даних якого відновлено',
      en: 'begin a new epoch of a ledger whose database was restored',
    })
    .names('<service>', serviceArgument, NAMED_SERVICES)
    .addOption(reasonOption())
    .addOption(jsonOption('BeginEpochResponse'))
    .explains(EPOCH_HELP)
    .action((service: ServiceName, options: EpochOptions, command: Command) =>
      withConnection(command, (connection) => begin(connection, service, options)),
    );
}

async function begin(connection: Connection, service: ServiceName, { reason, json }: EpochOptions): Promise<void> {
  const ledger = namedService(connection, service);
  const begun = await ledger.operator.beginEpoch({ requestId: randomUUID(), reason });
  await untilPublished(ledger, begun.headPosition);
  let lost = 0;
  const lostEvents = itemsOf(
    (page) => ledger.operator.listLostEvents(page),
    ({ lostEvents: events }) => events,
  );
  for await (const _ of lostEvents) lost += 1;
  if (json) return printJson(BeginEpochResponse.toJSON(begun));
  const { epoch, headPosition, formerEpoch } = begun;
  print({
    uk: `${service}: епоха ${epoch} починається після позиції ${headPosition}; попередня була ${formerEpoch}.`,
    en: `${service}: epoch ${epoch} begins after position ${headPosition}; the former one was ${formerEpoch}.`,
  });
  print(
    lost === 0
      ? say({ uk: 'Втрачених подій немає.', en: 'No lost events found.' })
      : say({
          uk: `Втрачених подій: ${lost}; їх перелік: hromada ledger lost ${service}`,
          en: `${lost} lost events; list them with: hromada ledger lost ${service}`,
        }),
  );
}

const PAUSE_MS = 300;
const WITHIN_MS = 30 * 60_000;

/** By then, the relay has compared the old stream with the ledger. */
async function untilPublished({ ledger, name }: OperatedService, head: bigint): Promise<void> {
  const until = performance.now() + WITHIN_MS;
  while ((await ledger.getHead({ partition: 0 })).publishedPosition < head) {
    if (performance.now() > until) throw new Problem(notPublished(name));
    await sleep(PAUSE_MS);
  }
}

function notPublished(name: string): Text {
  return {
    uk: `Епоха почалася, але ${name} не публікує. Дивіться журнал роботи служби.`,
    en: `The epoch began, but ${name} does not publish. See its log.`,
  };
}

/** `hromada ledger lost` */
function listLostEventsCommand(): Command {
  return searchCommand({
    name: 'lost',
    about: {
      uk: 'перелік подій, які було опубліковано, але у відновленому журналі немає',
      en: 'list events that were published but are missing from the restored ledger',
    },
    request: ListLostEventsRequest,
    item: LostEvent,
    read: ({ operator }, request) => operator.listLostEvents(request),
    items: ({ lostEvents }) => lostEvents,
    columns: [
      { uk: 'Епоха', en: 'Epoch', of: ({ epoch }) => epoch, drop: 2 },
      { uk: 'Позиція', en: 'Position', of: ({ event }) => event?.position },
      { uk: 'Подія', en: 'Event', of: ({ event }) => event?.eventType },
      { uk: 'Ідентифікатор події', en: 'Event id', of: ({ event }) => event?.eventId, drop: 1 },
      { uk: 'Записано (Київ)', en: 'Committed (Kyiv)', of: ({ event }) => event?.recordedTime, drop: 3 },
      { uk: 'Інцидент', en: 'Incident', of: incidentOf },
    ],
  });
}

/** The incident id of a lost report; empty for other events. */
function incidentOf({ event }: LostEvent): string {
  return event?.eventType === incidentReported.type ? incidentReported.decode(event.body).incidentId : '';
}
