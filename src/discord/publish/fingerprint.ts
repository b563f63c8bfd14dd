import { createHash } from 'node:crypto';
import type { APIEmbed } from 'discord.js';

/** The same for the same look, over what Discord gives back as it was sent; times it writes in a form of its own. */
export function fingerprintOf({ title, description, url, footer, timestamp }: APIEmbed): string {
  const shown = [title ?? '', description ?? '', url ?? '', footer?.text ?? '', timestamp ? Date.parse(timestamp) : 0];
  const text = shown.map((each) => String(each).replace(/\s+/g, ' ').trim()).join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
