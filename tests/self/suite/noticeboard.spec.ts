/** The noticeboard: a memory that outlives workers, for those who know the token. */
import { expect, test } from '@playwright/test';
import { noticeboardAt, openNoticeboard } from '../../../fixtures/noticeboard.ts';

test.describe('the noticeboard', () => {
  test('keeps JSON values for whoever has its address', async () => {
    const board = await openNoticeboard();
    const [one, other] = [noticeboardAt(board.address), noticeboardAt(board.address)];
    await one.set('play:ü & more', { exchanges: [1, null] });
    expect(await other.get('play:ü & more')).toEqual({ exchanges: [1, null] });
    await other.delete('play:ü & more');
    expect(await one.get('play:ü & more')).toBeUndefined();
    await board.close();
  });

  test('refuses those who do not know the token', async () => {
    const board = await openNoticeboard();
    const [base] = board.address.split('#');
    await noticeboardAt(board.address).set('made', ['x']);
    await expect(noticeboardAt(`${base}#guess`).get('made')).rejects.toThrow('403');
    await board.close();
  });

  test('lets time pass at the target', async () => {
    let passed = 0;
    const board = await openNoticeboard({ advance: (milliseconds) => (passed += milliseconds) });
    await noticeboardAt(board.address).advance(1_500);
    expect(passed).toBe(1_500);
    await board.close();
  });
});
