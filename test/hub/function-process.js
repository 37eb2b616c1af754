// Does what Lambda's runtime does, in a process of its own: loads one bundle, calls its handler with the event on standard input, and tells on
// file descriptor 3 how long the loading took and what came of the call.
import { writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const [, , bundle, seconds] = process.argv;
const tell = (message) => writeSync(3, JSON.stringify(message));

const event = JSON.parse(await text(process.stdin));
const begun = performance.now();
try {
  const { handler } = await import(bundle);
  const startUp = performance.now() - begun;
  const deadline = Date.now() + Number(seconds) * 1000;
  const context = { awsRequestId: 'a-request', getRemainingTimeInMillis: () => deadline - Date.now() };
  try {
    tell({ startUp, result: (await handler(event, context)) ?? null });
  } catch ({ name, message }) {
    tell({ startUp, error: { errorType: name, errorMessage: message } });
  }
} catch ({ message }) {
  tell({ refused: message });
}
process.exit();
