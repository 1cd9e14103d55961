// What a trace of Chromium's says of the script that a page ran: all of it on the main thread but for the harness's own,
// without the style and layout that it asked for. In milliseconds of the thread's own time.

const script = new Set([
  'v8.compile',
  'v8.compileModule',
  'v8.evaluateModule',
  'EvaluateScript',
  'FunctionCall',
  'RunMicrotasks',
  'FireAnimationFrame',
  'FireIdleCallback',
  'TimerFire',
  'EventDispatch',
  'v8.callFunction',
]);
const drawing = new Set(['UpdateLayoutTree', 'Layout']);

/** The outermost ones of these; an event lies in another where it begins before that one ends. */
function* outermost(events, names) {
  let end = 0;
  for (const event of events)
    if (names.has(event.name) && event.ts >= end) {
      end = event.ts + event.dur;
      yield event;
    }
}

/** `harness`: the address that its functions come from. */
export function scriptTime(traceEvents, harness) {
  const module = traceEvents.find(({ name }) => name === 'v8.evaluateModule');
  const events = traceEvents
    .filter(({ ph, pid, tid }) => ph === 'X' && pid === module.pid && tid === module.tid)
    .sort((one, other) => one.ts - other.ts || other.dur - one.dur);
  const isHarness = ({ name, args }) =>
    (name === 'EvaluateScript' || name === 'FunctionCall') && args.data?.url === harness;
  let sum = 0;
  for (const whole of outermost(events, script)) {
    const inside = events.filter(({ ts }) => ts >= whole.ts && ts < whole.ts + whole.dur);
    const ours = inside.filter(isHarness);
    const foreign = [...ours, ...outermost(inside, drawing)];
    // none is told of what took less than a microsecond
    sum += foreign.reduce((left, { tdur = 0 }) => left - tdur, whole.tdur ?? 0);
  }
  return sum / 1000;
}
