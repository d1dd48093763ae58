import { expect, test } from 'vitest';
import { listTokens } from './list-tokens.ts';

const beats = listTokens('/safecommunity.officers.v1.BeatService/ListBeats');
const stations = listTokens('/safecommunity.officers.v1.StationService/ListStations');

test('a token comes back as the list issued it, and not in another list', () => {
  const { nextPageToken } = beats.ofResponse({ beats: [], nextPageToken: 'abc' });
  expect(nextPageToken).not.toBe('abc');
  expect(beats.ofRequest({ pageSize: 5, pageToken: nextPageToken })).toEqual({ pageSize: 5, pageToken: 'abc' });
  expect(stations.ofRequest({ pageSize: 5, pageToken: nextPageToken }).pageToken).toBe('-');
  expect(beats.ofRequest({ pageToken: 'abc' }).pageToken).toBe('-');
});

test('a first page, a last page, and a method without pages stay as they are', () => {
  const [request, response, read] = [{ pageToken: '' }, { nextPageToken: '' }, { officerId: 'a' }];
  expect(beats.ofRequest(request)).toBe(request);
  expect(beats.ofResponse(response)).toBe(response);
  expect(beats.ofRequest(read)).toBe(read);
  expect(beats.ofResponse(read)).toBe(read);
  expect(beats.ofResponse(undefined)).toBe(undefined);
});
