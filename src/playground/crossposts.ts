import { channelWriteLimit, crosspostedBefore, wrongChannelType } from './errors.ts';
import { CHANNEL_TYPE, type Channel, FLAG_CROSSPOSTED, type Message } from './model.ts';

/** Discord publishes so many messages of a channel in any hour. */
const CROSSPOSTS_MAX = 10;
const HOUR_MS = 3_600_000;

export function createCrossposts(now: () => number) {
  const times = new Map<string, number[]>();

  /** Marks a message as published. @throws ApiError 50024, 40033, or 20028 (429) when the hour's budget is used up. */
  return (channel: Channel, message: Message): void => {
    if (channel.type !== CHANNEL_TYPE.announcement) throw wrongChannelType();
    if (message.flags & FLAG_CROSSPOSTED) throw crosspostedBefore();
    const recent = (times.get(channel.id) ?? []).filter((ms) => now() - ms < HOUR_MS);
    const [oldest = 0] = recent;
    if (recent.length >= CROSSPOSTS_MAX) throw channelWriteLimit((oldest + HOUR_MS - now()) / 1_000);
    times.set(channel.id, [...recent, now()]);
    message.flags |= FLAG_CROSSPOSTED;
  };
}
