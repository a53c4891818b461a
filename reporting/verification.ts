/** Whether a statement, an upgrade answer or a profile is what the suite wrote. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isDateTime } from '../schemas/date-time.ts';
import { catalogueDigest, evidenceDigest, sealHolds, suiteName, type Digests } from './digests.ts';

/** What a check came to; `not here` and `another suite` leave something open. */
type CheckResult = 'holds' | 'broken' | 'not here' | 'another suite';

export interface Check {
  readonly what: string;
  readonly result: CheckResult;
  readonly why?: string;
}

export interface Verification {
  readonly checks: readonly Check[];
  /** 0: as it was written; 1: changed; 3: cannot be told here. */
  readonly exitCode: 0 | 1 | 3;
}

/** The kinds of documents, by what their `$schema` says. */
const KINDS: Readonly<Record<string, { readonly name: string; readonly schema: string }>> = {
  'urn:persona-conformance:statement:1': { name: 'statement', schema: 'conformance.schema.json' },
  'urn:persona-session-expiry-conformance:upgrade:1': {
    name: 'upgrade answer',
    schema: 'upgrade.schema.json',
  },
  'urn:persona-conformance:sandbox-profile:1': { name: 'profile', schema: 'sandbox-profile.schema.json' },
};

const validators = new Map<string, ValidateFunction>();

interface Sealed {
  readonly $schema: string;
  readonly digests?: Digests;
  readonly requirements?: readonly { readonly evidence?: readonly string[] }[];
}

/** Looks at a document and at the evidence beside it. `bytes` is what stands in the file `path`. */
export function verify(bytes: Buffer, path: string): Verification {
  const document = parsed(bytes);
  const kind = document === undefined ? undefined : KINDS[document.$schema];
  if (!document || !kind)
    return concluded([{ what: 'kind', result: 'broken', why: 'it is no document of this suite' }]);
  const wrong = mismatch(kind.schema, document);
  const { digests } = document;
  const checks: Check[] = [
    wrong === undefined
      ? { what: kind.name, result: 'holds' }
      : { what: kind.name, result: 'broken', why: `it does not fit its schema: ${wrong}` },
  ];
  if (!digests) return concluded([...checks, { what: 'digests', result: 'broken', why: 'it records none' }]);
  checks.push(
    sealHolds(bytes)
      ? { what: 'document', result: 'holds' }
      : { what: 'document', result: 'broken', why: 'it is not as it was written' },
    evidenceCheck(document, digests, path),
    ...suiteChecks(digests),
  );
  return concluded(checks);
}

function concluded(checks: readonly Check[]): Verification {
  const has = (result: CheckResult): boolean => checks.some((check) => check.result === result);
  return { checks, exitCode: has('broken') ? 1 : has('another suite') ? 3 : 0 };
}

function parsed(bytes: Buffer): Sealed | undefined {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as unknown;
    const isKnown = typeof value === 'object' && value !== null && '$schema' in value;
    return isKnown && typeof value.$schema === 'string' ? (value as Sealed) : undefined;
  } catch {
    return undefined;
  }
}

function mismatch(schema: string, document: Sealed): string | undefined {
  const validate = validators.get(schema) ?? validatorOf(schema);
  validators.set(schema, validate);
  if (validate(document)) return undefined;
  const error = validate.errors?.[0];
  return `${error?.instancePath || 'the whole'} ${error?.message ?? 'is wrong'}`;
}

function validatorOf(schema: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false });
  addFormats.default(ajv, ['date']);
  ajv.addFormat('date-time', isDateTime);
  const text = readFileSync(new URL(`../schemas/${schema}`, import.meta.url), 'utf8');
  return ajv.compile(JSON.parse(text) as object);
}

function evidenceCheck(document: Sealed, digests: Digests, path: string): Check {
  const names = (document.requirements ?? []).flatMap(({ evidence = [] }) => evidence);
  const what = 'evidence';
  if (digests.evidence === undefined) {
    return names.length === 0
      ? { what, result: 'holds', why: 'it names none' }
      : { what, result: 'not here', why: 'it was not complete when this was written' };
  }
  const now = evidenceDigest({ folder: dirname(path), names });
  if (now === digests.evidence) return { what, result: 'holds' };
  return now === undefined
    ? { what, result: 'not here', why: 'the files that it names are not beside it' }
    : { what, result: 'broken', why: 'the files beside it are not those that it was made from' };
}

function suiteChecks({ suite, catalogue }: Digests): readonly Check[] {
  if (suite !== suiteName()) {
    const why = `it was made with ${suite}, and this is ${suiteName()}`;
    return [{ what: 'catalogue', result: 'another suite', why }];
  }
  return [
    catalogue === catalogueDigest()
      ? { what: 'catalogue', result: 'holds' }
      : { what: 'catalogue', result: 'broken', why: 'this version of the suite has another one' },
  ];
}
