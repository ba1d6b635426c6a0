// Anthropic's own library for JavaScript against the gateway.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import * as market from './market.mjs';

const client = (options = {}) =>
  new Anthropic({ baseURL: market.url, apiKey: market.keys.usual, maxRetries: 0, ...options });
const usual = client();
const asking = (content, more = {}) => ({
  model: market.chat,
  max_tokens: 600,
  messages: [{ role: 'user', content }],
  ...more,
});
const streamed = (sdk, body) => sdk.messages.stream(body).finalMessage();
const text = (message) =>
  message.content.filter((block) => block.type === 'text').map((block) => block.text).join('');
const tools = [{ name: 'tariff_at', input_schema: market.placeSchema }];

test('a message is whole or streamed the same', async () => {
  const body = asking('hello', { system: 'Be short.' });
  const whole = await usual.messages.create(body);
  assert.equal(whole.stop_reason, 'end_turn');
  assert.ok(whole.usage.input_tokens > 0 && whole._request_id);
  const heard = await streamed(usual, body);
  assert.equal(text(heard), text(whole));
  assert.equal(heard.stop_reason, 'end_turn');
  assert.equal(heard.usage.output_tokens, whole.usage.output_tokens);
});

test('a bearer token opens it too', async () => {
  const sdk = client({ apiKey: null, authToken: market.keys.usual });
  assert.ok(text(await sdk.messages.create(asking('hello'))).length > 0);
});

test('tools go to and fro in streams', async () => {
  const body = asking('tariff_at for Hohhot', { tools });
  const called = await streamed(usual, body);
  assert.equal(called.stop_reason, 'tool_use');
  const use = called.content.find((block) => block.type === 'tool_use');
  assert.equal(use.name, 'tariff_at');
  assert.ok(use.input.place);
  const result = { type: 'tool_result', tool_use_id: use.id, content: '{"kwh":1}' };
  const answered = await streamed(usual, {
    ...body,
    messages: [
      ...body.messages,
      { role: 'assistant', content: called.content },
      { role: 'user', content: [result] },
    ],
  });
  assert.equal(answered.stop_reason, 'end_turn');
  assert.ok(text(answered).length > 0);
});

test('emoji and right to left come through unharmed, in the shape of a schema', async () => {
  const body = asking(market.farAndWide, {
    output_config: { format: { type: 'json_schema', schema: market.greetingSchema } },
  });
  assert.equal(JSON.parse(text(await usual.messages.create(body))).greeting, market.farAndWide);
  assert.equal(JSON.parse(text(await streamed(usual, body))).greeting, market.farAndWide);
});

test('tokens are counted beforehand', async () => {
  const count = async (content) => {
    const { messages } = asking(content);
    return (await usual.messages.countTokens({ model: market.chat, messages, tools })).input_tokens;
  };
  const few = await count('hello');
  assert.ok(few > 0 && (await count('hello '.repeat(1000))) > few + 500);
});

test('the models are listed', async () => {
  const names = {};
  for await (const model of usual.models.list()) names[model.id] = model.display_name;
  assert.ok(names[market.chat]);
});

test('a megabyte of prompt is read', async () => {
  const message = await streamed(usual, asking(market.megabyte));
  assert.equal(message.stop_reason, 'end_turn');
  assert.ok(message.usage.input_tokens >= 8192);
});

test('fifty streams at once are whole', async () => {
  const heard = await market.fifty((number) => streamed(usual, asking(market.ofACrowd(number))));
  for (const message of heard) {
    assert.equal(message.stop_reason, 'end_turn');
    assert.equal(message.usage.output_tokens, 40);
  }
  assert.equal(new Set(heard.map(text)).size, 50);
});

test('whoever aborts a stream pays what came', async () => {
  const { data: stream, request_id: id } = await usual.messages
    .create(asking(market.longStream, { stream: true }))
    .withResponse();
  let events = 0;
  for await (const _ of stream) {
    if (++events === 8) break;
  }
  const record = await market.record(id);
  assert.equal(record.state, 'partial');
  assert.ok(record.tokens_completion < 250);
});

test('a repeat after a lost answer is answered from memory and charged once', async () => {
  const sdk = client({ baseURL: market.losingUrl, maxRetries: 2 });
  const { data, response } = await sdk.messages
    .create(asking('only once, by JavaScript'))
    .withResponse();
  assert.ok(text(data).length > 0);
  const first = response.headers.get('x-intertie-replay');
  assert.ok(Number((await market.record(first)).total_cost) > 0);
  assert.equal(await market.hasRecord(response.headers.get('x-request-id')), false);
});

test("a provider's failure is tried again and costs nothing", async () => {
  const sdk = client({ maxRetries: 1 });
  const failed = await sdk.messages.create(asking(market.providerFails)).catch((e) => e);
  assert.ok(failed instanceof Anthropic.InternalServerError);
  assert.equal(failed.status, 502);
  assert.equal(failed.type, 'api_error');
  assert.equal(Number((await market.record(failed.requestID)).total_cost), 0);
  assert.ok(text(await sdk.messages.create(asking('hello'))).length > 0);
});

test('a stream that breaks off raises', async () => {
  const broken = await streamed(usual, asking(market.breaksOff)).catch((e) => e);
  assert.ok(broken instanceof Anthropic.APIError, String(broken));
  assert.equal(broken.type, 'api_error');
  // A provider that has failed three times in a row would rest.
  assert.ok(text(await usual.messages.create(asking('hello'))).length > 0);
});

const refusals = [
  ['an unknown key', 'authentication_error', { apiKey: 'sk-nobody' }, asking('hello'), 401],
  ['an unknown model', 'not_found_error', {}, asking('hello', { model: 'nobody/nothing' }), 404],
  ['what the provider objects to', 'invalid_request_error', {}, asking(market.providerObjects), 400],
  ['whoever cannot pay', 'billing_error', { apiKey: market.keys.poor, maxRetries: 2 }, asking('hello'), 402],
  ['whoever asks too often', 'rate_limit_error', { apiKey: market.keys.rare }, asking('hello'), 429],
];
for (const [who, type, options, body, status] of refusals) {
  test(`${who} is refused with ${status}`, async () => {
    let refused;
    for (let i = 0; i < 3 && !refused; i++) {
      await client(options).messages.create(body).catch((e) => (refused = e));
    }
    assert.ok(refused instanceof Anthropic.APIError, String(refused));
    assert.equal(refused.status, status);
    assert.equal(refused.type, type);
    assert.ok(refused.requestID);
  });
}
