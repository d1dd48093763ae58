import { COUNTRY } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { print } from '../terminal/print.ts';
import { nameOfTerritory } from './name-territory.ts';

/** Says of each of these places whether it is occupied or at the front: its figures mean something else then. */
export async function printControl(
  connection: Pick<Connection, 'territory'>,
  territoryCodes: readonly string[],
): Promise<void> {
  const codes = territoryCodes.filter((code) => code !== '' && code !== COUNTRY);
  if (codes.length === 0) return;
  // Most figures are of the country, and need no table of places.
  const places = (await import('./registry-places.ts')).registryPlaces(connection);
  for (const code of codes) {
    const control = await places.controlOf(code);
    if (control !== undefined) print(`${nameOfTerritory(code)}: ${control}`);
  }
}
