import { randomUUID } from 'node:crypto';
import { Argument, type Command } from 'commander';
import type { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { ChangeOfficerStateResponse } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { say } from '../terminal/language.ts';
import { print, printJson } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { OFFICER_STATES } from '../wording/officers.ts';
import { instantOption, uuidOption, jsonOption, AN_ID } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options {
  readonly reason: string;
  readonly since?: Date;
  readonly json: boolean;
}

const HELP = {
  uk: `
Реєстр перевіряє перехід і, відмовляючи, називає дозволені стани. Поки офіцер не служить, відповідає заступник на дільниці.
Звільнення остаточне й припиняє всі закріплення офіцера.

Приклад: hromada officer state 01a20e69-c127-71a7-801b-25d42575900e on-leave --reason "щорічна відпустка"`,
  en: `
The registry checks the transition and names the allowed states when it rejects one. While an officer is not active, the
deputy of the beat is responsible. A dismissal is final and ends all assignments of the officer.

Example: hromada officer state 01a20e69-c127-71a7-801b-25d42575900e on-leave --reason "щорічна відпустка"`,
};

/** `hromada officer state` */
export function changeOfficerStateCommand(): Command {
  return new SpokenCommand('state')
    .about({
      uk: 'змінює стан офіцера: відпустка, відсторонення, звільнення, прийняття',
      en: 'move an officer to another state: leave, suspension, dismissal, onboarding',
    })
    .names('<officer-id>', uuidOption, AN_ID)
    .addArgument(
      new Argument('<state>', say({ uk: 'новий стан', en: 'the new state' }))
        .choices(OFFICER_STATES.all)
        .argParser(OFFICER_STATES.parse),
    )
    .takes('--reason <text>', '', {
      uk: 'підстава, зберігається зашифрованою; обов’язкова для suspended і dismissed',
      en: 'the reason, stored encrypted; required for suspended and dismissed',
    })
    .takes('--since <time>', instantOption, {
      uk: 'початок стану: 2026-01-31T18:05:00+02:00 (типово: зараз)',
      en: 'start of the state: 2026-01-31T18:05:00+02:00 (default: now)',
    })
    .addOption(jsonOption('ChangeOfficerStateResponse'))
    .explains(HELP)
    .action((officerId: string, state: OfficerState, options: Options, command: Command) =>
      withConnection(command, (connection) => changeState(connection, officerId, state, options)),
    );
}

async function changeState(
  { officers }: Connection,
  officerId: string,
  state: OfficerState,
  { reason, since, json }: Options,
): Promise<void> {
  const request = { requestId: randomUUID(), officerId, state, reason, effectiveTime: since };
  const answer = await officers.changeOfficerState(request);
  if (json) printJson(ChangeOfficerStateResponse.toJSON(answer));
  else {
    const [now, start] = [OFFICER_STATES.nameOf(answer.state), kyivTime(answer.changedTime)];
    print({
      uk: `Офіцер ${officerId}: ${now}, з ${start} (Київ)`,
      en: `Officer ${officerId}: ${now}, since ${start} (Kyiv)`,
    });
  }
}
