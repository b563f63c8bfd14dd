import type { Channel, Member } from './model.ts';
import { channelShape, memberShape } from './shapes.ts';
import { permissionsIn, type World } from './world.ts';

/** INTERACTION_CREATE, without its data. */
export const interactionShape = (
  { id, token, type }: { readonly id: string; readonly token: string; readonly type: number },
  channel: Channel,
  member: Member,
  world: World,
) => ({
  ...{ id, token, type, version: 1, application_id: world.applicationId, guild_id: world.guildId, context: 0 },
  ...{ channel_id: channel.id, channel: channelShape(channel, world), guild_locale: 'de', locale: member.locale },
  guild: { id: world.guildId, locale: 'de', features: ['NEWS'] },
  app_permissions: String(channel.botPermissions),
  member: {
    ...memberShape(member.id, member.username, member.roles),
    permissions: String(permissionsIn(world, channel, member)),
  },
  ...{ entitlements: [], authorizing_integration_owners: { 0: world.guildId }, attachment_size_limit: 10_485_760 },
});
