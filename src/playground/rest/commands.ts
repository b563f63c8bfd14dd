import { commandShape } from '../shapes.ts';
import { type App, BASE, bodyOf, type Ctx, type RestOptions } from './route.ts';

export function addCommandRoutes(app: App, { commands }: RestOptions): void {
  for (const scope of ['', '/guilds/:guild']) {
    const path = `${BASE}/applications/:app${scope}/commands`;
    const guildOf = (c: Ctx): string | null => c.req.param('guild') ?? null;
    app.get(path, (c) => c.json(commands.list(guildOf(c)).map(commandShape)));
    app.put(path, async (c) => c.json(commands.replaceAll(await bodyOf(c), guildOf(c)).map(commandShape)));
    app.post(path, async (c) => c.json(commandShape(commands.add(await bodyOf(c), guildOf(c))), 201));
    app.delete(`${path}/:command`, (c) => {
      commands.remove(c.req.param('command') ?? '');
      return c.body(null, 204);
    });
  }
}
