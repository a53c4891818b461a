/**
 * What the first two answers, to a harmless read and to the creation of an inquiry, say of key, address and template.
 * Each fact rests on both: a target that breaks a promise in one call must not be taken for a wrong set-up.
 */
import type { Configuration } from '../../client/configuration.ts';
import type { CheckResult } from './check-result.ts';
import { isHtml, isSuccess, outcome, saying, statusOf, type Reply } from './replies.ts';

/** The path below which the API is documented. */
const DOCUMENTED_PATH = '/api/v1';

interface Replies {
  readonly read: Reply;
  readonly create: Reply;
}

/** Findings that end the examination; empty when there is a way in. */
export function locked({ read, create }: Replies, configuration: Configuration): CheckResult[] {
  const both = (test: (reply: Reply) => boolean): boolean => test(read) && test(create);
  const bothStatus = (...statuses: number[]): boolean =>
    both((reply) => statuses.includes(statusOf(reply) ?? 0));

  if (both((reply) => reply.kind === 'silence')) return [silence(read as Reply & { kind: 'silence' })];
  if (bothStatus(407)) {
    return [
      problem('base-url', 'A proxy asks for its own credentials (status 407).', {
        remedy: 'Reach the API without that proxy, or have it let this host through.',
      }),
    ];
  }
  if (both((reply) => reply.kind === 'trouble' && reply.status === 429)) {
    return [
      {
        check: 'rate-limit',
        health: 'doubt',
        seen: 'The target answers 429 and goes on doing so.',
        remedy: 'Somebody else uses up this environment’s rate limit or quota: try again later.',
        source: 'rate-limiting',
      },
    ];
  }
  if (both((reply) => reply.kind !== 'answer')) {
    return [
      {
        check: 'target-answers',
        health: 'doubt',
        seen: `The target gives no usable answer (${outcome(read)}${isHtml(read) ? ', an HTML page' : ''}).`,
        remedy: 'It is away or overloaded: try again later.',
        source: 'errors',
      },
    ];
  }
  if (both((reply) => (statusOf(reply) ?? 0) >= 300 && (statusOf(reply) ?? 0) <= 399)) {
    return [
      problem('base-url', `The base URL leads elsewhere (status ${statusOf(read)}, a redirect).`, {
        remedy:
          'Put the final address of the API into PERSONA_BASE_URL: keys are never sent after a redirect.',
        source: 'protocol',
      }),
    ];
  }
  const { pathname } = new URL(configuration.baseUrl);
  if (bothStatus(404, 405) && pathname !== DOCUMENTED_PATH) {
    return [
      problem('base-url', `There is no such API below the path ${pathname} (status ${statusOf(read)}).`, {
        remedy: `PERSONA_BASE_URL ends in ${DOCUMENTED_PATH}, as in https://api.withpersona.com${DOCUMENTED_PATH}.`,
        source: 'expire-an-inquiry-session',
      }),
    ];
  }
  if (both(isHtml) && both((reply) => (statusOf(reply) ?? 500) < 500)) {
    return [
      problem('base-url', `What answers is a web page, not the API (status ${statusOf(read)}).`, {
        remedy:
          'Check PERSONA_BASE_URL; a captive portal or sign-in page of the network answers like this too.',
      }),
    ];
  }
  if (bothStatus(401)) {
    return [
      problem('key', `PERSONA_API_KEY is not accepted (status 401${saying(read)}).`, {
        remedy: 'Copy the key of the sandbox once more; it may be revoked, or belong to another base URL.',
        source: 'authentication',
      }),
    ];
  }
  if (bothStatus(403)) return [refused(read)];
  return [];
}

/** Findings about the calls themselves, once there is a way in. */
export function opened({ read, create }: Replies, configuration: Configuration): CheckResult[] {
  return [
    { check: 'target-answers', health: 'ok', seen: `Reading is answered with ${outcome(read)}.` },
    ...(isSuccess(read) || isSuccess(create)
      ? [{ check: 'key', health: 'ok', seen: 'PERSONA_API_KEY is accepted.' } as const]
      : []),
    environment(configuration),
    listing(read),
    ...creation({ read, create }, configuration),
  ];
}

function listing(read: Reply): CheckResult {
  if (isSuccess(read)) return { check: 'list-sessions', health: 'ok', seen: 'The key may list sessions.' };
  if (statusOf(read) === 403) return forbidden('list-sessions', 'list sessions', read);
  return undecided('list-sessions', 'Listing sessions', read);
}

function creation({ read, create }: Replies, { inquiryTemplateId }: Configuration): CheckResult[] {
  if (isSuccess(create)) {
    return [
      { check: 'create-inquiry', health: 'ok', seen: 'The key may create inquiries.' },
      { check: 'template', health: 'ok', seen: 'The template exists: an inquiry was made of it.' },
    ];
  }
  const status = statusOf(create);
  if (status === 403 && isSuccess(read)) return [forbidden('create-inquiry', 'create inquiries', create)];
  if (isSuccess(read) && (status === 400 || status === 404 || status === 422)) {
    return [
      problem('template', `No inquiry can be made of the template (status ${status}${saying(create)}).`, {
        remedy: templateRemedy(inquiryTemplateId),
        source: 'inquiry-sessions',
      }),
    ];
  }
  if (isSuccess(read) && status === 429) {
    return [
      {
        check: 'quota',
        health: 'doubt',
        seen: 'Creating is answered with 429 while reading works: the quota of creations is used up.',
        remedy: 'Wait for the quota’s next window, or ask for a larger one.',
        source: 'rate-limiting',
      },
    ];
  }
  return [undecided('create-inquiry', 'Creating an inquiry', create)];
}

function templateRemedy(id: string): string {
  const base =
    'Put the id of a published inquiry template of this very sandbox into PERSONA_INQUIRY_TEMPLATE_ID.';
  if (id.startsWith('itmplv_')) return `${base} This one reads like the id of a template’s version.`;
  if (id.startsWith('tmpl_')) return `${base} This one reads like the id of a legacy template.`;
  return base;
}

function environment({ keys }: Configuration): CheckResult {
  return keys.main.reveal().startsWith('persona_sandbox_')
    ? { check: 'environment', health: 'ok', seen: 'The key is a sandbox’s.' }
    : {
        check: 'environment',
        health: 'warning',
        seen: 'The key does not begin with persona_sandbox_, so nothing tells whose environment it is.',
        remedy: 'Make sure that it is a sandbox’s: this suite creates and expires inquiries.',
        source: 'authentication',
      };
}

/** Refused in every call: from here, or for good. */
function refused(reply: Reply): CheckResult {
  const words = saying(reply);
  const about = 'PERSONA_API_KEY is known, but refused in every call';
  const advice = /\bIPs?\b|address|allow-?list/i.test(words)
    ? 'Add this machine’s public IP address to the key’s allow-list, or run where it is.'
    : /inactive|disabled|suspended|environment/i.test(words)
      ? 'The key’s environment is switched off: switch it on in the dashboard, or take another one’s key.'
      : 'Look at the key in the dashboard: its IP allow-list, its environment (is it active?) and its permissions.';
  return problem('key', `${about} (status 403${words}).`, { remedy: advice, source: 'authentication' });
}

function silence(reply: Reply & { kind: 'silence' }): CheckResult {
  const { cause, words } = reply.fault;
  if (cause === 'protocol' || cause === 'tls') {
    return problem('base-url', `What answers does not speak HTTP as the API does: ${words}.`, {
      remedy: 'Check scheme and port in PERSONA_BASE_URL.',
      source: 'protocol',
    });
  }
  return {
    check: 'target-answers',
    health: cause === 'dns' || cause === 'refused' ? 'problem' : 'doubt',
    seen: `The target takes connections but gives no answer: ${words}.`,
    remedy:
      cause === 'timeout'
        ? 'Try again later; where the target is merely slow, raise PERSONA_TIMEOUT_MS.'
        : 'Try again later; where it stays like this, look for a proxy or firewall in between.',
  };
}

/** A call that the key may not make. */
export function forbidden(check: CheckResult['check'], what: string, reply: Reply): CheckResult {
  return problem(check, `The key may not ${what} (${outcome(reply)}).`, {
    remedy: `Give the key that permission in the dashboard; the suite cannot do without it.`,
    source: 'errors',
  });
}

/** An odd answer, which may as well be the target’s fault: that is for the suite to judge. */
export function undecided(check: CheckResult['check'], what: string, reply: Reply): CheckResult {
  return {
    check,
    health: 'warning',
    seen: `${what} came out with ${outcome(reply)}.`,
    remedy: 'This need not be the set-up: the run goes on, and its requirements judge it.',
  };
}

export function problem(
  check: CheckResult['check'],
  seen: string,
  advice: { readonly remedy: string; readonly source?: CheckResult['source'] },
): CheckResult {
  const { remedy, source } = advice;
  return { check, health: 'problem', seen, remedy, ...(source === undefined ? {} : { source }) };
}
