import { z } from 'zod';

/** Parts that several of Discord's objects share, with its messages. */

/** Discord counts code points. */
export const length = (value: string): number => [...value].length;

export function text(max: number, min = 0) {
  return z.string().superRefine((value, context) => {
    const size = length(value);
    if (size > max)
      context.addIssue({
        code: 'custom',
        message: `Must be ${max} or fewer in length.`,
        params: { code: 'BASE_TYPE_MAX_LENGTH' },
      });
    if (size < min)
      context.addIssue({
        code: 'custom',
        message: `Must be between ${min} and ${max} in length.`,
        params: { code: 'BASE_TYPE_BAD_LENGTH' },
      });
  });
}

export const snowflake = z.string().regex(/^\d{15,20}$/, 'Value is not snowflake.');

export const url = z
  .string()
  .max(2_048)
  .regex(/^(?:https?|attachment):\/\//i, 'Not a well formed URL.');
