import type {
  FigureCell as CellMessage,
  QueryFiguresRequest,
  QueryFiguresResponse,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { refuseInvalid } from '@safe-community/domain-kit';
import { queryFigures, type QueryPorts } from '../../app/query-figures.ts';
import { partsOf } from '../../domain/day.ts';
import type { FigureCell } from '../../domain/figures-query.ts';
import { unless } from '../../domain/violation.ts';
import { categoryNumber, toCategory } from './enums.ts';
import { toDay } from './map-figure.ts';

export function handleQueryFigures(ports: QueryPorts) {
  return async (request: QueryFiguresRequest): Promise<QueryFiguresResponse> => {
    const category = toCategory(request.category);
    const isKnown = request.category === 0 || category !== undefined;
    refuseInvalid(unless(isKnown, 'category', 'must be one of the known categories'));
    const { territoryCode, byDay } = request;
    const asked = { from: toDay(request.from), to: toDay(request.to), territoryCode, category, byDay };
    const cells = await queryFigures(ports, asked);
    return { cells: cells.map(toMessage) };
  };
}

function toMessage(cell: FigureCell): CellMessage {
  return {
    category: categoryNumber(cell.category),
    day: cell.day === undefined ? undefined : partsOf(cell.day),
    incidents: BigInt(cell.incidents),
    killed: BigInt(cell.killed),
    injured: BigInt(cell.injured),
    demonstration: BigInt(cell.demonstration),
    defendersKilled: BigInt(cell.defendersKilled),
    defendersInjured: BigInt(cell.defendersInjured),
  };
}
