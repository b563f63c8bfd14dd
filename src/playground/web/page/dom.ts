type Child = Node | string | null | false;

/** An element with attributes and children; texts become text nodes, whatever they hold. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | null>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && !(name === 'class' && value === '')) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

interface ButtonOptions {
  readonly class?: string;
  /** For those who do not see the icon. */
  readonly label?: string;
  readonly attributes?: Readonly<Record<string, string | null>>;
  readonly onClick: (event: MouseEvent) => void;
}

export function button(options: ButtonOptions, ...children: readonly Child[]): HTMLButtonElement {
  const element = h(
    'button',
    {
      type: 'button',
      class: options.class ?? '',
      'aria-label': options.label ?? null,
      title: options.label ?? null,
      ...options.attributes,
    },
    ...children,
  );
  element.addEventListener('click', options.onClick);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Strokes on a field of 24 by 24. */
const ICONS = {
  hash: 'M9.5 4 7 20 M17 4l-2.5 16 M4.5 9h16 M3.5 15h16',
  megaphone: 'M4 10v4h3l9 5V5l-9 5H4Z M19 9.5a4 4 0 0 1 0 5 M8 14.5 9 20h2.5l-1-4',
  thread: 'M5 4v9a3 3 0 0 0 3 3h11 M15 12l4 4-4 4',
  menu: 'M4 7h16 M4 12h16 M4 17h16',
  close: 'M6 6l12 12 M18 6 6 18',
  send: 'M4 4l17 8-17 8 3-8-3-8Z M7 12h8',
  plus: 'M12 5v14 M5 12h14',
  eye: 'M2 12s3.5-7 10-7 10 7 10 7-3.5 7-10 7S2 12 2 12Z M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  edit: 'M4 20h4L19 9l-4-4L4 16v4Z M13 7l4 4',
  undo: 'M9 6 4 11l5 5 M4 11h10a6 6 0 0 1 0 12h-2',
  strike: 'M4 12h16 M7.5 8.5C7.5 6 9.5 4.5 12 4.5s4 1 4.5 3 M16.5 15.5c0 2.5-2 4-4.5 4s-4.5-1.2-5-3.5',
  paper: 'M5 4h11v16H7a2 2 0 0 1-2-2V4Z M16 9h3v9a2 2 0 0 1-2 2 M8 8h5 M8 12h5 M8 16h3',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z M12 2v3 M12 19v3 M2 12h3 M19 12h3 M5 5l2 2 M17 17l2 2 M5 19l2-2 M17 7l2-2',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  screen: 'M3 5h18v11H3V5Z M9 20h6 M12 16v4',
  chevron: 'M6 9l6 6 6-6',
  slash: 'M15 4 9 20',
  external: 'M14 4h6v6 M20 4l-9 9 M18 14v5H5V6h5',
  bot: 'M5 9h14v10H5V9Z M12 9V5 M12 5h.01 M9 13.5v1 M15 13.5v1',
  warning: 'M12 4 2.5 20h19L12 4Z M12 10v4 M12 17v.500',
  silent: 'M6 16h12l-2-3V9a4 4 0 0 0-8 0v4l-2 3Z M10 19a2 2 0 0 0 4 0 M4 4l16 16',
  check: 'M5 12.5 10 17 19 7',
} as const;

export type IconName = keyof typeof ICONS;

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}
