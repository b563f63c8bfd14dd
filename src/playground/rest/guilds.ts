import { unknownGuild, unknownMember } from '../errors.ts';
import { isThread } from '../model.ts';
import { botMemberShape, channelShape, guildShape, memberShape, roleShape } from '../shapes.ts';
import { type App, BASE, type RestOptions } from './route.ts';

export function addGuildRoutes(app: App, { world }: RestOptions): void {
  const path = `${BASE}/guilds/:guild`;
  app.use(`${path}/*`, async (c, next) => {
    if (c.req.param('guild') !== world.guildId) throw unknownGuild();
    await next();
  });
  app.get(path, (c) => {
    if (c.req.param('guild') !== world.guildId) throw unknownGuild();
    return c.json(guildShape(world));
  });
  app.get(`${path}/roles`, (c) => c.json(world.roles.map(roleShape)));
  app.get(`${path}/channels`, (c) =>
    c.json(world.channels.filter((each) => !isThread(each)).map((channel) => channelShape(channel, world))),
  );
  app.get(`${path}/members/:member`, (c) => {
    const id = c.req.param('member');
    if (id === world.applicationId) return c.json(botMemberShape(world));
    const member = world.members.find((each) => each.id === id);
    if (!member) throw unknownMember();
    return c.json(memberShape(member.id, member.username, member.roles));
  });
}
