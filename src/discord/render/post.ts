import type { APIActionRowComponent, APIButtonComponentWithCustomId, APIEmbed } from 'discord.js';
import { ButtonStyle, ComponentType } from 'discord.js';
import { titleOf } from '../../corpus/entry.ts';
import type { AnswerNote } from '../../store/answers.ts';
import type { Post, PostItem } from '../../store/posts.ts';
import { customIdOf } from '../custom-id.ts';
import { EMBED_DESCRIPTION_MAX, EMBED_TITLE_MAX } from '../limits.ts';
import type { Texts } from '../texts/de.ts';
import { cut, joinWithin } from './cut.ts';
import { linkOf, renderBody, renderEntry } from './entry.ts';
import { escapeWithin } from './escape.ts';
import { timestamp } from './timestamp.ts';

const COLOUR = 0x1d6fb8;
const WITHDRAWN_COLOUR = 0x80848e;
const NOTE_COLOUR = 0xd9a400;
const NOTE_MAX_CHARS = 1_000;
const CITED_TITLE_MAX_CHARS = 150;

/** Of a button's custom_id; the rest, after a colon, is the post's key. */
export const CHANGES_PREFIX = 'changes';

/** What a post's message shows; the parts that an edit replaces too. */
interface PostBody {
  readonly embeds: [APIEmbed];
  readonly components: APIActionRowComponent<APIButtonComponentWithCustomId>[];
}

/** An entry as it is now, with its corrections and its withdrawal, or a digest of several. */
export function renderPost(post: Post, texts: Texts): PostBody {
  const [item] = post.items;
  if (post.kind === 'digest' || !item) return { embeds: [renderDigest(post.items, texts)], components: [] };
  return { embeds: [renderItem(item, texts)], components: item.hasChanges ? [changesButton(post.key, texts)] : [] };
}

const changesButton = (key: string, texts: Texts): APIActionRowComponent<APIButtonComponentWithCustomId> => ({
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: texts.posting.changesButton,
      custom_id: customIdOf(CHANGES_PREFIX, key),
    },
  ],
});

function renderItem(item: PostItem, texts: Texts): APIEmbed {
  const embed = renderEntry(item.entry, texts);
  const mark = markOf(item, texts);
  if (!mark) return embed;
  if (!item.withdrawnAt) return { ...embed, description: [embed.description, mark].filter(Boolean).join('\n\n') };
  return {
    ...embed,
    color: WITHDRAWN_COLOUR,
    ...(item.entry.headline && {
      title: strike(escapeWithin(item.entry.headline, EMBED_TITLE_MAX - STRIKE.length * 2, cut)),
    }),
    description: [mark, renderBody(item.entry, texts, strike)].filter(Boolean).join('\n\n'),
  };
}

const STRIKE = '~~';
const strike = (text: string): string => `${STRIKE}${text}${STRIKE}`;

/** `*Korrigiert 14:32*`, in the reader's zone; null where the entry is as it always was. */
function markOf({ withdrawnAt, correctedAt }: PostItem, { posting }: Texts): string | null {
  if (withdrawnAt) return `*${posting.withdrawn(clock(withdrawnAt))}*`;
  return correctedAt && `*${posting.corrected(clock(correctedAt))}*`;
}

const clock = (iso: string): string => timestamp(iso, 't');

/** One line per entry, all of them, oldest first, however long their headlines are. */
function renderDigest(items: readonly PostItem[], texts: Texts): APIEmbed {
  const room = Math.floor(EMBED_DESCRIPTION_MAX / Math.max(1, items.length)) - 1;
  return {
    color: COLOUR,
    title: texts.posting.digestTitle(items.length),
    description: items.map((item) => digestLine(item, room, texts)).join('\n'),
  };
}

function digestLine(item: PostItem, room: number, texts: Texts): string {
  const { entry, withdrawnAt } = item;
  const link = linkOf(entry);
  const time = entry.publishedAt ? `${clock(entry.publishedAt)} ` : '';
  const mark = markOf(item, texts);
  const end = mark ? ` · ${mark}` : '';
  const source = link ? ` · [${texts.entryLink}](${link})` : '';
  const fixed = `- ${time}`.length + end.length + STRIKE.length * 2;
  // a link that leaves no room for the headline goes
  const shownSource = fixed + source.length <= room / 2 || fixed + source.length + 60 <= room ? source : '';
  const title = escapeWithin(titleOf(entry), Math.max(1, room - fixed - shownSource.length), cut);
  return `- ${time}${withdrawnAt ? strike(title) : title}${shownSource}${end}`;
}

/** What stands under an answer whose cited entries changed. */
export function renderAnswerNote({ changes }: AnswerNote, texts: Texts): APIEmbed {
  const lines = changes.map(({ entry, change, at }) => {
    const title = escapeWithin(titleOf(entry), CITED_TITLE_MAX_CHARS, cut);
    const say = change === 'withdrawn' ? texts.posting.citedWithdrawn : texts.posting.citedCorrected;
    return say(title, clock(at));
  });
  return {
    color: NOTE_COLOUR,
    title: texts.posting.noteTitle,
    description: joinWithin(lines, '\n', NOTE_MAX_CHARS),
  };
}
