/** Every open point, every choice: what the mock then does. */
import { type OpenName, openPoints, parseChoice } from '../../../mock/open-choices.ts';
import { type Probe, probes } from './open-choice-probes.ts';
import { expect, test } from './talk.ts';

for (const name of Object.keys(openPoints) as OpenName[]) {
  for (const choice of openPoints[name].allowed) {
    test(`${name}: ${String(choice)}`, async ({ talk }) => {
      const persona = await talk({ open: { [name]: choice } });
      const probe: Probe<never> = probes[name];
      await probe(persona, choice as never);
    });
  }
}

test('a choice is read from name=value, and anything else is refused plainly', () => {
  expect(parseChoice('reExpire=422')).toEqual({ reExpire: 422 });
  expect(parseChoice('contentType=application/json; charset=utf-8')).toEqual({
    contentType: 'application/json; charset=utf-8',
  });
  expect(() => parseChoice('reExpire=201')).toThrow('allowed: 200, 409, 422');
  expect(() => parseChoice('weather=fine')).toThrow('unknown open point "weather"');
});
