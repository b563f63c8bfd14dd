import type { APIMessage, APIMessageInteractionMetadata } from 'discord-api-types/v10';
import type { Message, MessageOrigin } from './model.ts';
import { botShape, type Shape, userShape } from './shapes.ts';
import type { World } from './world.ts';

/** Discord's message types. */
const TYPE = { default: 0, reply: 19, command: 20 } as const;

/** Of a member's message the bot sees no content: it has not the intent. */
export function messageShape(message: Message, world: World): Shape<APIMessage> {
  const { id, channelId, interaction, authorId, flags, pinged } = message;
  const isOwn = authorId === world.applicationId;
  const author = world.members.find((member) => member.id === authorId);
  return {
    ...{ id, channel_id: channelId, type: typeOf(interaction), flags, tts: false, pinned: false },
    author: author ? userShape(author.id, author.username) : botShape(world),
    content: isOwn ? message.content : '',
    ...{ timestamp: message.timestamp, edited_timestamp: message.editedTimestamp, nonce: message.nonce ?? undefined },
    ...{ mentions: [], attachments: [], mention_everyone: pinged.has('everyone') },
    mention_roles: world.roles.filter((role) => pinged.has(role.id)).map((role) => role.id),
    embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
    components: isOwn ? message.components : [],
    ...(interaction && {
      webhook_id: world.applicationId,
      application_id: world.applicationId,
      interaction_metadata: metadataOf(interaction, world),
    }),
    ...(interaction &&
      'messageId' in interaction && {
        message_reference: {
          type: 0,
          message_id: interaction.messageId,
          channel_id: channelId,
          guild_id: world.guildId,
        },
      }),
  };
}

const typeOf = (interaction: MessageOrigin | null): number => {
  if (!interaction) return TYPE.default;
  return 'command' in interaction ? TYPE.command : TYPE.reply;
};

function metadataOf(interaction: MessageOrigin, world: World): Shape<APIMessageInteractionMetadata> {
  const member = world.members.find(({ id }) => id === interaction.memberId);
  return {
    ...{ id: interaction.id, type: 'command' in interaction ? 2 : 3 },
    user: userShape(interaction.memberId, member?.username ?? ''),
    authorizing_integration_owners: { 0: world.guildId },
    ...('messageId' in interaction && { interacted_message_id: interaction.messageId }),
  };
}
