// Reads results of Weir with kafkajs and its registry client, neither of which shares code with Weir: prints one line of JSON a
// result, oldest first within a partition. Exit status 1 where fewer than asked for come in time.
//
//     node results.js --count 10 [--bootstrap localhost:19092] [--registry http://localhost:18081] [--seconds 60]
"use strict";
const { randomUUID } = require("node:crypto");
const { parseArgs } = require("node:util");
const { SchemaRegistry } = require("@kafkajs/confluent-schema-registry");
const { Kafka, logLevel } = require("kafkajs");

const RESULTS = "weir.results.v1";

const { values: options } = parseArgs({
  options: {
    bootstrap: { type: "string", default: "localhost:19092" },
    registry: { type: "string", default: "http://localhost:18081" },
    count: { type: "string", default: "1" },
    seconds: { type: "string", default: "60" },
  },
});

/** Results until there are as many as wanted; aborted transactions are left out, as kafkajs does unless told otherwise. */
async function results(kafka, registry, wanted, seconds) {
  const consumer = kafka.consumer({ groupId: `node-${randomUUID()}` });
  const found = [];
  let timer;
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [RESULTS], fromBeginning: true });
    await new Promise((resolve, reject) => {
      timer = setTimeout(resolve, seconds * 1000);
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer
        .run({
          eachMessage: async ({ partition, message }) => {
            found.push({ partition, key: message.key.toString(), result: await registry.decode(message.value) });
            if (found.length >= wanted) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
  return found.slice(0, wanted);
}

/** A long is a BigInt to some decoders and a number to others; both are printed as what they count. */
const plain = (name, value) => (typeof value === "bigint" ? Number(value) : value);

async function main() {
  const wanted = Number(options.count);
  const kafka = new Kafka({ clientId: "weir-node", brokers: options.bootstrap.split(","), logLevel: logLevel.ERROR });
  const registry = new SchemaRegistry({ host: options.registry });
  const found = await results(kafka, registry, wanted, Number(options.seconds));
  for (const line of found) console.log(JSON.stringify(line, plain));
  if (found.length < wanted) {
    console.error(`${found.length} of ${wanted} results within ${options.seconds} s`);
    process.exitCode = 1;
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
