"""Asks Weir one question from Python and prints the result.

    python submit.py "What is 3 + 7? Reply with only the number."
"""

import json
import sys
import uuid
from datetime import datetime, timezone

from confluent_kafka import DeserializingConsumer, SerializingProducer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer

KAFKA, REGISTRY = "localhost:19092", "http://localhost:18081"


def main(prompt, kafka=KAFKA, registry_url=REGISTRY):
    registry = SchemaRegistryClient({"url": registry_url})
    schema = registry.get_latest_version("weir.queries.v1-value").schema.schema_str
    serializer = AvroSerializer(registry, schema, conf={"auto.register.schemas": False, "use.latest.version": True})
    query = {
        "tenant": "globex",
        "query_id": str(uuid.uuid4()),
        "account": "globex/lab",
        "submitted_at": datetime.now(timezone.utc),
        "request": json.dumps({"messages": [{"role": "user", "content": prompt}], "max_tokens": 16}),
    }

    producer = SerializingProducer({"bootstrap.servers": kafka, "value.serializer": serializer})
    producer.produce("weir.queries.v1", key=query["tenant"].encode(), value=query)
    producer.flush()

    consumer = DeserializingConsumer(
        {
            "bootstrap.servers": kafka,
            "group.id": query["query_id"],
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
            "value.deserializer": AvroDeserializer(registry),
        }
    )
    consumer.subscribe(["weir.results.v1"])
    while True:
        record = consumer.poll(60)
        if record is None:
            sys.exit("no result within a minute")
        if record.value()["query_id"] == query["query_id"]:
            print(json.dumps(record.value(), indent=2, default=str))
            break
    consumer.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
