/** Discord's limits, in UTF-16 code units unless said otherwise (Discord API documentation, "Message" and "Embed Limits"). */
export const EMBED_TITLE_MAX = 256;
export const EMBED_DESCRIPTION_MAX = 4_096;
export const CHOICES_MAX = 25;
export const CHOICE_NAME_MAX = 100;
export const CHOICE_VALUE_MAX = 100;
export const STRING_OPTION_MAX = 2_000;
/** Of buttons and select menus. */
export const CUSTOM_ID_MAX = 100;
