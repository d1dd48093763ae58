import type {
  ImportOfficialFiguresRequest,
  ImportOfficialFiguresResponse,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { requestKey } from '@safe-community/ledger';
import { importOfficialFigures, type ImportPorts } from '../../app/import-official-figures.ts';
import { asFigures, checkFigure } from '../../domain/official-figure.ts';
import { unless } from '../../domain/violation.ts';
import { toDraft } from './map-figure.ts';

const MOST_FIGURES = 1_000;

export function handleImportOfficialFigures(ports: ImportPorts) {
  return async (
    { requestId, figures }: ImportOfficialFiguresRequest,
    call: CallContext,
  ): Promise<ImportOfficialFiguresResponse> => {
    refuseInvalid([
      ...checkUuid(requestId, 'request_id'),
      ...unless(
        figures.length > 0 && figures.length <= MOST_FIGURES,
        'figures',
        `must be 1 to ${MOST_FIGURES} figures`,
      ),
    ]);
    const drafts = figures.map(toDraft);
    refuseInvalid(drafts.flatMap((draft, index) => checkFigure(draft, `figures[${index}]`)));
    const key = requestKey(call, requestId);
    return importOfficialFigures(ports, key, asFigures(drafts));
  };
}
