import { FLAG_EPHEMERAL, FLAG_LOADING, FLAG_SUPPRESS_NOTIFICATIONS, type Member, type Message } from '../model.ts';
import type { StandIn } from '../stand-in.ts';
import type { Desk } from './desk.ts';
import type { DeskView, MessageView, PersonView, Snapshot } from './protocol.ts';

/** More than this nobody looks through; changes are among the newest, as a rule. */
const DESK_ENTRIES_MAX = 200;
/** Of one channel, when a page connects. */
const MESSAGES_MAX = 1_000;

/** The stand-in's state as the page gets it; pure. */

const personView = ({ id, username, permissions }: Member): PersonView => ({
  id,
  name: username,
  permissions: String(permissions),
});

const originView = (origin: NonNullable<Message['interaction']>): NonNullable<MessageView['origin']> => ({
  memberId: origin.memberId,
  command: 'command' in origin ? origin.command : null,
  messageId: 'messageId' in origin ? origin.messageId : null,
});

export const messageView = (message: Message): MessageView => ({
  id: message.id,
  channelId: message.channelId,
  authorId: message.authorId,
  timestamp: message.timestamp,
  editedTimestamp: message.editedTimestamp,
  content: message.content,
  embeds: message.embeds,
  components: message.components,
  isLoading: (message.flags & FLAG_LOADING) !== 0,
  onlyFor: message.flags & FLAG_EPHEMERAL ? (message.interaction?.memberId ?? null) : null,
  origin: message.interaction && originView(message.interaction),
  isPing: message.pinged.size > 0,
  isSilent: (message.flags & FLAG_SUPPRESS_NOTIFICATIONS) !== 0,
});

export const deskView = (desk: Desk): DeskView => {
  const entries = desk.entries();
  return {
    entries: entries.slice(0, DESK_ENTRIES_MAX),
    count: entries.length,
    isChanged: entries.some(({ state }) => state !== 'unchanged'),
  };
};

export const channelViews = (standIn: StandIn): Snapshot['channels'] =>
  standIn.channels.map(({ id, name, type }) => ({ id, name, type }));

export const snapshotOf = (standIn: StandIn, desk: Desk | null): Snapshot => ({
  guildName: standIn.guildName,
  bot: { id: standIn.botId, name: standIn.botName },
  channels: channelViews(standIn),
  roles: standIn.roles.filter(({ managed }) => !managed).map(({ id, name }) => ({ id, name })),
  reader: personView(standIn.reader),
  moderator: personView(standIn.moderator),
  commands: standIn.commands(),
  messages: standIn.channels.flatMap(({ id }) => standIn.messages(id).slice(-MESSAGES_MAX).map(messageView)),
  isBotConnected: standIn.gateway.isConnected(),
  desk: desk && deskView(desk),
});
