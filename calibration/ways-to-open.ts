/** All ways of opening a session that there are, in the order in which a run tries them. */
import { readingTheLink, simulatingTheStart } from '../scenarios/activation-strategies.ts';
import { inABrowser } from '../scenarios/browser-activation.ts';

export const waysToOpen = [readingTheLink, inABrowser, simulatingTheStart] as const;
