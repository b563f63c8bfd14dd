import type { MiddlewareHandler } from 'hono';

/** Trusted Types: the browser itself refuses to take any text for HTML. */
const POLICY = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-cache',
};

/**
 * Lets through what the page itself asks for and no other page. A name that was bound to 127.0.0.1 to get here shows in
 * `Host`; a foreign page shows in `Origin`, which browsers send with every POST, or in `Sec-Fetch-Site`.
 */
export function guard(port: () => number): MiddlewareHandler {
  return async (c, next) => {
    // browsers leave out the port that HTTP has anyway
    const suffix = port() === 80 ? '' : `:${port()}`;
    const hosts = [`127.0.0.1${suffix}`, `localhost${suffix}`];
    const host = c.req.header('host') ?? '';
    if (!hosts.includes(host)) return c.text(`Expected Host ${hosts.join(' or ')}, got another one\n`, 403);
    const origin = c.req.header('origin');
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
    const isForeign = origin === undefined ? !isRead : origin !== `http://${host}`;
    const isNavigation = c.req.path === '/' && c.req.header('sec-fetch-mode') === 'navigate';
    const site = c.req.header('sec-fetch-site') ?? 'none';
    if (isForeign || (site !== 'same-origin' && site !== 'none' && !isNavigation))
      return c.text('Only the page itself may ask for this\n', 403);
    if (!isRead && !/^application\/json\b/.test(c.req.header('content-type') ?? ''))
      return c.text('Expected Content-Type application/json\n', 415);
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
    return undefined;
  };
}
