import { crc32 } from 'node:zlib';

/**
 * Runs at most so many pieces of work at once. Work with an id in common runs in the order of the calls, so that the first
 * of two rows counts.
 *
 * @returns runs work that concerns these ids.
 */
export function turns(
  atOnce: number,
): <Result>(ids: readonly string[], work: () => Promise<Result>) => Promise<Result> {
  const last: Promise<unknown>[] = Array.from({ length: atOnce }, () => Promise.resolve());
  return (ids, work) => {
    const lanes = new Set(ids.map((id) => crc32(id) % atOnce));
    const result = Promise.all([...lanes].flatMap((lane) => last[lane] ?? [])).then(work);
    const end = result.catch(() => undefined);
    for (const lane of lanes) last[lane] = end;
    return result;
  };
}
