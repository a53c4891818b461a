/** The run-state server: a memory that outlives workers, for those who know the token. */
import { expect, test } from '@playwright/test';
import { connectRunState, startRunStateServer } from '../../../judging/run-state-server.ts';

test.describe('the run-state server', () => {
  test('keeps JSON values for the next worker', async () => {
    const server = await startRunStateServer();
    const first = connectRunState(server.address);
    await first.set('runs:ü & more', 3);
    await first.set('silent', 1);
    await first.delete('silent');
    const next = connectRunState(server.address);
    expect(await next.get('runs:ü & more')).toBe(3);
    expect(await next.get('silent')).toBeUndefined();
    expect(server.values.get('runs:ü & more')).toBe(3);
    await server.close();
  });

  test('refuses those who do not know the token', async () => {
    const server = await startRunStateServer();
    const [base] = server.address.split('#');
    await connectRunState(server.address).set('made', ['x']);
    await expect(connectRunState(`${base}#guess`).get('made')).rejects.toThrow('403');
    await server.close();
  });

  test('lets time pass at the target', async () => {
    let passed = 0;
    const server = await startRunStateServer({ advance: (milliseconds) => (passed += milliseconds) });
    await connectRunState(server.address).advance(1_500);
    expect(passed).toBe(1_500);
    await server.close();
  });
});
