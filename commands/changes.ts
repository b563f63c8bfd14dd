import { MessageFlags } from 'discord.js';
import type { Button } from '../src/discord/command.ts';
import { renderChanges } from '../src/discord/render/changes.ts';
import { CHANGES_PREFIX } from '../src/discord/render/post.ts';

/** Under a corrected post: shows what changed to the member who asks. The argument is the post's key. */
export const changes = {
  prefix: CHANGES_PREFIX,
  async press(interaction, postKey, { store }, texts) {
    const known = store.changesOf(postKey);
    const reply = known ? { embeds: [renderChanges(known, texts)] } : { content: texts.moderation.changes.unknown };
    await interaction.reply({ ...reply, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
  },
} satisfies Button;
