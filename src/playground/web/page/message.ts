import type { MessageView, RegisteredCommand } from '../protocol.ts';
import { type ComponentContext, componentRows } from './components.ts';
import { button, h, icon } from './dom.ts';
import { embedNode } from './embed.ts';
import { localName } from './localised.ts';
import { inlineMarkdown, markdown } from './markdown/render.ts';
import type { Names } from './names.ts';
import type { Texts } from './texts.ts';
import { formatTime, messageTime } from './time.ts';

export interface MessageContext extends ComponentContext {
  readonly names: Names;
  readonly botId: string;
  readonly moderatorId: string;
  readonly botName: string;
  readonly commands: readonly RegisteredCommand[];
  /** The message with the component that was used; undefined when it is gone. */
  readonly source: (id: string) => MessageView | undefined;
  readonly dismiss: (id: string) => void;
}

/** One message as Discord shows it. @param isFollowing - the one above is by the same author, shortly before */
export function messageNode(message: MessageView, isFollowing: boolean, context: MessageContext): HTMLElement {
  const { texts, names } = context;
  const isPrivate = message.onlyFor !== null;
  const marks = [isFollowing && 'following', isPrivate && 'private', message.isPing && 'ping'];
  const classes = ['message', ...marks].filter(Boolean).join(' ');
  return h(
    'li',
    { class: classes, 'data-id': message.id },
    message.origin && originLine(message.origin, context),
    isFollowing
      ? h('span', { class: 'gutter' }, messageTime(message.timestamp, names.locale))
      : avatarOf(message, context),
    h(
      'div',
      { class: 'message-body' },
      isFollowing ? null : authorLine(message, context),
      ...content(message, context),
      isPrivate && privateBar(message, texts, context),
    ),
  );
}

const botAvatar = (): HTMLElement => h('span', { class: 'avatar bot', 'aria-hidden': 'true' }, icon('bot'));

export const memberAvatar = (name: string, kind: string): HTMLElement =>
  h('span', { class: `avatar ${kind}`, 'aria-hidden': 'true' }, name.slice(0, 1));

const avatarOf = ({ authorId }: MessageView, { botId, moderatorId, names }: MessageContext): HTMLElement =>
  authorId === botId
    ? botAvatar()
    : memberAvatar(names.member(authorId), authorId === moderatorId ? 'moderator' : 'member');

function authorLine(
  { authorId, timestamp, isSilent }: MessageView,
  { botId, texts, names }: MessageContext,
): HTMLElement {
  return h(
    'div',
    { class: 'author-line' },
    h('span', { class: 'author' }, names.member(authorId)),
    authorId === botId && h('span', { class: 'badge' }, icon('check'), texts.app),
    h(
      'time',
      { class: 'sent', datetime: timestamp, title: formatTime(Date.parse(timestamp), 'F', names.locale) },
      messageTime(timestamp, names.locale),
    ),
    isSilent &&
      h('span', { class: 'silent', role: 'img', 'aria-label': texts.silent, title: texts.silent }, icon('silent')),
  );
}

function content(message: MessageView, context: MessageContext): (Node | null)[] {
  const { names, texts, botName } = context;
  if (message.isLoading) return [thinking(texts.thinking(botName))];
  const edited = message.editedTimestamp !== null && message.origin === null ? editedMark(message, context) : null;
  const text = message.content ? h('div', { class: 'content' }, ...markdown(message.content, names), edited) : null;
  return [
    text,
    ...message.embeds.map((embed) => embedNode(embed, names)),
    text ? null : edited,
    ...componentRows(message, context),
  ];
}

const editedMark = ({ editedTimestamp }: MessageView, { texts, names }: MessageContext): HTMLElement =>
  h(
    'span',
    { class: 'edited', title: texts.editedAt(formatTime(Date.parse(editedTimestamp ?? ''), 'F', names.locale)) },
    texts.edited,
  );

export const thinking = (text: string): HTMLElement =>
  h(
    'div',
    { class: 'thinking' },
    h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')),
    `${text} …`,
  );

export function usedLine(memberName: string, kind: string, command: string, texts: Texts): HTMLElement {
  return h(
    'div',
    { class: 'origin' },
    memberAvatar(memberName, kind),
    h('span', {}, texts.used(memberName), h('span', { class: 'mention' }, `/${command}`), texts.usedAfter),
  );
}

function originLine(origin: NonNullable<MessageView['origin']>, context: MessageContext): HTMLElement {
  const { names, texts, commands, source, botName, moderatorId } = context;
  if (origin.command !== null) {
    const command = commands.find(({ name }) => name === origin.command);
    const name = command ? localName(command, names.locale) : origin.command;
    const kind = origin.memberId === moderatorId ? 'moderator' : 'member';
    return usedLine(names.member(origin.memberId), kind, name, texts);
  }
  const pressed = source(origin.messageId ?? '');
  return h(
    'div',
    { class: 'origin' },
    botAvatar(),
    h('strong', {}, botName),
    h('span', { class: 'excerpt' }, pressed ? excerptOf(pressed, names) : texts.pressed(names.member(origin.memberId))),
  );
}

function excerptOf({ embeds: [embed], content: text }: MessageView, names: Names): string {
  const nodes = embed?.title ? [h('span', {}, ...inlineMarkdown(embed.title, names))] : markdown(text, names);
  return nodes.map(({ textContent }) => textContent).join(' ');
}

function privateBar(message: MessageView, texts: Texts, { dismiss }: MessageContext): HTMLElement {
  return h(
    'div',
    { class: 'private-bar' },
    icon('eye'),
    `${texts.onlyYou} · `,
    button({ class: 'link', onClick: () => dismiss(message.id) }, texts.dismiss),
  );
}
