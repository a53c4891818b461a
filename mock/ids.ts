/** New ids. They are opaque: any shape is legal, which is why the shape is an open choice. */
import type { World } from './types.ts';

export type IdKind = 'iqse' | 'inq' | 'itmpl' | 'dev' | 'ntwk' | 'act' | 'evt';

export function newId(kind: IdKind, world: World): string {
  const { random } = world;
  switch (world.settings.open.idShape) {
    case 'prefixed':
      return `${kind}_${random.characters(24)}`;
    case 'long':
      return `${kind}_v2_${random.characters(60)}`;
    case 'uuid':
      return random.uuid();
    case 'number':
      return `${String(1 + random.below(9))}${random.characters(17, '0123456789')}`;
    case 'token':
      return `${random.characters(11)}-${random.characters(10)}_${random.characters(5)}`;
  }
}
