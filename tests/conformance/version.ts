/** Persona-Version. */
import { FINGERPRINT_MOVED } from '../../contract/versions.ts';
import { attribute, document } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { outcomeOf } from '../../fixtures/sight.ts';
import { expireActive } from '../../scenarios/expiring.ts';
import { expireBare } from '../../scenarios/inflections.ts';
import { includeBoth } from '../../scenarios/queries.ts';
import { given } from '../../scenarios/reading.ts';
import { acrossTheMove, expireUnder, unpromisedVersions } from '../../scenarios/versions.ts';

const DOCUMENTED = [
  '2025-12-08',
  '2025-10-27',
  '2023-01-05',
  '2022-09-01',
  '2021-08-18',
  '2021-07-05',
  '2021-02-21',
  '2020-05-18',
] as const;

for (const date of DOCUMENTED) {
  requirement(`version.accepts-${date}`, async ({ play }) => {
    const { expire } = await play(expireUnder(date));
    expect(expire).toSucceed();
    expect(expire).toFit('session-document');
    expect(expire).toHaveAttributesThatFit('session-attributes');
  });
}

const MENTIONED = ['2026-09-29', '2021-07-15', '2021-05-14'] as const;

for (const date of MENTIONED) {
  requirement(`version.takes-${date}`, async ({ play, observe }) => {
    const reads = await play(unpromisedVersions);
    observe(`Version ${date} is answered with ${outcomeOf(reads[date])}.`);
  });
}

requirement('version.header-optional', async ({ play }) => {
  const { expire } = await play(expireBare);
  expect(expire).toSucceed();
});

requirement('version.fingerprint-before-move', async ({ play }) => {
  const { expire } = await play(acrossTheMove);
  given(expire, 'Expiring under a version before the move');
  expect(expire).toHaveAttributesThatFit('session-attributes-before-2021-08-18');
});

requirement('version.fingerprint-after-move', async ({ play, configuration }) => {
  const { after } = await play(acrossTheMove);
  const answers = [given(after, 'Reading under a version after the move')];
  if (configuration.version >= FINGERPRINT_MOVED)
    answers.push(given((await play(expireActive)).expire, 'Expiring'));
  for (const answer of answers) expect(answer).not.toHaveAttribute('browser-fingerprint');
});

requirement('version.fingerprint-on-device', async ({ play, notApplicable }) => {
  const { expire } = await play(includeBoth);
  const device = document(given(expire, 'Expiring with the device included')).included.find(
    ({ type }) => type === 'device',
  );
  if (!device) notApplicable('Not checked: no device is included.');
  const fingerprint = attribute(device, 'browser-fingerprint');
  expect(expire).toHold(fingerprint === null || typeof fingerprint === 'string', {
    what: 'The included device does not carry `browser-fingerprint` as documented.',
    expected: 'a string or null',
    seen: fingerprint === undefined ? 'nothing' : `a ${typeof fingerprint}`,
    pointer: '/included',
  });
});

requirement('version.overrides-key-default', async ({ play }) => {
  const { after, expire } = await play(acrossTheMove);
  given(expire, 'Expiring under a version before the move');
  given(after, 'Reading under a version after the move');
  expect(expire).toHold(showsFingerprint(expire) && !showsFingerprint(after), {
    what: 'The version sent with the request does not decide what the session looks like.',
    expected: 'the fingerprint before the move, and none after it',
    seen: `${inWords(expire)} before the move, ${inWords(after)} after it`,
    pointer: '/data/attributes/browser-fingerprint',
  });
});

requirement('version.no-leak', async ({ play }) => {
  const { plain, plainAgain } = await play(acrossTheMove);
  given(plain, 'Reading without a version');
  given(plainAgain, 'Reading without a version again');
  expect(plainAgain).toHold(showsFingerprint(plain) === showsFingerprint(plainAgain), {
    what: 'The version of one request was used for the next one.',
    expected: `${inWords(plain)}, as before`,
    seen: inWords(plainAgain),
    pointer: '/data/attributes/browser-fingerprint',
  });
});

requirement('version.unknown-value', async ({ play, observe }) => {
  const { unknown } = await play(unpromisedVersions);
  observe(`An unknown version is answered with ${outcomeOf(unknown)}.`);
});

function showsFingerprint(exchange: Exchange): boolean {
  return attribute(document(exchange).data, 'browser-fingerprint') !== undefined;
}

function inWords(exchange: Exchange): string {
  return showsFingerprint(exchange) ? 'the fingerprint' : 'no fingerprint';
}
