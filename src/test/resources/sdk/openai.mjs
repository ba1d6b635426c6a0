// OpenAI's own library for JavaScript against the gateway.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import * as market from './market.mjs';

const client = (options = {}) =>
  new OpenAI({ baseURL: `${market.url}/v1`, apiKey: market.keys.usual, maxRetries: 0, ...options });
const usual = client();
const asking = (content, more = {}) => ({
  model: market.chat,
  messages: [{ role: 'user', content }],
  ...more,
});
const streamed = (sdk, body) => sdk.chat.completions.stream(body).finalChatCompletion();
const text = (completion) => completion.choices[0].message.content;
const tariffAt = {
  type: 'function',
  function: { name: 'tariff_at', parameters: market.placeSchema, strict: true },
};

test('a question is answered', async () => {
  const completion = await usual.chat.completions.create(asking('hello'));
  assert.ok(text(completion).length > 0);
  assert.equal(completion.model, market.chat);
  assert.equal(completion.choices[0].finish_reason, 'stop');
  assert.ok(completion._request_id);
  const { usage } = completion;
  assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
  assert.ok(usage.cost > 0);
});

test('a stream says the same', async () => {
  const whole = await usual.chat.completions.create(asking('hello'));
  const said = [];
  let usage;
  const stream = await usual.chat.completions.create(
    asking('hello', { stream: true, stream_options: { include_usage: true } }));
  for await (const chunk of stream) {
    said.push(chunk.choices[0]?.delta?.content ?? '');
    usage = chunk.usage ?? usage;
  }
  assert.equal(said.join(''), text(whole));
  assert.equal(usage.completion_tokens, whole.usage.completion_tokens);
});

test('tools go to and fro in streams', async () => {
  const body = asking('tariff_at for Hohhot', { tools: [tariffAt] });
  const called = await streamed(usual, body);
  assert.equal(called.choices[0].finish_reason, 'tool_calls');
  const { message } = called.choices[0];
  assert.equal(message.tool_calls[0].function.name, 'tariff_at');
  assert.ok(JSON.parse(message.tool_calls[0].function.arguments).place);
  const result = { role: 'tool', tool_call_id: message.tool_calls[0].id, content: '{"kwh":1}' };
  const answered = await streamed(usual, { ...body, messages: [...body.messages, message, result] });
  assert.equal(answered.choices[0].finish_reason, 'stop');
  assert.ok(text(answered).length > 0);
});

test("the library's tool runner comes to an end", async () => {
  const asked = [];
  const runner = usual.chat.completions.runTools(
    asking('tariff_at for Hohhot', {
      tools: [{
        type: 'function',
        function: {
          name: 'tariff_at',
          parameters: market.placeSchema,
          parse: JSON.parse,
          function: ({ place }) => (asked.push(place), { micro_per_kwh: 492807 }),
        },
      }],
    }));
  assert.ok((await runner.finalContent()).length > 0);
  assert.equal(asked.length, 1);
});

test('emoji and right to left come through unharmed, in the shape of a schema', async () => {
  const body = asking(market.farAndWide, {
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'greeting', schema: market.greetingSchema, strict: true },
    },
  });
  const whole = await usual.chat.completions.create(body);
  assert.equal(JSON.parse(text(whole)).greeting, market.farAndWide);
  assert.equal(JSON.parse(text(await streamed(usual, body))).greeting, market.farAndWide);
});

test('texts have vectors in both encodings', async () => {
  const body = { model: market.embedding, input: ['cheap power', market.farAndWide] };
  const base64 = await usual.embeddings.create(body);
  const floats = await usual.embeddings.create({ ...body, encoding_format: 'float' });
  assert.equal(base64.data.length, 2);
  assert.equal(base64.data[0].embedding.length, 384);
  floats.data[0].embedding.forEach((one, i) =>
    assert.ok(Math.abs(one - base64.data[0].embedding[i]) < 1e-6));
});

test('a completion is whole or streamed the same', async () => {
  const body = { model: market.chat, prompt: 'Once upon a time', max_tokens: 20 };
  const whole = await usual.completions.create(body);
  const said = [];
  for await (const chunk of await usual.completions.create({ ...body, stream: true })) {
    said.push(chunk.choices[0]?.text ?? '');
  }
  assert.equal(said.join(''), whole.choices[0].text);
});

test('a response is whole or streamed the same', async () => {
  const body = { model: market.chat, input: 'hello', instructions: 'Be short.' };
  const whole = await usual.responses.create(body);
  assert.equal(whole.status, 'completed');
  assert.ok(whole.output_text.length > 0);
  const streamed = await usual.responses.stream(body).finalResponse();
  assert.equal(streamed.status, 'completed');
  assert.equal(streamed.output_text, whole.output_text);
});

test('tools of a response go to and fro in streams', async () => {
  const question = { role: 'user', content: 'tariff_at for Hohhot' };
  const tools = [{ type: 'function', ...tariffAt.function }];
  const body = { model: market.chat, tools, input: [question] };
  const called = await usual.responses.stream(body).finalResponse();
  const call = called.output.find((item) => item.type === 'function_call');
  assert.equal(call.name, 'tariff_at');
  assert.ok(JSON.parse(call.arguments).place);
  const result = { type: 'function_call_output', call_id: call.call_id, output: '{"kwh":1}' };
  const answered = await usual.responses
    .stream({ ...body, input: [question, ...called.output, result] })
    .finalResponse();
  assert.ok(answered.output_text.length > 0);
});

test('a response has the shape of a schema', async () => {
  const response = await usual.responses.parse({
    model: market.chat,
    input: 'greet',
    text: { format: { type: 'json_schema', name: 'greeting', schema: market.greetingSchema } },
  });
  assert.equal(JSON.parse(response.output_text).greeting, market.farAndWide);
});

test('the models are listed', async () => {
  const ids = [];
  for await (const model of usual.models.list()) ids.push(model.id);
  assert.ok(ids.includes(market.chat) && ids.includes(market.embedding));
});

test('one model is found and another is not', async () => {
  assert.equal((await usual.models.retrieve(market.chat)).id, market.chat);
  await assert.rejects(() => usual.models.retrieve('nobody/nothing'), OpenAI.NotFoundError);
});

test('a megabyte of prompt is read', async () => {
  const completion = await streamed(usual, asking(market.megabyte));
  assert.equal(completion.choices[0].finish_reason, 'stop');
  assert.ok(completion.usage.prompt_tokens >= 8192);
});

test('fifty streams at once are whole', async () => {
  const heard = await market.fifty((number) => streamed(usual, asking(market.ofACrowd(number))));
  for (const completion of heard) {
    assert.equal(completion.choices[0].finish_reason, 'stop');
    assert.equal(completion.usage.completion_tokens, 40);
  }
  assert.equal(new Set(heard.map(text)).size, 50);
});

test('whoever aborts a stream pays what came', async () => {
  const { data: stream, request_id: id } = await usual.chat.completions
    .create(asking(market.longStream, { stream: true }))
    .withResponse();
  let chunks = 0;
  for await (const _ of stream) {
    if (++chunks === 6) break;
  }
  const record = await market.record(id);
  assert.equal(record.state, 'partial');
  assert.ok(record.tokens_completion >= 4 && record.tokens_completion < 250);
});

test('a repeat after a lost answer is answered from memory and charged once', async () => {
  const sdk = client({ baseURL: `${market.losingUrl}/v1`, maxRetries: 2 });
  const { data, response } = await sdk.chat.completions
    .create(asking('only once, by JavaScript'))
    .withResponse();
  assert.ok(text(data).length > 0);
  const first = response.headers.get('x-intertie-replay');
  assert.ok(Number((await market.record(first)).total_cost) > 0);
  assert.equal(await market.hasRecord(response.headers.get('x-request-id')), false);
});

test("a provider's failure is tried again and costs nothing", async () => {
  const sdk = client({ maxRetries: 1 });
  const failed = await sdk.chat.completions.create(asking(market.providerFails)).catch((e) => e);
  assert.ok(failed instanceof OpenAI.InternalServerError);
  assert.equal(failed.status, 502);
  assert.equal(failed.code, 'upstream_error');
  assert.equal(Number((await market.record(failed.requestID)).total_cost), 0);
  assert.ok(text(await sdk.chat.completions.create(asking('hello'))).length > 0);
});

test('a stream that breaks off raises', async () => {
  await assert.rejects(() => streamed(usual, asking(market.breaksOff)), OpenAI.APIError);
  // A provider that has failed three times in a row would rest.
  assert.ok(text(await usual.chat.completions.create(asking('hello'))).length > 0);
});

const refusals = [
  ['an unknown key', OpenAI.AuthenticationError, { apiKey: 'sk-nobody' }, asking('hello'), 401],
  ['an unknown model', OpenAI.NotFoundError, {}, asking('hello', { model: 'nobody/nothing' }), 404],
  ['what the provider objects to', OpenAI.BadRequestError, {}, asking(market.providerObjects), 400],
  ['a wrong field', OpenAI.BadRequestError, {}, asking('hello', { provider: 'x' }), 400],
  ['whoever cannot pay', OpenAI.APIError, { apiKey: market.keys.poor, maxRetries: 2 }, asking('hello'), 402],
  ['whoever asks too often', OpenAI.RateLimitError, { apiKey: market.keys.rare }, asking('hello'), 429],
];
for (const [who, type, options, body, status] of refusals) {
  test(`${who} is refused with ${status}`, async () => {
    let refused;
    for (let i = 0; i < 3 && !refused; i++) {
      await client(options).chat.completions.create(body).catch((e) => (refused = e));
    }
    assert.ok(refused instanceof type, String(refused));
    assert.equal(refused.status, status);
    assert.ok(refused.code && refused.requestID);
  });
}
