/** The part of the bot that serves questions, without Discord: `served.ts` forks it and reads its one message. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { watchCorpus } from '../src/corpus/watch.ts';
import { createEngineClient } from '../src/engine/client.ts';
import { createNewsdesk } from '../src/newsdesk.ts';
import { readLiveblog } from './collections.ts';
import { ADDED, ADDED_QUESTION } from './distractors.ts';
import { writeEntries } from './served.ts';
import { MODEL } from './this-engine.ts';

const ASK_EVERY_MS = 10;
const GIVE_UP_AFTER_MS = 60_000;
const QUESTIONS = 40;

const [corpus = '', dataDir = ''] = process.argv.slice(2);
const log = pino({ level: 'fatal' });
const { questions } = await readLiveblog();

const startedAt = performance.now();
const engine = createEngineClient({ corpus: [corpus], model: MODEL, dataDir, log, askDeadlineMs: GIVE_UP_AFTER_MS });
const newsdesk = createNewsdesk({ engine, log });
await newsdesk.reload({ force: false });
const startMs = performance.now() - startedAt;
const watcher = await watchCorpus({
  paths: [corpus],
  onChange: () => void newsdesk.reload({ force: false }),
  onError: (error) => console.error(error),
});
for (const { question } of questions.slice(0, QUESTIONS)) await engine.ask(question);
const memory = { botMb: residentMb(process.pid), engineMb: residentMb(engine.pid() ?? 0) };
const added = await measureAdded();
process.send?.({ startMs, ...memory, ...added });
await watcher.close();
await engine.close();
process.disconnect();

async function measureAdded() {
  const held = monitorEventLoopDelay({ resolution: 1 });
  held.enable();
  const writtenAt = performance.now();
  writeEntries(join(corpus, 'added.json'), [ADDED]);
  while (!(await isFound())) {
    if (performance.now() - writtenAt > GIVE_UP_AFTER_MS) throw new Error('The added entry was never found');
    await wait(ASK_EVERY_MS);
  }
  const addedMs = performance.now() - writtenAt;
  held.disable();
  return { addedMs, botHeldP99Ms: held.percentile(99) / 1e6 };
}

async function isFound(): Promise<boolean> {
  const answer = await engine.ask(ADDED_QUESTION);
  return answer.status !== 'nothing' && answer.citations[0].entry.id === ADDED.id;
}

function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
