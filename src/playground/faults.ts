/** What may go wrong with a request, on demand. */
export interface Fault {
  readonly method: string;
  /** Matched against the path below /api/v10. */
  readonly path: RegExp;
  /** How many matching requests it hits. */
  times: number;
  readonly kind:
    | { readonly type: 'status'; readonly status: 401 | 403 | 404 | 500 | 502 | 503; readonly code?: number }
    | { readonly type: 'rate-limit'; readonly retryAfterSeconds: number }
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
