import { join } from 'node:path';
import { megabytesIn } from './move-folder.ts';
import { SmallDisk } from './small-disk.ts';

/** A server whose data can be moved. */
export interface Movable {
  readonly dataDir: string;
  moveTo(dataDir: string): Promise<void>;
}

/**
 * Moves a server with all its data to a disk of limited size while `use` runs. Afterwards its current data is moved
 * back.
 */
export async function withSmallDisk<T>(
  server: Movable,
  roomMb: number,
  folder: string,
  use: (disk: SmallDisk) => Promise<T>,
): Promise<T> {
  const home = server.dataDir;
  const disk = await SmallDisk.make(folder, (await megabytesIn(home)) + roomMb);
  try {
    await server.moveTo(join(disk.folder, 'data'));
    return await use(disk);
  } finally {
    disk.free();
    if (server.dataDir !== home) await server.moveTo(home);
    await disk.remove();
  }
}
