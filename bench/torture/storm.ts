import type { Fault } from '../../src/playground/faults.ts';
import type { StandIn } from '../../src/playground/stand-in.ts';
import type { Random } from './random.ts';

const FAULTS_PER_MESSAGE = 0.1;
const FORGETS_PER_MESSAGE = 0.03;
const PATHS: Readonly<Record<string, RegExp>> = {
  POST: /^\/channels\/\d+\/messages$/,
  PATCH: /^\/channels\/\d+\/messages\/\d+$/,
  GET: /^\/channels\/\d+\/messages$/,
};

/** Lets Discord fail at random while messages come: as often as they do, so that a slow machine has as many faults. */
export interface Storm {
  readonly faults: () => number;
  end(): void;
}

export function startStorm(discord: StandIn, random: Random): Storm {
  let faults = 0;
  const stop = discord.onMessage(() => {
    if (random.chance(FORGETS_PER_MESSAGE)) discord.forgetNonces();
    if (!random.chance(FAULTS_PER_MESSAGE)) return;
    const method = random.pick(['POST', 'POST', 'PATCH', 'PATCH', 'GET']);
    discord.fail({ method, path: PATHS[method] ?? /$^/, times: 1, kind: faultKind(random) });
    faults += 1;
  });
  return { faults: () => faults, end: stop };
}

const faultKind = (random: Random): Fault['kind'] =>
  random.pick<() => Fault['kind']>([
    () => ({ type: 'rate-limit', retryAfterSeconds: random.between(1, 20) / 100 }),
    () => ({ type: 'status', status: random.pick([500, 502, 503] as const) }),
    () => ({ type: 'drop', processed: false }),
    () => ({ type: 'drop', processed: true }),
    () => ({ type: 'drop', processed: true }),
  ])();
