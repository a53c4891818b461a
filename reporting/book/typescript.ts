/** The TypeScript compiler, loaded the quick way: importing it would have Node read its nine megabytes twice. */
import { createRequire } from 'node:module';
import type TypeScript from 'typescript';

export const ts = createRequire(import.meta.url)('typescript') as typeof TypeScript;
