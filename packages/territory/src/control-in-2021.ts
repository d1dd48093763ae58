import type { Hromada } from './hromada.ts';

/** By code, since names change: raions of Donetsk oblast (14) and Luhansk oblast (44). */
const RAIONS_OUTSIDE_CONTROL: ReadonlySet<string> = new Set([
  'UA14060000000024357', // Горлівський
  'UA14080000000098686', // Донецький
  'UA14100000000010319', // Кальміуський
  'UA44020000000082097', // Алчевський
  'UA44040000000032820', // Довжанський
  'UA44060000000048093', // Луганський
  'UA44080000000045512', // Ровеньківський
]);

/**
 * True when the government did not control the hromada in 2021, so that the programme could have no officer there.
 *
 * Rule: all hromadas of the raions that Ukraine formed in 2020 on territory outside its control, in Donetsk oblast
 * Горлівський, Донецький and Кальміуський, in Luhansk oblast Алчевський, Довжанський, Луганський and Ровеньківський
 * (31 hromadas), and the units of AR Crimea and Sevastopol, occupied since 2014. The line of contact itself also cut
 * hromadas of other raions; the rule does not look that close. It says nothing of the time after 24 February 2022.
 */
export function outsideControlIn2021(hromada: Pick<Hromada, 'code' | 'raionCode'>): boolean {
  return RAIONS_OUTSIDE_CONTROL.has(hromada.raionCode) || /^UA(01|85)/.test(hromada.code);
}
