export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler';
      readonly children: readonly Inline[];
    }
  /** `href` is http or https. */
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'time'; readonly seconds: number; readonly style: string }
  /** Of a command `id` is its name. */
  | {
      readonly kind: 'mention';
      readonly what: 'member' | 'role' | 'channel' | 'command' | 'everyone';
      readonly id: string;
    };

export type Block =
  | { readonly kind: 'paragraph' | 'small'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'list';
      /** Of a numbered list; null for one with bullets. */
      readonly start: number | null;
      readonly items: readonly { readonly depth: number; readonly children: readonly Inline[] }[];
    };
