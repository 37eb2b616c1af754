// Does what Lambda's runtime does, in a process of its own: loads one bundle, calls its handler with the event on standard input, and tells on
// file descriptor 3 what the loading took and what came of the call. It is told in the processor's time: others work on the same machine.
import { writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const [, , bundle, seconds] = process.argv;
const tell = (message) => writeSync(3, JSON.stringify(message));

const event = JSON.parse(await text(process.stdin));
const before = process.cpuUsage();
try {
  const { handler } = await import(bundle);
  const { user, system } = process.cpuUsage(before);
  const startUp = (user + system) / 1000;
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
