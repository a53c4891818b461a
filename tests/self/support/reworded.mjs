/** Loaded before anything else: every sentence about a finding or an observation is another one. */
import { register } from 'node:module';

const REPLACED = {
  'reporting/sentences/finding.ts': `
    const words = { what: 'Reworded.', expected: 'reworded', seen: 'reworded' };
    export const findingInWords = () => words;
    export const findingMessage = () => words.what;
    export const shownFinding = () => words;`,
  'reporting/sentences/observation.ts': `
    export const observationSentence = () => 'Reworded.';
    export const answerInWords = () => 'reworded';`,
};

const hook = `
  const replaced = ${JSON.stringify(REPLACED)};
  export async function load(url, context, next) {
    const path = Object.keys(replaced).find((name) => url.split('?')[0].endsWith(name));
    return path === undefined
      ? next(url, context)
      : { format: 'module', source: replaced[path], shortCircuit: true };
  }`;

register(`data:text/javascript,${encodeURIComponent(hook)}`);
