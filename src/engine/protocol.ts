import type { Answer } from '../answer/answer.ts';
import type { EditionView, EngineStatus, Progress, Reload } from '../answer/engine.ts';
import type { DownloadProgress } from '../search/embed.ts';
import type { EngineOptions } from './local.ts';
import type { ViewUpdate } from './view.ts';

/** What the engine's process may be asked. */
export type Call =
  | { readonly method: 'start'; readonly options: EngineOptions }
  | { readonly method: 'ask'; readonly question: string }
  | { readonly method: 'about'; readonly topic: string; readonly entryIds: readonly string[] }
  | { readonly method: 'reload'; readonly force: boolean }
  | { readonly method: 'restore'; readonly view: EditionView };

/** What it answers, per method. */
export interface Results {
  readonly start: null;
  readonly ask: Answer;
  readonly about: readonly string[];
  /** `view` leads to the edition served after the reload. */
  readonly reload: { readonly reload: Reload; readonly view: ViewUpdate | null };
  readonly restore: null;
}

export type Request = Call & { readonly id: number };

export type Reply =
  | {
      readonly kind: 'result';
      readonly id: number;
      readonly value: Results[Call['method']];
      readonly status: EngineStatus;
    }
  | { readonly kind: 'failure'; readonly id: number; readonly name: string; readonly message: string }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'download'; readonly download: DownloadProgress };
