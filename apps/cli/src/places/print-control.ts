import { COUNTRY } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { print } from '../terminal/print.ts';
import { nameOfTerritory } from './name-territory.ts';
import { registryPlaces } from './registry-places.ts';

/** Says of each of these places whether it is occupied or at the front: its figures mean something else then. */
export async function printControl(
  connection: Pick<Connection, 'territory'>,
  territoryCodes: readonly string[],
): Promise<void> {
  const places = registryPlaces(connection);
  for (const code of territoryCodes) {
    const control = code === '' || code === COUNTRY ? undefined : await places.controlOf(code);
    if (control !== undefined) print(`${nameOfTerritory(code)}: ${control}`);
  }
}
