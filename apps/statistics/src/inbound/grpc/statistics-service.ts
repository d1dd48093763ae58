import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import type { ScorecardPorts } from '../../app/get-scorecard.ts';
import type { ImportPorts } from '../../app/import-official-figures.ts';
import type { QueryPorts } from '../../app/query-figures.ts';
import { handleGetScorecard } from './get-scorecard.ts';
import { handleImportOfficialFigures } from './import-official-figures.ts';
import { handleQueryFigures } from './query-figures.ts';

export function statisticsService(ports: ImportPorts & QueryPorts & ScorecardPorts): ServedService {
  return serve(StatisticsServiceService, {
    importOfficialFigures: handleImportOfficialFigures(ports),
    queryFigures: handleQueryFigures(ports),
    getScorecard: handleGetScorecard(ports, ports.now),
  });
}
