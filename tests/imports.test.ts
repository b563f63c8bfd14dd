import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** Which folders may import which: each names the only others that it knows. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/corpus': [],
  'src/search': ['src/corpus'],
  'src/answer': ['src/corpus', 'src/search'],
  'src/store': ['src/corpus'],
  'src/engine': ['src/corpus', 'src/search', 'src/answer', 'src/store'],
  'src/discord': ['src/corpus', 'src/answer', 'src/store'],
  'src/playground': [],
  commands: ['src/discord', 'src/answer', 'src/corpus'],
};

/** Packages that only some files may know. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  lunr: /^src\/search\/lexical/,
  'lunr-languages': /^src\/search\/lexical/,
  '@xenova/transformers': /^src\/search\/embed/,
  'discord.js': /^(?:src\/discord\/|commands\/|src\/main\.ts$)/,
  libsql: /^src\/store\//,
  esbuild: /^src\/playground\/web\/assets\.ts$/,
  dotenv: /^src\/config\.ts$/,
};

const files = ['src', 'commands'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, name)),
);
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s+'([^']+)'/g)].map(([, target = '']) => target);
const folderOf = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('src/') ? 2 : 1)
    .join('/');

test.each(files.filter((file) => folderOf(file) in MAY_IMPORT))('%s imports only what its folder may', (file) => {
  const own = folderOf(file);
  const targets = importsOf(file)
    .filter((target) => target.startsWith('.'))
    .map((target) => folderOf(normalize(join(dirname(file), target))));
  for (const target of targets) expect([own, ...(MAY_IMPORT[own] ?? [])]).toContain(target);
});

test.each(files)('%s imports only packages that it may know', (file) => {
  for (const target of importsOf(file)) {
    const name = Object.keys(PACKAGES).find((each) => target === each || target.startsWith(`${each}/`));
    if (name) expect(file, target).toMatch(PACKAGES[name] ?? /$^/);
  }
});

test('process.env is read in one place', () => {
  expect(files.filter((file) => readFileSync(file, 'utf8').includes('process.env'))).toEqual(['src/config.ts']);
});
