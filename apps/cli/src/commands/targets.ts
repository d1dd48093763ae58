import type { Command } from 'commander';
import {
  ListResponseTargetsRequest,
  ListResponseTargetsResponse,
} from '@safe-community/contracts/incidents/v1/response_target_service.ts';
import { findHromada } from '@safe-community/territory';
import { day, flag } from '../lists/filters.ts';
import { listCommand } from '../lists/list.ts';
import { say } from '../terminal/language.ts';
import { duration } from '../time/show-time.ts';
import { NOT_CONFIRMED, targetNames } from '../wording/targets.ts';

/** `hromada targets` */
export function targetsCommand(): Command {
  return listCommand({
    name: 'targets',
    about: {
      uk: 'нормативи прибуття й ремонту: час, статус, джерело, і які з них не застосовано',
      en: 'list the targets of response and repair: time, status, source, and which are not applied',
    },
    help: {
      uk: `«Не звірено»: ще ніхто не звірив норматив із джерелом. Оголошений норматив вимірюється, але не встановлює строку.
Що було вчасно: hromada on-time. Що містить нова система: docs/law.md.`,
      en: `"not confirmed": no person has compared the target with its source yet. An announced target is measured and sets no deadline.
What came on time: hromada on-time. What a new installation holds: docs/law.md.`,
    },
    request: ListResponseTargetsRequest,
    response: ListResponseTargetsResponse,
    read: ({ targets }, request) => targets.listResponseTargets(request),
    items: ({ targets, notAppliedReasons }) =>
      targets.map((target, at) => ({ ...target, notApplied: notAppliedReasons[at] ?? '' })),
    filters: {
      validOn: day('day', { uk: 'лише чинні цього дня', en: 'only targets that hold on this day' }),
      includeReplaced: flag('replaced', { uk: 'також замінені редакції', en: 'with the versions that were replaced' }),
    },
    columns: [
      { uk: 'Мета', en: 'Goal', of: (target) => targetNames(target).goal },
      { uk: 'Служба', en: 'Service', of: (target) => targetNames(target).service },
      { uk: 'Клас', en: 'Class', of: ({ targetClass }) => targetClass || say({ uk: 'усі', en: 'all' }) },
      { uk: 'Місцевість', en: 'Area', of: (target) => targetNames(target).area, drop: 3 },
      {
        uk: 'Обіцяла',
        en: 'Promised by',
        of: ({ hromadaCode }) => findHromada(hromadaCode)?.name ?? hromadaCode,
        drop: 4,
      },
      {
        uk: 'Норматив',
        en: 'Target',
        of: ({ minutes, allowedExceedancePercent: allowed }) => `${duration(60 * minutes)}${mayExceed(allowed)}`,
      },
      { uk: 'Відлік', en: 'Clock', of: (target) => targetNames(target).clock, drop: 5 },
      {
        uk: 'Діє',
        en: 'Holds',
        of: ({ validFrom, validTo }) =>
          validTo === '' ? say({ uk: `з ${validFrom}`, en: `from ${validFrom}` }) : `${validFrom} – ${validTo}`,
        drop: 2,
      },
      {
        uk: 'Статус',
        en: 'Status',
        of: (target) => `${targetNames(target).status}${target.confirmed ? '' : `, ${say(NOT_CONFIRMED)}`}`,
      },
      {
        uk: 'Застосовано',
        en: 'Applied',
        of: ({ notApplied }) =>
          notApplied === '' || say({ uk: `не автоматично: ${notApplied}`, en: `not automatically: ${notApplied}` }),
        drop: 6,
      },
      { uk: 'Джерело', en: 'Source', of: ({ source }) => source, drop: 1 },
    ],
  });
}

/** Of how many cases may take longer. */
export function mayExceed(percent: number | undefined): string {
  if (percent === undefined) return '';
  return say({ uk: `, ${percent} % можуть довше`, en: `, ${percent} % may take longer` });
}
