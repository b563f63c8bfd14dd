/** An error as Discord's API answers it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: 400 | 401 | 403 | 404 | 405 | 429;
  readonly code: number;
  readonly errors: ErrorTree | null;
  /** With status 429. */
  readonly retryAfterSeconds: number | null;

  constructor(
    status: ApiError['status'],
    code: number,
    message: string,
    { errors = null, retryAfterSeconds = null }: Partial<Pick<ApiError, 'errors' | 'retryAfterSeconds'>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** `{ embeds: { 0: { title: { _errors: […] } } } }` */
export interface ErrorTree {
  [key: string]: ErrorTree | { code: string; message: string }[];
}

export const unauthorised = () => new ApiError(401, 0, '401: Unauthorized');
export const unknownChannel = () => new ApiError(404, 10003, 'Unknown Channel');
export const unknownGuild = () => new ApiError(404, 10004, 'Unknown Guild');
export const unknownMember = () => new ApiError(404, 10007, 'Unknown Member');
export const unknownMessage = () => new ApiError(404, 10008, 'Unknown Message');
export const unknownWebhook = () => new ApiError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = () => new ApiError(404, 10062, 'Unknown interaction');
export const unknownCommand = () => new ApiError(404, 10063, 'Unknown application command');
export const acknowledgedBefore = () => new ApiError(400, 40060, 'Interaction has already been acknowledged.');
export const crosspostedBefore = () => new ApiError(400, 40033, 'This message has already been crossposted.');
export const missingAccess = () => new ApiError(403, 50001, 'Missing Access');
export const missingPermissions = () => new ApiError(403, 50013, 'Missing Permissions');
export const emptyMessage = () => new ApiError(400, 50006, 'Cannot send an empty message');
export const foreignMessage = () => new ApiError(403, 50005, 'Cannot edit a message authored by another user');
export const nonTextChannel = () => new ApiError(400, 50008, 'Cannot send messages in a non-text channel');
export const wrongChannelType = () => new ApiError(400, 50024, 'Cannot execute action on this channel type');
export const invalidForm = (errors: ErrorTree) => new ApiError(400, 50035, 'Invalid Form Body', { errors });
export const threadArchived = () => new ApiError(400, 50083, 'Thread is archived');
export const threadLocked = () => new ApiError(403, 160005, 'Thread is locked');
export const channelWriteLimit = (retryAfterSeconds: number) =>
  new ApiError(429, 20028, 'The write action you are performing on the channel has hit the write rate limit.', {
    retryAfterSeconds,
  });
