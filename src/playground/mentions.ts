import type { MessageBody } from './limits.ts';

/** Whom a message may ping at all, whatever it asks for. */
export interface PingRights {
  /** The author may mention `@everyone` and every role. */
  readonly mayPingAll: boolean;
  readonly mentionableRoles: ReadonlySet<string>;
}

/** Discord's rule: without `allowed_mentions` everything in the content pings; embeds do not. */
export function pingsOf(content: string, allowed: MessageBody['allowed_mentions'], rights: PingRights): string[] {
  const may = (kind: 'everyone' | 'users' | 'roles') => !allowed || allowed.parse?.includes(kind) === true;
  const users = [...content.matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id);
  const roles = [...content.matchAll(/<@&(\d+)>/g)].map(([, id = '']) => id);
  return [
    ...(/@(?:everyone|here)/.test(content) && may('everyone') && rights.mayPingAll ? ['everyone'] : []),
    ...users.filter((id) => may('users') || allowed?.users?.includes(id)),
    ...roles
      .filter((id) => may('roles') || allowed?.roles?.includes(id))
      .filter((id) => rights.mayPingAll || rights.mentionableRoles.has(id)),
  ];
}
