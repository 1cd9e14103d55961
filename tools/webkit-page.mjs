// The page of a WebKitGTK session, in the shape that @web/test-runner-commands drives (puppeteer's).
// Owns: turning keys and mouse into WebDriver actions. Does not own: the session or its processes.
const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Insert: '\uE016',
  Delete: '\uE017',
  Meta: '\uE03D',
};
for (let digit = 0; digit < 10; digit++) KEYS[`Numpad${digit}`] = String.fromCharCode(0xe01a + digit);
const BUTTONS = { left: 0, middle: 1, right: 2 };

const unsupported = (what) => () => {
  throw new Error(`${what} is not supported in WebKitGTK.`);
};

/** @param session { actions, command, evaluate, setViewport } of the launcher */
export function webKitPage({ actions, command, evaluate, setViewport }) {
  const keys = (...steps) => actions([{ type: 'key', id: 'keyboard', actions: steps }]);
  const pointer = (...steps) =>
    actions([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: steps }]);
  const keyOf = (name) => KEYS[name] ?? name.replace(/^(Key|Digit)(.)$/, '$2');
  const down = (value) => ({ type: 'keyDown', value });
  const up = (value) => ({ type: 'keyUp', value });
  const move = (x, y) => ({ type: 'pointerMove', duration: 0, origin: 'viewport', x, y });
  const press = (button = 'left') => ({ type: 'pointerDown', button: BUTTONS[button] });
  const release = (button = 'left') => ({ type: 'pointerUp', button: BUTTONS[button] });
  return {
    keyboard: {
      type: (text) => keys(...[...text].flatMap((value) => [down(value), up(value)])),
      press: (key) => keys(down(keyOf(key)), up(keyOf(key))),
      down: (key) => keys(down(keyOf(key))),
      up: (key) => keys(up(keyOf(key))),
    },
    mouse: {
      move: (x, y) => pointer(move(x, y)),
      click: (x, y, { button, count = 1 } = {}) =>
        pointer(
          move(x, y),
          ...Array(count)
            .fill([press(button), release(button)])
            .flat(),
        ),
      down: ({ button } = {}) => pointer(press(button)),
      up: ({ button } = {}) => pointer(release(button)),
      reset: () => command('DELETE', '/actions'),
    },
    setViewport,
    goto: (url) => command('POST', '/url', { url }),
    emulateMediaFeatures: unsupported('emulateMedia'),
    emulateMediaType: unsupported('emulateMedia'),
    accessibility: { snapshot: unsupported('a11ySnapshot') },
    screenshot: async () => Buffer.from(await command('GET', '/screenshot'), 'base64'),
    evaluate: (fn, ...args) => evaluate(`return (${fn})(...arguments)`, ...args),
  };
}
