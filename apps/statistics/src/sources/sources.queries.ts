import {
  ListSourcesRequest,
  SourceServiceService as Sources,
} from '@safe-community/contracts/statistics/v1/source_service.ts';
import { inSnapshot } from '@safe-community/database';
import { checkOptionalDay, isUuid, kyivDay } from '@safe-community/domain-kit';
import { nextPageToken, pageOf, readListPage } from '@safe-community/grpc-kit';
import { query } from '@safe-community/service-kit';
import type { DeclaredSource } from './declaration.ts';
import { readListened } from './reporting.store.ts';
import { toSourceMessage } from './source.mapping.ts';

export const listSources = query(Sources.listSources, {
  parse({ request, fields, clock }) {
    const { silent, onDay } = request;
    fields.check(checkOptionalDay(onDay, 'on_day'));
    return {
      silent,
      onDay,
      today: kyivDay(clock.now()),
      list: readListPage(request, fields, ListSourcesRequest, toPlace),
    };
  },
  async read({ query: { silent, onDay, today, list }, database }) {
    const { declarations, listening } = await inSnapshot(database, (tx) => readListened(tx, { today }));
    const sources = declarations.map((declared) => ({
      declared,
      // One that has ended is silent as it should be.
      silence: holdsOn(declared, today) ? listening.get(declared.source)?.silence : undefined,
    }));
    const wanted = sources.filter(
      ({ declared, silence }) =>
        (!silent || silence !== undefined) &&
        (onDay === '' || holdsOn(declared, onDay)) &&
        (list.place === undefined || placeOf(declared) > list.place),
    );
    return pageOf(wanted, list.size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    sources: page.map(({ declared, silence }) => toSourceMessage(declared, silence)),
    nextPageToken: nextPageToken(list, last && placeOf(last.declared)),
  }),
});

function holdsOn({ firstDay, lastDay }: DeclaredSource, day: string): boolean {
  return firstDay <= day && (lastDay === undefined || lastDay >= day);
}

/** A blank sorts before all that a source is made of. */
function placeOf({ source, firstDay, declarationId }: DeclaredSource): string {
  return `${source} ${firstDay} ${declarationId}`;
}

function toPlace(text: string): string | undefined {
  const [source = '', firstDay = '', declarationId = ''] = text.split(' ');
  return source !== '' && firstDay !== '' && isUuid(declarationId) ? text : undefined;
}
