import { join } from 'node:path';
import type { Embeddings } from '../search/edition.ts';
import { type DownloadProgress, loadEncoder } from '../search/embed.ts';
import { createMemoryCache, type EmbeddingCache } from '../search/embedding-cache.ts';
import { openEmbeddingCache } from '../store/embeddings.ts';

export interface EmbeddingOptions {
  /** A folder with the model's files, or a hub name. */
  readonly model: string;
  readonly dataDir: string;
}

/** With `error` set, `embeddings` may be null (no model) or work without its file (no place to keep them). */
export interface LoadedEmbeddings {
  readonly embeddings: Embeddings | null;
  readonly error: string | null;
}

/** Never throws: without a model the engine searches by words, without a writable folder it embeds anew at each start. */
export async function loadEmbeddings(
  { model, dataDir }: EmbeddingOptions,
  onDownload?: (progress: DownloadProgress) => void,
): Promise<LoadedEmbeddings> {
  try {
    const cacheDir = join(dataDir, 'models');
    const encoder = await loadEncoder({ model, cacheDir, ...(onDownload && { onDownload }) });
    const { cache, error } = openCache(join(dataDir, 'embeddings.db'));
    return { embeddings: { encoder, cache }, error };
  } catch (error) {
    return { embeddings: null, error: `The embedding model "${model}" cannot be loaded: ${messageOf(error)}` };
  }
}

function openCache(file: string): { cache: EmbeddingCache; error: string | null } {
  try {
    return { cache: openEmbeddingCache(file), error: null };
  } catch (error) {
    return { cache: createMemoryCache(), error: `Embeddings cannot be kept in ${file}: ${messageOf(error)}` };
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
