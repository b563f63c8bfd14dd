import type {
  APIApplicationCommand,
  APIChannel,
  APIGuild,
  APIGuildMember,
  APIOverwrite,
  APIRole,
  APIUser,
} from 'discord-api-types/v10';
import { type Channel, isThread, type Member, type Overwrite, type RegisteredCommand, type Role } from './model.ts';
import { permissionsIn, type World } from './world.ts';

/** Objects as Discord's API shows them; messages and interactions have files of their own. */

export type Shape<T> = Partial<Record<keyof T, unknown>> & Record<string, unknown>;

const EPOCH = new Date(0).toISOString();
const ARCHIVE_AFTER_MINUTES = 10_080;

export const userShape = (id: string, username: string, bot = false): Shape<APIUser> => ({
  ...{ id, username, discriminator: '0', global_name: null, avatar: null, bot },
});

export const botShape = ({ applicationId, botName }: World): Shape<APIUser> => userShape(applicationId, botName, true);

export const applicationShape = ({ applicationId, botName }: World) => ({
  ...{ id: applicationId, name: botName, icon: null, description: '', flags: 0 },
  ...{ bot_public: false, bot_require_code_grant: false, verify_key: '0'.repeat(64) },
});

export function channelShape(channel: Channel, { guildId }: World): Shape<APIChannel> {
  const { id, name, type, parentId, overwrites } = channel;
  const common = {
    id,
    type,
    name,
    guild_id: guildId,
    parent_id: parentId,
    last_message_id: null,
    rate_limit_per_user: 0,
  };
  if (!isThread(channel)) {
    return {
      ...{ ...common, position: 0, nsfw: false, topic: null },
      permission_overwrites: overwrites.map(overwriteShape),
    };
  }
  return {
    ...{ ...common, owner_id: null, message_count: 0, member_count: 0, total_message_sent: 0, flags: 0 },
    thread_metadata: threadMetadata(channel),
  };
}

const threadMetadata = ({ archived, locked }: Channel) => ({
  ...{ archived, locked, auto_archive_duration: ARCHIVE_AFTER_MINUTES, archive_timestamp: EPOCH },
});

/** As an interaction shows a channel that was chosen. */
export const resolvedChannelShape = (channel: Channel, member: Member, world: World): Shape<APIChannel> => ({
  ...{ id: channel.id, name: channel.name, type: channel.type, parent_id: channel.parentId },
  permissions: String(permissionsIn(world, channel, member)),
  ...(isThread(channel) && { thread_metadata: threadMetadata(channel) }),
});

const overwriteShape = ({ id, type, allow, deny }: Overwrite): Shape<APIOverwrite> => ({
  ...{ id, type, allow: String(allow), deny: String(deny) },
});

export const roleShape = ({ id, name, permissions, position, managed, mentionable }: Role): Shape<APIRole> => ({
  ...{ id, name, permissions: String(permissions), position, managed, mentionable, hoist: false, flags: 0 },
  ...{ color: 0, colors: { primary_color: 0, secondary_color: null, tertiary_color: null }, icon: null },
});

export const memberShape = (
  id: string,
  username: string,
  roles: readonly string[],
  bot = false,
): Shape<APIGuildMember> => ({
  user: userShape(id, username, bot),
  ...{ roles, joined_at: EPOCH, deaf: false, mute: false, flags: 0, nick: null, avatar: null },
});

export const botMemberShape = ({ applicationId, botName, botRoleId }: World): Shape<APIGuildMember> =>
  memberShape(applicationId, botName, [botRoleId], true);

/** As GUILD_CREATE shows it: all channels, the threads that are not archived, and the bot's own member. */
export const guildShape = (world: World): Shape<APIGuild> => ({
  ...{ id: world.guildId, name: world.guildName, icon: null, splash: null, owner_id: world.ownerId, afk_timeout: 300 },
  ...{ verification_level: 0, default_message_notifications: 1, explicit_content_filter: 0, mfa_level: 0 },
  ...{ features: ['NEWS'], emojis: [], stickers: [], system_channel_flags: 0, premium_tier: 0, nsfw_level: 0 },
  ...{ preferred_locale: 'de', unavailable: false, large: false, joined_at: EPOCH },
  system_channel_id: world.systemChannelId,
  roles: world.roles.map(roleShape),
  channels: world.channels.filter((each) => !isThread(each)).map((channel) => channelShape(channel, world)),
  threads: world.channels
    .filter((each) => isThread(each) && !each.archived)
    .map((channel) => channelShape(channel, world)),
  ...{ presences: [], voice_states: [], stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [] },
  member_count: world.members.length + 1,
  members: [botMemberShape(world)],
});

export const commandShape = (command: RegisteredCommand): Shape<APIApplicationCommand> => ({
  ...{ name_localizations: null, description_localizations: null, default_member_permissions: null, nsfw: false },
  ...command,
});
