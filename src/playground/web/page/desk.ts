import type { Actions, DeskEntry, DeskText, DeskView } from '../protocol.ts';
import { act } from './connection.ts';
import { button, h, icon } from './dom.ts';
import { failureOf } from './send.ts';
import type { Store } from './state.ts';
import { type Texts, textsFor } from './texts.ts';
import { relativeTime } from './time.ts';

const SAID_FOR_MS = 6_000;

/** The newsroom's panel: a copy of the entries that can be changed while the channel is watched. */
export function createDesk(store: Store): HTMLElement {
  const status = h('p', { class: 'desk-status', role: 'status' });
  const body = h('div', { class: 'desk-body' });
  const panel = h('aside', { class: 'desk', id: 'desk' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The entry in the form; null for the list. */
  let open: { readonly id: string | null; readonly text: DeskText } | null = null;

  async function change<N extends 'save' | 'withdraw' | 'restore' | 'reset'>(
    name: N,
    body: Actions[N]['body'],
    done: (texts: Texts) => string,
  ): Promise<void> {
    const texts = textsFor(store.get().locale);
    const failure = failureOf(await act(name, body));
    if (failure) say(failure.kind === 'refused' ? texts.refused(failure.message) : texts.unreachable, 'failed');
    else {
      say(done(texts), 'done');
      if (name === 'save') show(null);
    }
  }

  function say(text: string, kind: 'done' | 'failed'): void {
    status.textContent = text;
    status.className = `desk-status ${kind}`;
    clearTimeout(timer);
    if (kind === 'done') timer = setTimeout(() => status.replaceChildren(), SAID_FOR_MS);
  }

  function show(next: typeof open): void {
    open = next;
    render();
    if (next) body.querySelector('input')?.focus();
    else panel.querySelector<HTMLElement>('.new-entry')?.focus();
  }

  function render(): void {
    const { server, locale } = store.get();
    const texts = textsFor(locale);
    panel.setAttribute('aria-label', texts.desk);
    if (!server?.desk) {
      panel.replaceChildren();
      return;
    }
    const focusedKey = (document.activeElement as HTMLElement | null)?.dataset.key;
    panel.replaceChildren(header(texts), status, body);
    body.replaceChildren(...(open ? [form(open, texts)] : list(server.desk, texts, locale)));
    if (focusedKey) panel.querySelector<HTMLElement>(`[data-key="${CSS.escape(focusedKey)}"]`)?.focus();
  }

  const header = (texts: Texts): HTMLElement =>
    h(
      'div',
      { class: 'desk-header' },
      icon('paper'),
      h('h2', {}, texts.desk),
      button(
        { class: 'icon-button', label: texts.deskClose, onClick: () => store.set({ isDeskOpen: false }) },
        icon('close'),
      ),
    );

  function list({ entries, count, isChanged }: DeskView, texts: Texts, locale: string): Node[] {
    const empty = { headline: '', authors: '', body: '', isKey: false };
    return [
      h('p', { class: 'hint' }, texts.deskHint),
      h(
        'div',
        { class: 'desk-actions' },
        button(
          { class: 'component primary new-entry', onClick: () => show({ id: null, text: empty }) },
          icon('plus'),
          texts.newEntry,
        ),
        button(
          {
            class: 'component secondary',
            attributes: { disabled: isChanged ? null : '', title: texts.resetHint },
            onClick: () => void change('reset', {}, (own) => own.resetDone),
          },
          icon('undo'),
          texts.reset,
        ),
      ),
      entries.length < count ? h('p', { class: 'hint' }, texts.entriesShown(entries.length, count)) : '',
      entries.length === 0 ? h('p', { class: 'hint' }, texts.noEntries) : '',
      h('ol', { class: 'entries' }, ...entries.map((entry) => item(entry, texts, locale))),
    ].map((each) => (typeof each === 'string' ? new Text(each) : each));
  }

  function item(entry: DeskEntry, texts: Texts, locale: string): HTMLElement {
    const { id, text, state, publishedAt } = entry;
    const name = text.headline || text.body.slice(0, 80) || texts.untitled;
    const facts = [text.authors, publishedAt ? relativeTime(Date.parse(publishedAt), Date.now(), locale) : ''];
    const action = (label: string, key: string, face: Node, onClick: () => void): HTMLElement =>
      button(
        {
          class: 'icon-button',
          label: `${label}: ${name}`,
          attributes: { title: label, 'data-key': `${key}-${id}` },
          onClick,
        },
        face,
      );
    const isOut = state === 'withdrawn';
    return h(
      'li',
      { class: `entry ${state}` },
      h(
        'div',
        { class: 'entry-text' },
        texts.states[state] ? h('span', { class: 'state' }, texts.states[state]) : null,
        isOut ? h('s', { class: 'entry-name' }, name) : h('span', { class: 'entry-name' }, name),
        h('span', { class: 'entry-facts' }, facts.filter(Boolean).join(' · ')),
      ),
      isOut
        ? action(texts.restore, 'toggle', icon('undo'), () => void change('restore', { id }, (own) => own.restored))
        : action(texts.edit, 'edit', icon('edit'), () => show({ id, text })),
      isOut
        ? null
        : action(
            texts.withdraw,
            'toggle',
            icon('strike'),
            () => void change('withdraw', { id }, (own) => own.withdrawn),
          ),
    );
  }

  function form({ id, text }: NonNullable<typeof open>, texts: Texts): HTMLElement {
    const headline = h('input', { type: 'text', maxlength: '500', value: text.headline });
    const authors = h('input', { type: 'text', maxlength: '500', value: text.authors });
    const content = h('textarea', { rows: '12', maxlength: '20000', 'aria-describedby': 'body-hint' });
    content.value = text.body;
    const key = h('input', { type: 'checkbox' });
    key.checked = text.isKey;
    const problem = h('p', { class: 'field-error', role: 'alert' });
    const node = h(
      'form',
      { class: 'entry-form' },
      h('h3', {}, id === null ? texts.newEntry : texts.editEntry),
      h('label', {}, texts.headline, headline),
      h('label', {}, texts.authors, authors),
      h('label', {}, texts.body, content),
      h('p', { class: 'hint', id: 'body-hint' }, texts.bodyHint),
      h('label', { class: 'check' }, key, texts.keyEvent),
      problem,
      h(
        'div',
        { class: 'desk-actions' },
        h('button', { type: 'submit', class: 'component primary' }, id === null ? texts.publish : texts.save),
        button({ class: 'component secondary', onClick: () => show(null) }, texts.cancel),
      ),
    );
    const read = (): DeskText => ({
      ...{ headline: headline.value, authors: authors.value, body: content.value, isKey: key.checked },
    });
    // another language makes the form anew
    node.addEventListener('input', () => {
      open = { id, text: read() };
    });
    node.addEventListener('submit', (event) => {
      event.preventDefault();
      const written = read();
      const isEmpty = !/[\p{L}\p{N}]/u.test(written.headline + written.body);
      problem.textContent = isEmpty ? texts.needText : '';
      if (!isEmpty) void change('save', { id, text: written }, (own) => (id === null ? own.published : own.saved));
    });
    const before = JSON.stringify(read());
    node.addEventListener('keydown', ({ key: pressed }) => {
      if (pressed === 'Escape' && JSON.stringify(read()) === before) show(null);
    });
    return node;
  }

  store.watch(({ locale }) => [locale], render);
  store.watch(
    ({ server }) => [server?.desk],
    () => !open && render(),
  );
  return panel;
}
