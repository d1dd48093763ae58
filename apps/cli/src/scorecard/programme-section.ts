import type {
  CameraMeasure,
  OfficerMeasure,
  Scorecard,
  TrustMeasure,
} from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { counted, DEMONSTRATION_MARK, type Sources } from './marks.ts';
import { date, official, share, whole } from './numbers.ts';
import { renderTable } from './table.ts';

const COLUMNS = [
  { heading: 'Target · Показник' },
  { heading: 'Now · Зараз', align: 'right' },
  { heading: 'Goal · Ціль', align: 'right' },
  { heading: 'Reached · Досягнуто', align: 'right' },
] as const;

/** Officers, hromadas, cameras, and trust beside their targets. */
export function programmeSection({ officers, cameras, trust }: Scorecard, sources: Sources): string {
  return renderTable(COLUMNS, [
    ...(officers === undefined ? [] : officerRows(officers, sources)),
    ...(cameras === undefined ? [] : [cameraRow(cameras)]),
    ...(trust === undefined ? [] : [trustRow(trust, sources)]),
  ]);
}

function officerRows(measure: OfficerMeasure, sources: Sources): string[][] {
  const { assigned, targets, hromadasCovered, hromadas, demonstration } = measure;
  const label = 'Community officers · Офіцери громад';
  const now = counted(assigned, demonstration);
  const goals = targets.map((target, index) => {
    const goal = `${official(target)} by ${date(target.periodEnd)}${sources.markOf(target)}`;
    return [index === 0 ? label : '', index === 0 ? now : '', goal, share(assigned, target.value)];
  });
  return [
    ...(goals.length > 0 ? goals : [[label, now, '—', '—']]),
    [
      'Hromadas covered · Охоплено громад',
      `${whole(hromadasCovered)}${demonstration > 0 ? ` ${DEMONSTRATION_MARK}` : ''}`,
      hromadas === 0 ? '—' : `all ${whole(hromadas)}`,
      share(hromadasCovered, hromadas),
    ],
  ];
}

function cameraRow({ strength, equipped, targetPercent, demonstration }: CameraMeasure): string[] {
  return [
    'Patrol with body camera · Патрульні з камерою',
    `${whole(equipped)} of ${counted(strength, demonstration)}`,
    targetPercent === 0 ? '—' : `${whole(targetPercent)} %`,
    share(equipped, strength),
  ];
}

function trustRow({ observed, target }: TrustMeasure, sources: Sources): string[] {
  const percent = (text: string): string => (text === '—' ? text : `${text} %`);
  const reached = observed === undefined || target === undefined ? '—' : observed.value >= target.value ? 'yes' : 'no';
  return [
    'Trust in the officers · Довіра до офіцерів',
    `${percent(official(observed))}${sources.markOf(observed)}`,
    `${percent(official(target))}${sources.markOf(target)}`,
    reached,
  ];
}
