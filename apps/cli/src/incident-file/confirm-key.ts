import type { RepeatedKeys } from '@safe-community/incident-mapping';
import { askFor } from '../terminal/ask-for.ts';
import { Problem } from '../terminal/problem.ts';
import { say, asIs } from '../terminal/language.ts';

/** Somebody who can answer. */
export interface Asked {
  /** Whether there is anybody. */
  readonly isTerminal: boolean;
  readonly ask: (question: string) => Promise<string>;
}

const AT_TERMINAL: Asked = { isTerminal: process.stdin.isTTY && process.stderr.isTTY, ask: askFor };

export const ACCEPT_KEY = '--accept-repeated-keys';

/**
 * Asks whether the key of a mapping is one, if its further rows tell of other incidents: these would be left out, and what is
 * joined by the key would belong to the first row. Throws a Problem without a yes.
 */
export async function confirmKey(
  repeats: RepeatedKeys,
  key: readonly string[],
  { isTerminal, ask }: Asked = AT_TERMINAL,
): Promise<void> {
  if (!repeats.isPlainlyNoKey) return;
  const seen =
    `${differingKeys(repeats, key)}\n` +
    say({
      uk: 'Ці рядки було б пропущено, а приєднане за ключем належало б першому рядку.',
      en: 'These rows would be left out, and what is joined by the key would belong to the first row.',
    });
  const remedy = say({
    uk: 'Нічого не імпортовано. Вкажіть у файлі відповідності ключ, який визначає подію',
    en: 'Nothing was imported. Give the mapping a key that identifies an incident',
  });
  if (!isTerminal)
    throw new Problem({
      uk: `${seen}\n${remedy} або додайте ${ACCEPT_KEY}.`,
      en: `${seen}\n${remedy}, or add ${ACCEPT_KEY}.`,
    });
  const answer = await ask(`${seen}\n${say({ uk: 'Імпортувати без них? [т/Н] ', en: 'Import without them? [y/N] ' })}`);
  if (!/^(y|yes|т|так)$/i.test(answer)) throw new Problem(asIs(`${remedy}.`));
}

/** What the rows of a key show of it, if it is not that of an incident. */
export function differingKeys({ rows, differing, first }: RepeatedKeys, key: readonly string[]): string {
  const example =
    first &&
    say({
      uk: ` (рядок ${first.line} відрізняється від рядка ${first.earlierLine} у ${first.parts.join(', ')})`,
      en: ` (line ${first.line} differs from line ${first.earlierLine} in ${first.parts.join(', ')})`,
    });
  return say({
    uk: `Рядків, що повторюють ключ (${key.join(', ')}), але розповідають про іншу подію, ніж перший: ${differing} з ${rows}${example ?? ''}`,
    en: `${differing} of ${rows} rows that repeat a key (${key.join(', ')}) tell of another incident than its first row${example ?? ''}`,
  });
}
