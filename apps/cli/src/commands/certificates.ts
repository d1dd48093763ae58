import type { Command } from 'commander';
import { findServices, type ConnectionOptions } from '../connection/find-services.ts';
import { certificatesOf, type SeenCertificate } from '../certificates/certificates-of.ts';
import { printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { countOption } from './option-values.ts';
import { say, listed, inEnglishIf } from '../terminal/language.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options extends ConnectionOptions {
  readonly within: number;
  readonly json: boolean;
}

const HELP = {
  uk: `
Перелічує сертифікати, які пред’являють служби, сертифікат цього клієнта та довірені центри. За 14 днів до кінця строку
служба також повідомляє про це у своєму журналі й метриках: docs/runbooks/rotate-certificates.md

Коди завершення: 0 – усі дійсні довше, 1 – якийсь спливає за вказану кількість днів або служба не відповідає.`,
  en: `
Lists the certificates that the services present, this client's own, and the trusted authorities. From 14 days before a
certificate expires, the service also reports it in its log and metrics: docs/runbooks/rotate-certificates.md

Exit codes: 0 all are valid for longer, 1 one expires within the given days or a service does not respond.`,
};

/** `hromada certificates` */
export function certificatesCommand(): Command {
  return new SpokenCommand('certificates')
    .takes('--within <days>', countOption, 14, {
      uk: 'збій, якщо якийсь сертифікат спливає за стільки днів',
      en: 'fail if a certificate expires within this many days',
    })
    .takes('--json', { uk: 'друкувати JSON', en: 'print JSON' })
    .explains(HELP)
    .action((_: unknown, command: Command) => showCertificates(command.optsWithGlobals<Options>()));
}

async function showCertificates({ within, json, ...connection }: Options): Promise<void> {
  const seen = await inEnglishIf(json, () => certificatesOf(findServices(connection, process.env)));
  if (json) printJson(seen);
  else printText(renderRows(COLUMNS, seen));
  const ending = seen.filter(({ daysLeft }) => daysLeft === undefined || daysLeft < within);
  if (ending.length === 0) return;
  throw new Problem(
    listed(
      { uk: 'Негаразди:', en: 'Problems found:' },
      ending.map((one) => whyOf(one, within)),
    ),
  );
}

const COLUMNS: readonly Column<SeenCertificate>[] = [
  { uk: 'Чий', en: 'Owner', of: ({ of }) => of },
  { uk: 'Суб’єкт', en: 'Subject', of: ({ subject, trouble }) => subject ?? trouble },
  { uk: 'Видавець', en: 'Issuer', of: ({ issuer }) => issuer, drop: 1 },
  { uk: 'Дійсний до (Київ)', en: 'Expires (Kyiv)', of: ({ endsAt }) => endsAt },
  { uk: 'Днів лишилося', en: 'Days left', of: ({ daysLeft }) => daysLeft },
];

function whyOf({ of, subject, daysLeft, trouble }: SeenCertificate, within: number): string {
  if (daysLeft === undefined) return `${of}: ${trouble}`;
  return say({
    uk: `${of}: строк ${subject} спливає за ${daysLeft} дн., раніше ніж за ${within}`,
    en: `${of}: ${subject} expires in ${daysLeft} days, fewer than ${within}`,
  });
}
