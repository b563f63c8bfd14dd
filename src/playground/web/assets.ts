import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Asset {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

const PAGE = new URL('./page/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  woff: 'font/woff',
  html: 'text/html; charset=utf-8',
  svg: 'image/svg+xml',
};

const pathOf = (name: string): string => fileURLToPath(new URL(name, PAGE));
const typeOf = (name: string): string => TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';

/**
 * The page's files by their paths: `/` and what it loads. Script and styles are put together in memory from their sources,
 * by the esbuild that runs this program's own TypeScript.
 */
export async function loadAssets(): Promise<ReadonlyMap<string, Asset>> {
  const [html, icon, built] = await Promise.all([
    readFile(pathOf('index.html')),
    readFile(pathOf('icon.svg')),
    build({
      entryPoints: [pathOf('main.ts'), pathOf('css/style.css')],
      entryNames: '[name]',
      assetNames: 'fonts/[name]',
      outdir: '/',
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      charset: 'utf8',
      loader: { '.woff2': 'file', '.woff': 'file' },
      logLevel: 'silent',
    }),
  ]);
  const assets = new Map<string, Asset>();
  for (const { path, contents } of built.outputFiles) {
    const folder = /\.woff2?$/.test(path) ? '/fonts/' : '/';
    assets.set(folder + basename(path), { type: typeOf(path), body: new Uint8Array(contents) });
  }
  assets.set('/', { type: typeOf('.html'), body: new Uint8Array(html) });
  assets.set('/icon.svg', { type: typeOf('.svg'), body: new Uint8Array(icon) });
  return assets;
}
