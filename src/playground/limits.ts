import { z } from 'zod';
import { rows } from './components.ts';
import { type ErrorTree, invalidForm } from './errors.ts';
import { length, snowflake, text, url } from './fields.ts';

/** Discord's limits on what a bot sends, checked as Discord checks them: code points, all violations at once. */

const embed = z.object({
  title: text(256).optional(),
  description: text(4_096).optional(),
  url: url.optional(),
  timestamp: z.iso.datetime({ offset: true, local: true }).optional(),
  color: z.number().int().min(0).max(0xffffff).optional(),
  footer: z.object({ text: text(2_048, 1) }).optional(),
  author: z.object({ name: text(256, 1), url: url.optional() }).optional(),
  fields: z
    .array(z.object({ name: text(256, 1), value: text(1_024, 1), inline: z.boolean().optional() }))
    .max(25)
    .optional(),
});

export type StoredEmbed = z.output<typeof embed>;

const EMBEDS_TOTAL_MAX = 6_000;

const embeds = z
  .array(embed)
  .max(10, 'Must be 10 or fewer in length.')
  .superRefine((all, context) => {
    if (all.reduce((sum, each) => sum + embedLength(each), 0) > EMBEDS_TOTAL_MAX) {
      context.addIssue({
        code: 'custom',
        message: 'Embed size exceeds maximum size of 6000',
        params: { code: 'MAX_EMBED_SIZE_EXCEEDED' },
      });
    }
  });

const embedLength = ({ title = '', description = '', footer, author, fields = [] }: StoredEmbed): number =>
  [title, description, footer?.text ?? '', author?.name ?? '', ...fields.flatMap(({ name, value }) => [name, value])]
    .map(length)
    .reduce((sum, size) => sum + size, 0);

const allowedMentions = z
  .object({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).optional(),
    roles: z.array(snowflake).max(100).optional(),
    users: z.array(snowflake).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .refine(({ parse = [], roles = [], users = [] }) => {
    return !(parse.includes('roles') && roles.length > 0) && !(parse.includes('users') && users.length > 0);
  }, 'parse and the list of ids are mutually exclusive');

export const messageBody = z.object({
  content: text(2_000).nullish(),
  embeds: embeds.nullish(),
  components: rows.nullish(),
  allowed_mentions: allowedMentions.nullish(),
  nonce: z.union([z.number().int(), text(25)]).nullish(),
  enforce_nonce: z.boolean().optional(),
  flags: z.number().int().nullish(),
  tts: z.boolean().optional(),
});

export type MessageBody = z.output<typeof messageBody>;

const localised = (schema: z.ZodType<string>) => z.record(z.string(), schema).nullish();
const commandName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, 'Command name is invalid')
  .refine((name) => name === name.toLowerCase(), 'Command name is invalid');
const described = { description: text(100, 1), description_localizations: localised(text(100, 1)) };
const choice = z.object({
  name: text(100, 1),
  name_localizations: localised(text(100, 1)),
  value: z.union([text(100), z.number()]),
});

const option = z.object({
  type: z.number().int().min(3).max(11),
  name: commandName,
  name_localizations: localised(commandName),
  ...described,
  required: z.boolean().optional(),
  choices: z.array(choice).max(25).optional(),
  autocomplete: z.boolean().optional(),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  min_length: z.number().int().min(0).max(6_000).optional(),
  channel_types: z.array(z.number().int()).optional(),
  max_length: z.number().int().min(1).max(6_000).optional(),
});

export const commandBody = z.object({
  name: commandName,
  name_localizations: localised(commandName),
  ...described,
  type: z.literal(1).default(1),
  options: z
    .array(option)
    .max(25)
    .refine(
      (all) => all.every(({ required }, at) => !required || at === 0 || all[at - 1]?.required),
      'Required options must be placed before non-required options',
    )
    .default([]),
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  contexts: z.array(z.number().int().min(0).max(2)).nullish(),
  integration_types: z.array(z.number().int().min(0).max(1)).optional(),
  nsfw: z.boolean().optional(),
});

export type CommandBody = z.output<typeof commandBody>;
export type CommandOption = z.output<typeof option>;

export const choicesBody = z.object({ choices: z.array(choice).max(25, 'Must be 25 or fewer in length.') });

/** @throws ApiError 50035 that names every violation and its place. */
export function check<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const tree: ErrorTree = {};
  for (const issue of parsed.error.issues) {
    let node = tree;
    for (const key of issue.path.map(String)) {
      const next = node[key];
      const child: ErrorTree = next && !Array.isArray(next) ? next : {};
      node[key] = child;
      node = child;
    }
    const code =
      issue.code === 'custom' && typeof issue.params?.code === 'string' ? issue.params.code : issue.code.toUpperCase();
    const errors = node._errors;
    node._errors = [...(Array.isArray(errors) ? errors : []), { code, message: issue.message }];
  }
  throw invalidForm(tree);
}
