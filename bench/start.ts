/** How long `npm start` takes to its first cited reply, and what all its processes hold together. Linux only: reads /proc. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

const QUESTION = '/ask Wie hoch ist das Defizit im ukrainischen Haushalt?\n';
const CITED = /Eintrag \d/;
const SAMPLE_EVERY_MS = 20;

const fieldOf = (pid: string, field: string): number => {
  try {
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // ended meanwhile
  }
};

/** Resident set of a process and all that it started, in MB. */
function residentMb(root: number): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(pids.map((pid) => [pid, String(fieldOf(pid, 'PPid'))]));
  const isOurs = (pid: string | undefined): boolean =>
    pid !== undefined && pid !== '0' && (pid === String(root) || isOurs(parents.get(pid)));
  return pids.filter(isOurs).reduce((sum, pid) => sum + fieldOf(pid, 'VmRSS'), 0) / 1024;
}

async function run(dataDir: string): Promise<{ repliedMs: number; peakMb: number; code: number | null }> {
  const startedAt = performance.now();
  const child = spawn('npm', ['start'], {
    env: { ...process.env, DATA_DIR: dataDir, DISCORD_TOKEN: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  let repliedMs = Number.NaN;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
    if (Number.isNaN(repliedMs) && CITED.test(printed)) repliedMs = performance.now() - startedAt;
  });
  child.stdin.end(QUESTION);
  let peakMb = 0;
  while (child.exitCode === null) {
    peakMb = Math.max(peakMb, residentMb(child.pid ?? 0));
    await wait(SAMPLE_EVERY_MS);
  }
  return { repliedMs, peakMb, code: child.exitCode };
}

const dataDir = mkdtempSync(join(tmpdir(), 'liveblog-bench-'));
console.log('start  cited reply  peak resident, all processes  exit code');
for (const kind of ['cold', 'warm', 'warm']) {
  const { repliedMs, peakMb, code } = await run(dataDir);
  console.log(
    `${kind}   ${(repliedMs / 1000).toFixed(1)} s        ${peakMb.toFixed(0)} MB                        ${code}`,
  );
}
rmSync(dataDir, { recursive: true });
