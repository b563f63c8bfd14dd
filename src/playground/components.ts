import { z } from 'zod';
import { snowflake, text, url } from './fields.ts';

/** Buttons and select menus in rows (Discord API documentation, "Components"); no Components V2. */

const LINK = 5;
const PREMIUM = 6;

const emoji = z.object({ id: snowflake.nullish(), name: z.string().nullish(), animated: z.boolean().optional() });
const customId = text(100, 1);
const disabled = z.boolean().optional();

const button = z
  .object({
    type: z.literal(2),
    style: z.number().int().min(1).max(PREMIUM),
    label: text(80).optional(),
    emoji: emoji.optional(),
    custom_id: customId.optional(),
    sku_id: snowflake.optional(),
    url: url.optional(),
    disabled,
  })
  .superRefine(({ style, label, emoji: icon, custom_id, url: link, sku_id }, context) => {
    const refuse = (message: string, code: string) => context.addIssue({ code: 'custom', message, params: { code } });
    if (style === LINK ? !link || custom_id : style === PREMIUM ? !sku_id : !custom_id || link)
      refuse('A custom id or url is required, and not both', 'BUTTON_COMPONENT_CUSTOM_ID_OR_URL_REQUIRED');
    if (style !== PREMIUM && !label && !icon)
      refuse('A button needs a label or an emoji', 'BUTTON_COMPONENT_INVALID_LABEL_EMOJI');
  });

const menu = {
  custom_id: customId,
  placeholder: text(150).optional(),
  min_values: z.number().int().min(0).max(25).default(1),
  max_values: z.number().int().min(1).max(25).default(1),
  disabled,
};
const stringSelect = z.object({
  type: z.literal(3),
  ...menu,
  options: z
    .array(
      z.object({
        label: text(100, 1),
        value: text(100, 1),
        description: text(100).optional(),
        emoji: emoji.optional(),
        default: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(25)
    .refine((all) => new Set(all.map(({ value }) => value)).size === all.length, 'The specified option value is used'),
});
const roleSelect = z.object({ type: z.literal(6), ...menu });
const channelSelect = z.object({
  type: z.literal(8),
  ...menu,
  channel_types: z.array(z.number().int()).optional(),
});

const component = z.discriminatedUnion('type', [button, stringSelect, roleSelect, channelSelect]);
const row = z.object({
  type: z.literal(1),
  components: z
    .array(component)
    .min(1)
    .max(5, 'Must be between 1 and 5 in length.')
    .refine((all) => all.length === 1 || all.every(({ type }) => type === 2), 'A select menu fills a row'),
});

export type Component = z.output<typeof component>;
export type Row = z.output<typeof row>;

export const rows = z
  .array(row)
  .max(5, 'Must be 5 or fewer in length.')
  .superRefine((all, context) => {
    const seen = new Set<string>();
    for (const [at, { components }] of all.entries()) {
      for (const [index, { custom_id: id }] of components.entries()) {
        if (id !== undefined && seen.has(id)) {
          context.addIssue({
            code: 'custom',
            path: [at, 'components', index, 'custom_id'],
            message: 'Component custom id cannot be duplicated',
            params: { code: 'COMPONENT_CUSTOM_ID_DUPLICATED' },
          });
        }
        if (id !== undefined) seen.add(id);
      }
    }
  });

/** Null where no row has it. */
export const componentIn = (all: readonly Row[], id: string): Component | null =>
  all.flatMap(({ components }) => components).find(({ custom_id }) => custom_id === id) ?? null;
