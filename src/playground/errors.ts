/** An error as Discord's API answers it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: 400 | 401 | 403 | 404 | 405;
  readonly code: number;
  readonly errors: ErrorTree | null;

  constructor(status: ApiError['status'], code: number, message: string, errors: ErrorTree | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** `{ embeds: { 0: { title: { _errors: […] } } } }` */
export interface ErrorTree {
  [key: string]: ErrorTree | { code: string; message: string }[];
}

export const unauthorised = () => new ApiError(401, 0, '401: Unauthorized');
export const unknownChannel = () => new ApiError(404, 10003, 'Unknown Channel');
export const unknownMessage = () => new ApiError(404, 10008, 'Unknown Message');
export const unknownWebhook = () => new ApiError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = () => new ApiError(404, 10062, 'Unknown interaction');
export const unknownCommand = () => new ApiError(404, 10063, 'Unknown application command');
export const acknowledgedBefore = () => new ApiError(400, 40060, 'Interaction has already been acknowledged.');
export const missingAccess = () => new ApiError(403, 50001, 'Missing Access');
export const missingPermissions = () => new ApiError(403, 50013, 'Missing Permissions');
export const emptyMessage = () => new ApiError(400, 50006, 'Cannot send an empty message');
export const foreignMessage = () => new ApiError(403, 50005, 'Cannot edit a message authored by another user');
export const invalidForm = (errors: ErrorTree) => new ApiError(400, 50035, 'Invalid Form Body', errors);
