/** What may go wrong with a request, on demand. */
export interface Fault {
  readonly method: string;
  /** Matched against the path below /api/v10. */
  readonly path: RegExp;
  /** How many matching requests it hits. */
  times: number;
  readonly kind: /** Also Discord's own refusals: 400 with 20022, 403 with 50013, … */
    | {
        readonly type: 'status';
        readonly status: 400 | 401 | 403 | 404 | 500 | 502 | 503;
        readonly code?: number;
        readonly message?: string;
      }
    /**
     * 429. With a code (30046: too many edits to messages older than an hour; 20022, 20028: announcements) it is a limit of its own:
     * the time stands in the body, and the header says one second, as Discord's does.
     */
    | { readonly type: 'rate-limit'; readonly retryAfterSeconds: number; readonly code?: number }
    /** The connection breaks, before or after the request took effect. */
    | { readonly type: 'drop'; readonly processed: boolean };
}

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const LOG_MAX = 10_000;

export function createFaults() {
  const faults: Fault[] = [];
  const requests: LoggedRequest[] = [];
  return {
    requests: requests as readonly LoggedRequest[],
    inject: (fault: Fault): void => void faults.push(fault),
    record(request: LoggedRequest): void {
      requests.push(request);
      if (requests.length > LOG_MAX) requests.shift();
    },
    /** The fault that hits this request, counted down. */
    take(method: string, path: string): Fault['kind'] | null {
      const fault = faults.find((each) => each.times > 0 && each.method === method && each.path.test(path));
      if (!fault) return null;
      fault.times -= 1;
      return fault.kind;
    },
  };
}
