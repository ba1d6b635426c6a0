// What both suites know of the market that they call, and what they say to it.
import { setTimeout as sleep } from 'node:timers/promises';

const { SDK_URL, SDK_LOSING_URL, SDK_KEY, SDK_POOR_KEY, SDK_RARE_KEY, SDK_CHAT, SDK_EMBEDDING } =
  process.env;

export const url = SDK_URL;
/** A proxy that loses the answer to each first attempt. */
export const losingUrl = SDK_LOSING_URL;
export const keys = { usual: SDK_KEY, poor: SDK_POOR_KEY, rare: SDK_RARE_KEY };
export const chat = SDK_CHAT;
export const embedding = SDK_EMBEDDING;

export const farAndWide =
  'שלום 👩‍👩‍👧‍👦 مرحبا بالعالم 🏳️‍🌈 \u202eabc\u202c 日本語 e\u0301 \u{1F920} 𝔘';
export const longStream = 'tell me [[sandbox:gap=20,tokens=500]]';
export const providerFails = 'tell me [[sandbox:status=500]]';
export const breaksOff = 'tell me [[sandbox:error_after=5]]';
export const providerObjects = 'tell me [[sandbox:nonsense]]';
export const megabyte = 'kilowatt '.repeat(116_509).slice(0, 1024 * 1024);
export const ofACrowd = (number) => `number ${number} [[sandbox:gap=5,tokens=40]]`;
export const fifty = (ask) => Promise.all(Array.from({ length: 50 }, (_, number) => ask(number)));

export const placeSchema = {
  type: 'object',
  properties: { place: { type: 'string' } },
  required: ['place'],
  additionalProperties: false,
};
/** An object whose one field has one value. */
export const greetingSchema = {
  type: 'object',
  properties: { greeting: { type: 'string', const: farAndWide } },
  required: ['greeting'],
  additionalProperties: false,
};

const generation = (id) =>
  fetch(`${url}/v1/generation?id=${id}`, { headers: { authorization: `Bearer ${keys.usual}` } });

export const hasRecord = async (id) => (await generation(id)).ok;

/** What is on record of a request, which may still be ending. */
export async function record(id) {
  for (let i = 0; i < 500; i++) {
    const found = await generation(id);
    if (found.ok) return (await found.json()).data;
    await sleep(10);
  }
  throw new Error(`no record of ${id}`);
}
