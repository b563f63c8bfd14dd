import type { APIApplicationCommand, APIChannel, APIGuild, APIMessage, APIUser } from 'discord-api-types/v10';
import { ALL_PERMISSIONS, type Channel, type Member, type Message, type RegisteredCommand } from './model.ts';

/** Objects as Discord's API shows them. */

export interface World {
  readonly guildId: string;
  readonly guildName: string;
  readonly applicationId: string;
  readonly botName: string;
  readonly channels: readonly Channel[];
  readonly members: readonly Member[];
}

type Shape<T> = Partial<Record<keyof T, unknown>> & Record<string, unknown>;

const userShape = (id: string, username: string, bot = false): Shape<APIUser> => ({
  id,
  username,
  discriminator: '0',
  global_name: null,
  avatar: null,
  bot,
});

export const botShape = ({ applicationId, botName }: World): Shape<APIUser> => userShape(applicationId, botName, true);

export const applicationShape = ({ applicationId, botName }: World) => ({
  id: applicationId,
  name: botName,
  icon: null,
  description: '',
  bot_public: false,
  bot_require_code_grant: false,
  verify_key: '0'.repeat(64),
  flags: 0,
});

export const channelShape = ({ id, name, type }: Channel, { guildId }: World): Shape<APIChannel> => ({
  id,
  type,
  name,
  guild_id: guildId,
  position: 0,
  parent_id: null,
  nsfw: false,
  topic: null,
  last_message_id: null,
  permission_overwrites: [],
  rate_limit_per_user: 0,
});

/** The bot has a role of its own below which nobody stands. */
export function guildShape(world: World): Shape<APIGuild> {
  const { guildId, guildName, applicationId, members } = world;
  const role = (id: string, name: string, permissions: bigint, position: number) => ({
    ...{ id, name, permissions: String(permissions), position, color: 0, colors: { primary_color: 0 }, hoist: false },
    ...{ managed: false, mentionable: false, flags: 0 },
  });
  return {
    ...{ id: guildId, name: guildName, icon: null, splash: null, owner_id: members[0]?.id, afk_timeout: 300 },
    ...{ verification_level: 0, default_message_notifications: 1, explicit_content_filter: 0, mfa_level: 0 },
    ...{ features: [], emojis: [], stickers: [], system_channel_flags: 0, premium_tier: 0, nsfw_level: 0 },
    ...{ preferred_locale: 'de', unavailable: false, large: false, joined_at: new Date(0).toISOString() },
    roles: [role(guildId, '@everyone', 0n, 0), role(`${guildId.slice(0, -1)}9`, 'bot', ALL_PERMISSIONS, 1)],
    channels: world.channels.map((channel) => channelShape(channel, world)),
    threads: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    member_count: members.length + 1,
    members: [memberShape(applicationId, world.botName, [`${guildId.slice(0, -1)}9`], true)],
  };
}

const memberShape = (id: string, username: string, roles: readonly string[], bot = false) => ({
  user: userShape(id, username, bot),
  ...{ roles, joined_at: new Date(0).toISOString(), deaf: false, mute: false, flags: 0, nick: null, avatar: null },
});

export const messageShape = (message: Message, world: World): Shape<APIMessage> => ({
  ...{ id: message.id, channel_id: message.channelId, author: botShape(world), content: message.content, type: 0 },
  ...{ timestamp: message.timestamp, edited_timestamp: message.editedTimestamp, tts: false, pinned: false },
  mention_everyone: message.pinged.has('everyone'),
  ...{ mentions: [], mention_roles: [], attachments: [], flags: message.flags, nonce: message.nonce ?? undefined },
  embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
  components: message.components,
});

export const commandShape = (command: RegisteredCommand): Shape<APIApplicationCommand> => ({
  name_localizations: null,
  description_localizations: null,
  default_member_permissions: null,
  nsfw: false,
  ...command,
});

/** INTERACTION_CREATE, without its data. */
export const interactionShape = (
  { id, token, type }: { readonly id: string; readonly token: string; readonly type: number },
  channel: Channel,
  member: Member,
  world: World,
) => ({
  ...{ id, token, type, version: 1, application_id: world.applicationId, guild_id: world.guildId, context: 0 },
  ...{ channel_id: channel.id, channel: channelShape(channel, world), guild_locale: 'de', locale: member.locale },
  guild: { id: world.guildId, locale: 'de', features: [] },
  app_permissions: String(channel.botPermissions),
  member: { ...memberShape(member.id, member.username, []), permissions: String(member.permissions) },
  ...{ entitlements: [], authorizing_integration_owners: { 0: world.guildId }, attachment_size_limit: 10_485_760 },
});
