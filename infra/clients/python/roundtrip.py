"""Asks Weir from Python and reads the answers, with Confluent's client alone: its registry client, its Avro, its partitioner.

Queries of several tenants are produced to weir.queries.v1 and their results are read from weir.results.v1. Prints one line of
JSON: what was asked, what came, and the partition that the client's default partitioner chose for each tenant. That partition
does not matter to Weir, which homes a tenant by itself. Exit status 1 where a query has no result in time, or two.

    python roundtrip.py --bootstrap localhost:19092 --registry http://localhost:18081
"""

import argparse
import json
import sys
import time
import uuid
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

QUERIES = "weir.queries.v1"
RESULTS = "weir.results.v1"
ACCOUNTS = ["acme/search/alice", "acme/support", "globex/lab", "hooli"]
PROMPTS = Path(__file__).resolve().parents[2] / "workloads" / "small-tiers" / "queries.jsonl"


def schema(registry, topic):
    """Latest schema of a topic's values, as text."""
    return registry.get_latest_version(f"{topic}-value").schema.schema_str


def queries(prompts, accounts, each):
    """Recorded prompts as queries, `each` of them an account; fields that are left out have their defaults."""
    run = uuid.uuid4().hex[:8]
    for number, line in enumerate(prompts[: each * len(accounts)]):
        account = accounts[number % len(accounts)]
        body = {"messages": [{"role": "user", "content": line["prompt"]}], "max_tokens": line["max_tokens"]}
        yield {
            "tenant": account.split("/")[0],
            "query_id": f"python-{run}-{line['query_id']}",
            "account": account,
            "submitted_at": datetime.now(timezone.utc),
            "task": line["task"],
            "request": json.dumps(body),
            "verifier": line["verifier"],
        }


def ask(bootstrap, registry, asked):
    """Produces the queries; returns for each tenant the partitions that they were put in."""
    serialize = AvroSerializer(
        registry, schema(registry, QUERIES), conf={"auto.register.schemas": False, "use.latest.version": True}
    )
    producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True})
    partitions, failures = {}, []

    def delivered(error, message):
        if error is not None:
            failures.append(error)
        else:
            partitions.setdefault(message.key().decode(), set()).add(message.partition())

    for query in asked:
        value = serialize(query, SerializationContext(QUERIES, MessageField.VALUE))
        producer.produce(QUERIES, key=query["tenant"].encode(), value=value, on_delivery=delivered)
        producer.poll(0)
    left = producer.flush(30)
    if left or failures:
        raise KafkaException(failures[0] if failures else f"{left} queries were not delivered")
    return partitions


def positions(consumer, at):
    """All partitions of the results, at their first record (0) or behind their last (1)."""
    known = consumer.list_topics(RESULTS, timeout=30).topics[RESULTS].partitions
    ends = {number: consumer.get_watermark_offsets(TopicPartition(RESULTS, number), timeout=30) for number in known}
    return {number: offsets[at] for number, offsets in ends.items()}


def answers(consumer, registry, start, wanted, seconds):
    """Committed results of the wanted queries: until each has one, and then to the end of what is there."""
    deserialize = AvroDeserializer(registry, schema(registry, RESULTS))
    consumer.assign([TopicPartition(RESULTS, number, offset) for number, offset in start.items()])
    found, reached, ends, deadline = [], {}, None, time.monotonic() + seconds
    while time.monotonic() < deadline:
        message = consumer.poll(0.2)
        if message is not None and message.error():
            # The end, not the position: marks of transactions are offsets too, and no record comes for them.
            if message.error().code() != KafkaError._PARTITION_EOF:
                raise KafkaException(message.error())
            reached[message.partition()] = message.offset()
        elif message is not None:
            result = deserialize(message.value(), SerializationContext(RESULTS, MessageField.VALUE))
            if (result["tenant"], result["query_id"]) in wanted:
                found.append(result)
        if ends is None and len({(result["tenant"], result["query_id"]) for result in found}) == len(wanted):
            ends = positions(consumer, 1)
        if ends is not None and all(reached.get(number, -1) >= end for number, end in ends.items()):
            break
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bootstrap", default="localhost:19092", help="Kafka, host:port")
    parser.add_argument("--registry", default="http://localhost:18081", help="URL of the schema registry")
    parser.add_argument("--queries", type=Path, default=PROMPTS, help="file of prompts")
    parser.add_argument("--account", action="append", dest="accounts", help="account that pays; may be repeated")
    parser.add_argument("--each", type=int, default=5, help="queries an account")
    parser.add_argument("--timeout", type=float, default=60, help="seconds to wait for the results")
    options = parser.parse_args()

    registry = SchemaRegistryClient({"url": options.registry})
    prompts = [json.loads(line) for line in options.queries.read_text(encoding="utf-8").splitlines()]
    asked = list(queries(prompts, options.accounts or ACCOUNTS, options.each))
    consumer = Consumer(
        {
            "bootstrap.servers": options.bootstrap,
            "group.id": "python-roundtrip",
            "enable.auto.commit": False,
            "isolation.level": "read_committed",
            "enable.partition.eof": True,
        }
    )
    try:
        start = positions(consumer, 1)
        partitions = ask(options.bootstrap, registry, asked)
        wanted = {(query["tenant"], query["query_id"]) for query in asked}
        found = answers(consumer, registry, start, wanted, options.timeout)
    finally:
        consumer.close()

    times = Counter((result["tenant"], result["query_id"]) for result in found)
    report = {
        "asked": len(asked),
        "with_one_result": sum(times[query] == 1 for query in wanted),
        "statuses": dict(Counter(result["status"] for result in found)),
        "cost_nanodollars": sum(result["cost_nanodollars"] for result in found),
        "partitions": {tenant: sorted(numbers) for tenant, numbers in sorted(partitions.items())},
    }
    print(json.dumps(report))
    return 0 if report["with_one_result"] == report["asked"] else 1


if __name__ == "__main__":
    sys.exit(main())
