// Makes the calls that stdin names, one a line, with AWS's SDK for JavaScript and the endpoint that argv gives:
//
//     {"operation": "DescribePools", "parameters": {}, "region": "us-east-1", "accessKeyId": "testing"}
//
// and answers each with a line, {"result": {...}} or {"error": {"code": ..., "status": ..., "members": {...}}}.
// CommonJS, because only its imports look into NODE_PATH, which says where `make clients` has put the SDK.
"use strict";

const { createInterface } = require("node:readline");
const sdk = require("@aws-sdk/client-pinpoint-sms-voice-v2");

const [endpoint] = process.argv.slice(2);

async function call({ operation, parameters = {}, region = "us-east-1", accessKeyId = "testing" }) {
  const Command = sdk[`${operation}Command`];
  if (Command === undefined) return { error: { code: "UnknownOperation", members: {} } };
  const credentials = { accessKeyId, secretAccessKey: "testing" };
  const client = new sdk.PinpointSMSVoiceV2Client({ endpoint, region, credentials, maxAttempts: 1 });
  try {
    const { $metadata, ...result } = await client.send(new Command(parameters));
    return { result };
  } catch (error) {
    // What begins with $ is the SDK's own. The service's Message is `message` here, as every JavaScript error's.
    const { name: code, $metadata, $fault, $retryable, $service, __type, ...members } = error;
    return { error: { code, status: $metadata?.httpStatusCode, members } };
  } finally {
    client.destroy();
  }
}

(async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await call(JSON.parse(line))));
  }
})();
