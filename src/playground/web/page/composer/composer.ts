import type { RegisteredCommand, Snapshot } from '../../protocol.ts';
import { act } from '../connection.ts';
import { button, h, icon } from '../dom.ts';
import { localDescription, localName } from '../localised.ts';
import type { Pendings } from '../pending.ts';
import { failureOf } from '../send.ts';
import { mayUse, personOf, type State, type Store } from '../state.ts';
import { textsFor } from '../texts.ts';
import { createCommandForm } from './command-form.ts';
import { findCommands, typedCommand, type Value } from './options.ts';
import { COMBOBOX, createPopup } from './popup.ts';

export interface Composer {
  readonly node: HTMLElement;
  /** As if the question had been typed. */
  ask(question: string): boolean;
  run(command: string, values?: Readonly<Record<string, Value>>): void;
}

const QUESTION_COMMAND = 'ask';

/** The message box: words are a question, `/` opens the commands. */
export function createComposer(store: Store, pendings: Pendings): Composer {
  const popup = createPopup();
  const input = h('textarea', { id: 'composer', rows: '1', ...COMBOBOX });
  const send = button({ class: 'icon-button send', onClick: submitText }, icon('send'));
  const textForm = h('div', { class: 'text-form' }, input, send);
  const box = h('div', { class: 'composer-box' }, textForm);
  const node = h('div', { class: 'composer' }, popup.node, box);
  let filling: string | null = null;

  const usable = (state: State): RegisteredCommand[] => {
    const person = personOf(state);
    return person ? (state.server?.commands ?? []).filter((each) => mayUse(each, person)) : [];
  };

  function run(name: string, values: Readonly<Record<string, Value>> = {}): void {
    const state = store.get();
    const person = personOf(state);
    const command = state.server?.commands.find((each) => each.name === name);
    if (!person || !command) return;
    const { channelId, role, locale } = state;
    const end = pendings.add({ channelId, role, command: localName(command, locale) });
    const body = { memberId: person.id, channelId, locale, command: name, options: values };
    void act('run', body).then((outcome) => end(failureOf(outcome)));
  }

  /** @returns whether the bot takes questions yet. */
  function ask(question: string): boolean {
    const command = usable(store.get()).find((each) => each.name === QUESTION_COMMAND);
    const option = command?.options[0];
    if (command && option) run(command.name, { [option.name]: question });
    return option !== undefined;
  }

  function submitText(): void {
    const text = input.value.trim();
    if (text === '') input.focus();
    else if (text.startsWith('/')) suggest();
    else if (ask(text)) showText();
    else {
      const { botStarting: note, input: label } = textsFor(store.get().locale);
      popup.show(input, { title: [], label, items: [], note });
    }
  }

  function leaveForm(): void {
    filling = null;
    input.value = '';
    popup.hide();
    box.replaceChildren(textForm);
  }

  function showText(): void {
    leaveForm();
    input.focus();
  }

  function fill(command: RegisteredCommand, typed: string): void {
    const state = store.get();
    const { server, locale } = state;
    if (!server) return;
    filling = command.name;
    popup.hide();
    const form = createCommandForm({
      ...{ command, server, locale, popup, typed, texts: textsFor(locale), cancel: showText },
      complete: (option, text) => complete(store.get(), server, command.name, option, text),
      send: (values) => {
        run(command.name, values);
        showText();
      },
    });
    box.replaceChildren(form.node);
    form.focus();
  }

  function suggest(): void {
    const { locale } = store.get();
    const texts = textsFor(locale);
    const typed = /^\/(\S*)$/.exec(input.value)?.[1];
    const whole = typedCommand(usable(store.get()), input.value, locale);
    if (whole) fill(whole.command, whole.rest);
    else if (typed === undefined) popup.hide();
    else {
      popup.show(input, {
        title: [texts.commands],
        label: texts.commands,
        items: findCommands(usable(store.get()), typed, locale).map((command) => ({
          face: commandFace(command, locale),
          pick: () => fill(command, ''),
        })),
        note: texts.noCommand(typed),
      });
    }
  }

  input.addEventListener('input', suggest);
  input.addEventListener('focus', suggest);
  input.addEventListener('blur', popup.hide);
  input.addEventListener('keydown', (event) => {
    if (popup.handleKey(event)) return;
    if (event.key === 'Escape') popup.hide();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submitText();
  });
  // typing anywhere goes into the message box, as in Discord
  document.addEventListener('keydown', (event) => {
    const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== ' ';
    const { activeElement } = document;
    const isFree = activeElement === document.body || activeElement?.role === 'log';
    if (isText && isFree && filling === null) input.focus();
  });

  store.watch(
    ({ locale, role }) => [locale, role],
    ({ locale }) => {
      const texts = textsFor(locale);
      input.setAttribute('aria-label', texts.input);
      send.setAttribute('aria-label', texts.send);
      send.title = texts.send;
      if (filling !== null) leaveForm();
    },
  );
  store.watch(
    ({ locale, role, server }) => [locale, role, server === null, server?.commands],
    (state) => {
      const texts = textsFor(state.locale);
      input.placeholder = state.server ? texts.placeholder : texts.connecting;
      if (filling !== null && !usable(state).some(({ name }) => name === filling)) leaveForm();
      else if (document.activeElement === input) suggest();
    },
  );
  return { node, ask, run };
}

function commandFace(command: RegisteredCommand, locale: string): Node[] {
  const options = command.options.map((option) =>
    h('span', { class: option.required ? 'option-name' : 'option-name optional' }, localName(option, locale)),
  );
  return [
    h('span', { class: 'command-name' }, `/${localName(command, locale)}`, ...options),
    h('span', { class: 'command-description' }, localDescription(command, locale)),
  ];
}

async function complete(state: State, server: Snapshot, command: string, option: string, typed: string) {
  const { channelId, locale, role } = state;
  const body = { memberId: server[role].id, channelId, locale, command, option, typed };
  const answer = await act('complete', body);
  return 'choices' in answer ? answer.choices : null;
}
