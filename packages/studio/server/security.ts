/**
 * Who may talk to the studio: this machine, through its own page. Headers let the page share memory between
 * threads (COOP, COEP) and forbid every script that is not the studio's own.
 */
import type { MiddlewareHandler } from 'hono';

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'", // KaTeX and Svelte set positions by style attributes
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Refuses other hosts' names (a page elsewhere that points its name at this machine) and requests that another
 * site's page would make.
 */
export const guard: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? '';
  const origin = context.req.header('origin');
  const site = context.req.header('sec-fetch-site');
  const foreign =
    !local.test(host) ||
    (origin !== undefined && origin !== `http://${host}`) ||
    (site !== undefined &&
      site !== 'same-origin' &&
      site !== 'none' &&
      context.req.method !== 'GET');
  if (foreign) {
    return context.json(
      {
        code: 'studio.foreign',
        sentence: {
          en: 'The studio only answers its own page on this machine.',
          fr: 'L’atelier ne répond qu’à sa propre page, sur cette machine.',
        },
      },
      403,
    );
  }
  await next();
  context.header('content-security-policy', policy);
  context.header('cross-origin-opener-policy', 'same-origin');
  context.header('cross-origin-embedder-policy', 'require-corp');
  context.header('cross-origin-resource-policy', 'same-origin');
  context.header('x-content-type-options', 'nosniff');
  context.header('referrer-policy', 'no-referrer');
  return undefined;
};
