import type { CommandOption, RegisteredCommand, Snapshot } from '../../protocol.ts';
import { button, h, icon } from '../dom.ts';
import { localDescription, localName } from '../localised.ts';
import type { Texts } from '../texts.ts';
import { choicesOf, type Field, type ListChoice, matching, readField, type Value } from './options.ts';
import { COMBOBOX, type Popup } from './popup.ts';

export interface CommandFormOptions {
  readonly command: RegisteredCommand;
  readonly server: Snapshot;
  readonly locale: string;
  readonly texts: Texts;
  readonly popup: Popup;
  /** Typed before the form was there: for the first option. */
  readonly typed: string;
  /** Asks the bot; null when it does not answer. */
  readonly complete: (option: string, typed: string) => Promise<readonly ListChoice[] | null>;
  readonly send: (values: Readonly<Record<string, Value>>) => void;
  readonly cancel: () => void;
}

const COMPLETE_AFTER_MS = 120;

/** A command being filled in: its name, a field for each option that is needed or was added, and what can be added. */
export function createCommandForm(options: CommandFormOptions): { readonly node: HTMLElement; focus(): void } {
  const { command, locale, texts, popup, typed } = options;
  const name = localName(command, locale);
  const error = h('p', { class: 'field-error', role: 'alert' });
  const fields = h('div', { class: 'fields' });
  const more = h('div', { class: 'more' });
  const send = button({ class: 'icon-button send', label: texts.send, onClick: submit }, icon('send'));
  const node = h(
    'div',
    { class: 'command-form' },
    button({ class: 'chip', label: texts.cancelCommand(name), onClick: options.cancel }, `/${name}`, icon('close')),
    fields,
    more,
    send,
    error,
  );
  const open: FieldControl[] = [];

  const toNext = (control: FieldControl): void => {
    const next = open[open.indexOf(control) + 1];
    if (next) next.input.focus();
    else send.focus();
  };

  function addField(option: CommandOption, text = ''): FieldControl {
    const control: FieldControl = createField({ ...options, option, text, toNext: () => toNext(control), submit });
    open.push(control);
    fields.append(control.node);
    return control;
  }

  const optionsLeft = () => command.options.filter((option) => !open.some((control) => control.option === option));

  function addAndFocus(option: CommandOption): void {
    const control = addField(option);
    renderMore();
    control.input.focus();
  }

  function renderMore(): void {
    more.replaceChildren(
      ...optionsLeft().map((option) => {
        const label = localName(option, locale);
        const onClick = () => addAndFocus(option);
        return button({ class: 'add-option', label: texts.addOption(label), onClick }, icon('plus'), label);
      }),
    );
  }

  function submit(): void {
    const values: Record<string, Value> = {};
    for (const control of open) {
      const read = control.read();
      control.markProblem(typeof read === 'object' && 'problem' in read);
      if (read === 'empty') continue;
      if ('problem' in read) {
        error.textContent = `${localName(control.option, locale)}: ${read.problem}`;
        control.input.focus();
        return;
      }
      values[control.option.name] = read.value;
    }
    popup.hide();
    options.send(values);
  }

  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (popup.isOpen() && event.target !== send) popup.hide();
      else options.cancel();
    }
    const [next] = optionsLeft();
    // what is typed on the button is for the next option
    if (event.target === send && isWritten(event) && next) addAndFocus(next);
    const isFirst = event.target === (open[0]?.input ?? send);
    const isBlank = !(event.target instanceof HTMLTextAreaElement) || event.target.value === '';
    if (event.key === 'Backspace' && isFirst && isBlank) {
      event.preventDefault();
      options.cancel();
    }
  });

  for (const option of command.options.filter(({ required }) => required)) addField(option);
  const [first] = command.options;
  if (typed && first) (open[0] ?? addField(first)).setText(typed);
  renderMore();
  return { node, focus: () => (open[0]?.input ?? send).focus() };
}

const isWritten = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;

interface FieldOptions extends CommandFormOptions {
  readonly option: CommandOption;
  readonly text: string;
  readonly toNext: () => void;
  readonly submit: () => void;
}

interface FieldControl {
  readonly option: CommandOption;
  readonly node: HTMLElement;
  readonly input: HTMLTextAreaElement;
  readonly read: () => ReturnType<typeof readField>;
  setText(text: string): void;
  markProblem(isWrong: boolean): void;
}

function createField(options: FieldOptions): FieldControl {
  const { option, server, locale, texts, popup } = options;
  const choices = choicesOf(option, server, locale, texts);
  const hasList = choices !== null || option.autocomplete === true;
  const label = localName(option, locale);
  let field: Field = { option, text: options.text, picked: null };
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const input = h('textarea', {
    ...{ rows: '1', spellcheck: 'false', 'aria-label': label, 'aria-required': option.required ? 'true' : null },
    ...(hasList ? COMBOBOX : {}),
    inputmode: option.type === 4 || option.type === 10 ? 'numeric' : null,
  });
  const title = [h('strong', {}, label), ' ', localDescription(option, locale)];

  function setText(text: string, picked: Value | null = null): void {
    field = { option, text, picked };
    if (input.value !== text) input.value = text;
  }

  function list(found: readonly ListChoice[], note: string): void {
    const items = found.map(({ name, value }) => ({
      face: [name],
      pick: () => {
        setText(name, value);
        popup.hide();
        options.toNext();
      },
    }));
    popup.show(input, { title, label: texts.choices(label), items, note });
  }

  async function askBot(): Promise<void> {
    const turn = ++asked;
    const found = await options.complete(option.name, field.text);
    if (turn !== asked || document.activeElement !== input) return;
    list(found ?? [], found ? texts.noChoices : texts.choicesFailed);
  }

  function suggest(): void {
    clearTimeout(timer);
    if (choices) list(matching(choices, field.picked === null ? field.text : ''), texts.noChoices);
    else if (!option.autocomplete) popup.show(input, { title, label, items: [] });
    else {
      if (!popup.isOpen()) popup.show(input, { title, label, items: [], note: texts.loadingChoices });
      timer = setTimeout(() => void askBot(), COMPLETE_AFTER_MS);
    }
  }

  input.addEventListener('focus', suggest);
  input.addEventListener('blur', () => {
    asked += 1;
    clearTimeout(timer);
    popup.hide();
  });
  input.addEventListener('input', () => {
    setText(input.value.replaceAll('\n', ' '));
    suggest();
  });
  input.addEventListener('keydown', (event) => {
    if (popup.handleKey(event)) return;
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    options.submit();
  });
  setText(options.text);

  const node = h('label', { class: 'field' }, h('span', { class: 'field-name', 'aria-hidden': 'true' }, label), input);
  return {
    ...{ option, node, input, setText },
    read: () => readField(field, choices, texts),
    markProblem: (isWrong) => {
      node.classList.toggle('invalid', isWrong);
      input.setAttribute('aria-invalid', String(isWrong));
    },
  };
}
