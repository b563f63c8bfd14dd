import type { Member, Message } from '../../src/playground/model.ts';
import type { OptionValue, StandIn } from '../../src/playground/stand-in.ts';

/** All that a member reads in a message. */
const textOf = ({ content, embeds }: Message): string =>
  [content, ...embeds.flatMap((each) => [each.title, each.description, each.footer?.text])].join('\n');

/** A member runs a command in the second channel. @returns the reply as it was when it came. */
export async function reply(
  discord: StandIn,
  member: Member,
  name: string,
  options: Record<string, OptionValue> = {},
  locale = 'de',
): Promise<Message & { readonly text: string }> {
  member.locale = locale;
  const message = await discord.run(member, discord.channels[1]?.id ?? '', name, options).reply;
  return { ...message, text: textOf(message) };
}

/** A member presses the first button of a message. @returns what came of it. */
export async function pressFirst(
  discord: StandIn,
  member: Member,
  { id, channelId, components }: Message,
): Promise<Message & { readonly text: string }> {
  const customId = components[0]?.components[0]?.custom_id ?? '';
  const message = await discord.press(member, channelId, id, customId).reply;
  return { ...message, text: textOf(message) };
}
