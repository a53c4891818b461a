/** Faults of what surrounds the session: status, media type, JSON, wrapping. */
import { headers, json, text } from '../../patches.ts';
import type { Patch } from '../../types.ts';
import { lacking, whole } from '../build.ts';
import type { Fault } from '../fault.ts';
import { NO_RESOURCE, plain, plainNew } from './kit.ts';

/** Success goes out with another status, and another body where one is given. */
function succeedingWith(status: number, body?: string): Patch {
  return { response: (answer) => ({ ...answer, status, text: body ?? answer.text }) };
}

const mediaType = (value: string): Patch =>
  headers((lines) => lines.map(([name, old]) => [name, name === 'Content-Type' ? value : old]));

export const frameFaults: readonly Fault[] = [
  plain('status-201', 'Success is answered with 201.', succeedingWith(201), 'schema.status-200'),
  plain('status-202', 'Success is answered with 202.', succeedingWith(202), 'schema.status-200'),
  plainNew(
    'status-204',
    'Success is answered with 204 and no body.',
    succeedingWith(204, ''),
    'schema.status-200',
    'schema.media-type',
    'schema.single-resource',
    ...NO_RESOURCE,
  ),
  plain(
    'media-type-html',
    'JSON is sent as text/html.',
    mediaType('text/html'),
    'schema.media-type',
    'concurrency.documented-answers',
  ),
  plain(
    'media-type-alike',
    'JSON is sent as application/jsonp, which only begins alike.',
    mediaType('application/jsonp'),
    'schema.media-type',
    'concurrency.documented-answers',
  ),
  plain(
    'media-type-missing',
    'The answer does not say what it is.',
    headers((lines) => lines.filter(([name]) => name !== 'Content-Type')),
    'schema.media-type',
    'concurrency.documented-answers',
  ),
  plainNew(
    'json-cut-off',
    'The JSON ends in the middle.',
    text((body) => body.slice(0, Math.floor(body.length / 2))),
    'schema.media-type',
    'schema.single-resource',
    ...NO_RESOURCE,
  ),
  plainNew(
    'json-with-guard',
    'The JSON is preceded by a guard against script inclusion.',
    text((body) => `)]}',\n${body}`),
    'schema.media-type',
    'schema.single-resource',
    ...NO_RESOURCE,
  ),
  plainNew(
    'json-in-a-text',
    'The whole document is written as a JSON text.',
    json((document) => JSON.stringify(document)),
    'schema.single-resource',
    ...NO_RESOURCE,
  ),
  plainNew(
    'data-in-a-list',
    'The session stands in a list.',
    whole((at) => ({ ...at, data: [at['data']] })),
    'schema.single-resource',
    ...NO_RESOURCE,
  ),
  plainNew(
    'data-renamed',
    'The session stands under `inquiry-session` instead of `data`.',
    whole((at) => ({ ...lacking(at, 'data'), 'inquiry-session': at['data'] })),
    'schema.single-resource',
    ...NO_RESOURCE,
  ),
  plainNew(
    'data-null',
    '`data` is null.',
    whole((at) => ({ ...at, data: null })),
    'schema.single-resource',
    ...NO_RESOURCE,
  ),
  plainNew(
    'data-unwrapped',
    'The session stands at the top, without `data`.',
    whole((at) => at['data']),
    'schema.single-resource',
    ...NO_RESOURCE,
  ),
  plainNew(
    'data-twice',
    'The session stands under `data.data`.',
    whole((at) => ({ data: at })),
    'schema.type',
    'schema.id',
    'schema.attributes',
    'schema.inquiry-linkage',
    ...NO_RESOURCE,
  ),
];
