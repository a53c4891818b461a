/** Faults of the answer's shape, all together. */
import type { Fault } from '../fault.ts';
import { attributeFaults } from './attributes.ts';
import { frameFaults } from './frame.ts';
import { linkFaults } from './links.ts';
import { memberFaults } from './members.ts';

export const schemaFaults: readonly Fault[] = [
  ...frameFaults,
  ...memberFaults,
  ...attributeFaults,
  ...linkFaults,
];
