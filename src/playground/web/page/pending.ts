/** What a member has just sent and the bot has not taken up yet, or never did. Seen on this page alone. */
export interface Pending {
  readonly id: number;
  readonly channelId: string;
  readonly role: 'reader' | 'moderator';
  /** In the member's language; null for a pressed component. */
  readonly command: string | null;
  readonly failure: PendingFailure | null;
}

export type PendingFailure =
  | { readonly kind: 'no-response' | 'unreachable' }
  | { readonly kind: 'refused'; readonly message: string };

export function createPendings() {
  let pendings: readonly Pending[] = [];
  let count = 0;
  const listeners: (() => void)[] = [];
  const set = (next: readonly Pending[]): void => {
    pendings = next;
    for (const listener of listeners) listener();
  };
  return {
    all: (): readonly Pending[] => pendings,
    onChange: (listener: () => void): void => void listeners.push(listener),
    /** @returns what ends it: without a failure it disappears. */
    add(pending: Pick<Pending, 'channelId' | 'role' | 'command'>): (failure: PendingFailure | null) => void {
      const id = ++count;
      // a pressed component shows for itself that it is at work
      if (pending.command !== null) set([...pendings, { ...pending, id, failure: null }]);
      return (failure) => {
        const others = pendings.filter((each) => each.id !== id);
        set(failure ? [...others, { ...pending, id, failure }] : others);
      };
    },
    dismiss: (id: number): void => set(pendings.filter((each) => each.id !== id)),
  };
}

export type Pendings = ReturnType<typeof createPendings>;
