import { ImportOfficialFiguresResponse } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { refuseInvalid } from '@safe-community/grpc-kit';
import type { RequestKey, UnitOfWork } from '@safe-community/ledger';
import { checkImport, planImport } from '../domain/figure-import.ts';
import type { OfficialFigure } from '../domain/official-figure.ts';
import type { FigureStore } from './ports.ts';

export interface ImportPorts {
  readonly figures: FigureStore;
  readonly unitOfWork: UnitOfWork;
  readonly now: () => Date;
}

/** Takes official figures, all or none; a new statement of a known one becomes the one that counts. */
export async function importOfficialFigures(
  { figures, unitOfWork, now }: ImportPorts,
  key: RequestKey,
  incoming: readonly OfficialFigure[],
): Promise<ImportOfficialFiguresResponse> {
  return unitOfWork.run(key, ImportOfficialFiguresResponse, async (em) => {
    await figures.lock(em);
    const known = await figures.ofPeriods(em, incoming);
    refuseInvalid(checkImport(known, incoming));
    const plan = planImport(known, incoming);
    await figures.save(em, plan, { caller: key.caller, at: now() });
    const { added, revised, unchanged } = plan;
    const about = [...new Set([...added, ...revised].map(({ indicator }) => indicator))];
    return { response: { added: added.length, revised: revised.length, unchanged }, about, events: [] };
  });
}
